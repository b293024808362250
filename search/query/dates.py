"""Dates in a query: `2017 balandis`, `April 2017`, `3–6 April 2017`, `2017 m. balandžio 3 d.`, `2017-04-03`.

A day of a month without a year is that day of any year: `3rd of May`.
"""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from portal.languages.analysis import date_keys
from portal.languages.common.folding import fold
from portal.languages.common.natural_numbers import natural_number
from portal.languages.language import Language
from portal.languages.months import FIRST_YEAR, LAST_YEAR, month_names, month_numbers
from portal.languages.registry import of_languages

# No part of a date has more.
YEAR_DIGITS = 4
LAST_DAY = 31
# For days that are of no year: it has all of them.
LEAP_YEAR = 2000

_FIGURE_AND_ENDING = re.compile(r"([0-9]{1,2})([^\W\d_]+)")


@of_languages
def _abbreviations(own: tuple[Language, ...]) -> frozenset[str]:
    return frozenset().union(*(each.dates.abbreviations for each in own))


@of_languages
def _fillers(own: tuple[Language, ...]) -> frozenset[str]:
    """Words between the parts of a date that say nothing by themselves."""
    return _abbreviations().union(*(each.dates.fillers for each in own))


@of_languages
def _ordinal_endings(own: tuple[Language, ...]) -> frozenset[str]:
    return frozenset().union(*(each.dates.ordinal_endings for each in own))


@dataclass(frozen=True, slots=True)
class DateSpan:
    """Clauses of a query, from `first` to `last`, that name a day, several, a month or a year; and its keys.

    `month` and `days`, the first and the last, are told where no year is.
    """

    first: int
    last: int
    keys: tuple[str, ...]
    month: int | None = None
    days: tuple[int, ...] = ()

    def phrases(self, language: str) -> list[tuple[str, ...]]:
        """How a text of a language writes days without a year, but for what stands between their parts."""
        if self.month is None:
            return []
        days = tuple(map(str, self.days))
        return [words for name in month_names(language, self.month) for words in ((name, *days), (*days, name))]


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
    numbers = _numbers(parts)
    return bool(numbers) and all(1 <= number <= LAST_DAY or FIRST_YEAR <= number <= LAST_YEAR for number in numbers)


def _numbers(parts: Sequence[str]) -> list[int]:
    """Numbers of a clause that has nothing else: figures, and ordinals such as `3rd` and `3-oji`."""
    found: list[int] = []
    before = ""
    for part in map(fold, parts):
        ordinal = _FIGURE_AND_ENDING.fullmatch(part)
        figure = ordinal[1] if ordinal and ordinal[2] in _ordinal_endings() else part
        if (number := natural_number(figure, YEAR_DIGITS)) is not None:
            found.append(number)
        elif part not in _ordinal_endings() or not before.isdigit():
            return []
        before = part
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
        if place > first and parts[0] in _fillers() and len(parts) == 1:
            continue
        numbers = _numbers(parts)
        if not numbers:
            if len(parts) > 1 or parts[0] not in month_numbers() or month is not None:
                break
            month = month_numbers()[parts[0]]
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
            best = DateSpan(first, place, keys) if year else DateSpan(first, place, keys, month, tuple(days))
    return best and _with_abbreviation(best, clauses)


def _with_abbreviation(span: DateSpan, clauses: Sequence[tuple[str, ...]]) -> DateSpan:
    """`23 d.` and `gruodžio mėn.`: what follows the last part of a date belongs to it."""
    last, abbreviations = span.last, _abbreviations()
    while last + 1 < len(clauses) and len(clauses[last + 1]) == 1 and fold(clauses[last + 1][0]) in abbreviations:
        last += 1
    return replace(span, last=last)


def _keys(year: int | None, month: int | None, days: Sequence[int]) -> tuple[str, ...]:
    """Keys of what these numbers name; none for what is no date."""
    if (days and month is None) or len(days) > 2 or (year is None and not days):
        return ()
    if month is None:
        return (date_keys([date(year or LEAP_YEAR, 1, 1)])[0],)
    if month > 12:
        return ()
    if not days:
        return (date_keys([date(year or LEAP_YEAR, month, 1)])[1],)
    last_of_month = calendar.monthrange(year or LEAP_YEAR, month)[1]
    if days[0] > days[-1] or days[-1] > last_of_month:
        return ()
    named = [date(year or LEAP_YEAR, month, day) for day in range(days[0], days[-1] + 1)]
    return tuple(date_keys([day])[2 if year else 3] for day in named)
