"""Names of months in every form in which people write them."""

from functools import cache

from babel import Locale
from babel.dates import get_month_names

from .common.folding import fold
from .language import Language
from .registry import language, of_languages

FIRST_YEAR, LAST_YEAR = 1900, 2099


@cache
def _months(code: str) -> dict[str, int]:
    """Numbers of a language's months by their folded names, with their case endings."""
    own = language(code)
    locale = Locale.parse(own.cldr_locale)
    names = [
        get_month_names(width, context, locale)
        for width in ("wide", "abbreviated")
        for context in ("stand-alone", "format")
    ]
    months: dict[str, int] = {}
    for month in range(1, 13):
        forms = [fold(by_month[month].strip(".")) for by_month in names]
        for form in (*forms, *own.dates.other_cases(forms[0], forms[1])):
            if form.isalpha() and len(form) > 2:
                months.setdefault(form, month)
    return months


@of_languages
def month_numbers(own: tuple[Language, ...]) -> dict[str, int]:
    """Numbers of months by their folded names in every language of the portal; the default one's come first."""
    found: dict[str, int] = {}
    for each in own:
        for form, month in _months(each.code).items():
            found.setdefault(form, month)
    return found
