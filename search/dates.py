"""Days in a query: `2017 balandis`, `April 2017`, `3–6 April 2017`, `2017 m. balandžio 3 d.`, `2017-04-03`."""

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from babel.dates import get_month_names
from django.conf import settings

from portal.dates import cldr_locale

from .analysis import date_keys, fold

FIRST_YEAR, LAST_YEAR = 1900, 2099

# Case endings, folded, by those of the nominative and genitive: of the other cases in which a month is named.
_LITHUANIAN_CASES = {
    ("is", "io"): ((0, "i"), (0, "yje"), (1, "iui"), (1, "iu")),
    ("as", "o"): ((0, "a"), (0, "e"), (1, "ui"), (1, "u")),
    ("a", "os"): ((0, "oje"), (0, "ai")),
    ("e", "es"): ((0, "eje"), (0, "ei")),
}
# Words between the parts of a date that say nothing by themselves.
_ABBREVIATIONS = frozenset({"m", "men", "d", "metai", "metu", "dienomis", "diena", "dienos"})
_FILLERS = _ABBREVIATIONS | {"of", "the"}


@dataclass(frozen=True, slots=True)
class DateSpan:
    """Clauses of a query, from `first` to `last`, that name a day, several, a month or a year; and its keys."""

    first: int
    last: int
    keys: tuple[str, ...]


@cache
def month_numbers() -> dict[str, int]:
    """Numbers of months by their folded names in every language of the portal, with their case endings."""
    months: dict[str, int] = {}
    for code, _name in settings.LANGUAGES:
        names = [
            get_month_names(width, context, cldr_locale(code))
            for width in ("wide", "abbreviated")
            for context in ("stand-alone", "format")
        ]
        for month in range(1, 13):
            forms = [fold(by_month[month].strip(".")) for by_month in names]
            for form in (*forms, *_other_cases(forms[0], forms[1])):
                if form.isalpha() and len(form) > 2:
                    months.setdefault(form, month)
    return months


def _other_cases(nominative: str, genitive: str) -> Iterator[str]:
    for (first, second), endings in _LITHUANIAN_CASES.items():
        if nominative.endswith(first) and genitive.endswith(second):
            stems = nominative.removesuffix(first), genitive.removesuffix(second)
            yield from (stems[which] + ending for which, ending in endings)


def find_dates(clauses: Sequence[tuple[str, ...]]) -> list[DateSpan]:
    """Dates in a query whose clauses have these parts; a clause that is no plain word has none."""
    found: list[DateSpan] = []
    place = 0
    while place < len(clauses):
        span = _longest(clauses, place)
        if span:
            found.append(span)
        place = span.last + 1 if span else place + 1
    return found


def _longest(clauses: Sequence[tuple[str, ...]], first: int) -> DateSpan | None:
    """The longest date that begins at a clause: a year, at most one month and days, in any order."""
    best: DateSpan | None = None
    year: int | None = None
    month: int | None = None
    days: list[int] = []
    for place in range(first, len(clauses)):
        parts = [fold(part) for part in clauses[place]]
        if not parts:
            break
        if place > first and parts[0] in _FILLERS and len(parts) == 1:
            continue
        if all(map(str.isdigit, parts)):
            numbers = list(map(int, parts))
        elif len(parts) == 1 and parts[0] in month_numbers() and month is None:
            month, numbers = month_numbers()[parts[0]], []
        else:
            break
        years = [number for number in numbers if FIRST_YEAR <= number <= LAST_YEAR]
        others = [number for number in numbers if number not in years]
        if len(years) > 1 or (years and year is not None) or any(not 1 <= number <= 31 for number in others):
            break
        if years:
            year = years[0]
            # `2017-04-03` and `2017.04`; with the year at the end, the day comes first: `3.4.2017`.
            if others and month is None:
                ordered = others if numbers[0] == year else others[::-1]
                month, others = ordered[0], ordered[1:]
        elif others and year is not None and month is None and len(numbers) == 1:
            month, others = others[0], []
        days += others
        keys = _keys(year, month, days)
        if keys:
            best = DateSpan(first, place, keys)
    return best and _with_abbreviation(best, clauses)


def _with_abbreviation(span: DateSpan, clauses: Sequence[tuple[str, ...]]) -> DateSpan:
    """`23 d.` and `gruodžio mėn.`: what follows the last part of a date belongs to it."""
    last = span.last
    while last + 1 < len(clauses) and len(clauses[last + 1]) == 1 and fold(clauses[last + 1][0]) in _ABBREVIATIONS:
        last += 1
    return replace(span, last=last)


def _keys(year: int | None, month: int | None, days: Sequence[int]) -> tuple[str, ...]:
    """Keys of what these numbers name; none for what is no date."""
    if year is None or (days and month is None) or len(days) > 2:
        return ()
    if month is None:
        return (date_keys([date(year, 1, 1)])[0],)
    if month > 12:
        return ()
    if not days:
        return (date_keys([date(year, month, 1)])[1],)
    last_of_month = calendar.monthrange(year, month)[1]
    if days[0] > days[-1] or days[-1] > last_of_month:
        return ()
    return tuple(date_keys([date(year, month, day)])[2] for day in range(days[0], days[-1] + 1))
