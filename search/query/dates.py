"""Dates in a query: `2017 balandis`, `April 2017`, `3–6 April 2017`, `2017 m. balandžio 3 d.`, `2017-04-03`.

A month is also told where no year makes a date of it: `3 May`.
"""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from portal.languages.analysis import date_keys
from portal.languages.common.folding import fold
from portal.languages.common.natural_numbers import natural_number
from portal.languages.language import Language
from portal.languages.months import FIRST_YEAR, LAST_YEAR, month_numbers
from portal.languages.registry import of_languages

# No part of a date has more.
YEAR_DIGITS = 4
LAST_DAY = 31


@of_languages
def _abbreviations(own: tuple[Language, ...]) -> frozenset[str]:
    return frozenset().union(*(each.dates.abbreviations for each in own))


@of_languages
def _fillers(own: tuple[Language, ...]) -> frozenset[str]:
    """Words between the parts of a date that say nothing by themselves."""
    return _abbreviations().union(*(each.dates.fillers for each in own))


@dataclass(frozen=True, slots=True)
class DateSpan:
    """Clauses of a query, from `first` to `last`, that name a day, several, a month or a year; and its keys."""

    first: int
    last: int
    keys: tuple[str, ...]


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


def months_beside_numbers(clauses: Sequence[tuple[str, ...]]) -> frozenset[int]:
    """Numbers of the clauses that name a month beside a year or a day, whatever else such a word is by itself."""
    return frozenset(
        place
        for place, parts in enumerate(clauses)
        if len(parts) == 1
        and fold(parts[0]) in month_numbers()
        and (_has_number(_beside(clauses, place, -1)) or _has_number(_beside(clauses, place, 1)))
    )


def _beside(clauses: Sequence[tuple[str, ...]], place: int, step: int) -> tuple[str, ...]:
    """The clause before or after one, but for what stands between the parts of a date."""
    place += step
    while 0 <= place < len(clauses) and len(clauses[place]) == 1 and fold(clauses[place][0]) in _fillers():
        place += step
    return clauses[place] if 0 <= place < len(clauses) else ()


def _has_number(parts: tuple[str, ...]) -> bool:
    """Of a day, of several or of a year."""
    numbers = [natural_number(part, YEAR_DIGITS) for part in parts]
    return bool(numbers) and all(
        number is not None and (1 <= number <= LAST_DAY or FIRST_YEAR <= number <= LAST_YEAR) for number in numbers
    )


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
        if place > first and parts[0] in _fillers() and len(parts) == 1:
            continue
        found = [natural_number(part, YEAR_DIGITS) for part in parts]
        if None not in found:
            numbers = [number for number in found if number is not None]
        elif len(parts) == 1 and parts[0] in month_numbers() and month is None:
            month, numbers = month_numbers()[parts[0]], []
        else:
            break
        years = [number for number in numbers if FIRST_YEAR <= number <= LAST_YEAR]
        others = [number for number in numbers if number not in years]
        if len(years) > 1 or (years and year is not None) or any(not 1 <= number <= LAST_DAY for number in others):
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
    last, abbreviations = span.last, _abbreviations()
    while last + 1 < len(clauses) and len(clauses[last + 1]) == 1 and fold(clauses[last + 1][0]) in abbreviations:
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
