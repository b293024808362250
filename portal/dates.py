"""Dates in words, in the form that each language uses (CLDR, by Babel)."""

import datetime
import re
from functools import cache, lru_cache

from babel import Locale
from babel.dates import format_date, format_skeleton
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language

from portal.languages.registry import language as known_language

# Stands for the day while Babel formats the rest; a private-use character that no format contains.
_DAY_PLACEHOLDER = "\ue000"


def cldr_locale(language: str | None = None) -> Locale:
    """The CLDR locale of a language code; of the active language where none is given."""
    return _parsed(known_language(_code(language)).cldr_locale)


@cache
def _parsed(name: str) -> Locale:
    """Babel takes as long for it as for a date."""
    return Locale.parse(name.replace("-", "_"))


def _code(language: str | None) -> str:
    return language or get_language() or settings.LANGUAGE_CODE


def format_day(day: datetime.date, language: str | None = None) -> str:
    """`2017 m. balandžio 3 d.`, `3 April 2017`."""
    return _long_date(day.year, day.month, day.day, _code(language))


@lru_cache(maxsize=5000)
def _long_date(year: int, month: int, day: int, language: str) -> str:
    """Lists have the same days again and again."""
    return format_date(datetime.date(year, month, day), "long", locale=cldr_locale(language))


def format_moment(moment: datetime.datetime, language: str | None = None) -> str:
    """Day and time of day in the portal's time zone: `2017 m. balandžio 3 d., 14:05`."""
    local = timezone.localtime(moment)
    return f"{format_day(local, language)}, {local:%H:%M}"


def format_month(day: datetime.date, language: str | None = None) -> str:
    """`2017 m. balandis`, `April 2017`."""
    return format_skeleton("yMMMM", day, locale=cldr_locale(language))


def format_month_name(day: datetime.date, language: str | None = None) -> str:
    """The month alone, in the nominative: `balandis`, `April`."""
    return str(cldr_locale(language).months["stand-alone"]["wide"][day.month])


def format_days(first: datetime.date, last: datetime.date | None, language: str | None = None) -> str:
    """A run of days, saying nothing twice: `2017 m. balandžio 3–6 d.`, `30 April – 2 May 2017`."""
    if last is None or last == first:
        return format_day(first, language)
    return _run_of_days(first, last, _code(language))


@lru_cache(maxsize=5000)
def _run_of_days(first: datetime.date, last: datetime.date, language: str) -> str:
    locale = cldr_locale(language)
    pattern = locale.date_formats["long"].pattern
    if (first.year, first.month) == (last.year, last.month):
        text = format_date(first, _with_day_placeholder(pattern), locale=locale)
        return text.replace(_DAY_PLACEHOLDER, f"{first.day}–{last.day}")
    first_text, last_text = format_day(first, language), format_day(last, language)
    if first.year == last.year:
        if pattern.startswith("y"):
            last_text = format_skeleton("MMMMd", last, locale=locale)
        else:
            first_text = format_skeleton("MMMMd", first, locale=locale)
    return f"{first_text} – {last_text}"


def _with_day_placeholder(pattern: str) -> str:
    """The CLDR date pattern with its day field, not its quoted letters, replaced."""
    parts = pattern.split("'")
    parts[::2] = [re.sub("d+", f"'{_DAY_PLACEHOLDER}'", part) for part in parts[::2]]
    return "'".join(parts)
