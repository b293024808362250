"""Days and ranges of days in words and figures."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from portal.languages.months import FIRST_YEAR, LAST_YEAR, month_numbers

from .facts import DayFact, Span
from .words import folded_in_place

IN_FIGURES, IN_WORDS, YEAR_INFERRED = 0.97, 0.97, 0.8

_DASH = r"(?:\s*[-–—]\s*|\s+(?:to|iki)\s+)"
# What follows the number of a day in either language: `3 d.`, `22-ąją`, `6 dienomis`, `4th`.
_DAY = r"([0-3]?\d)(?!\d)(?:-?(?:st|nd|rd|th|oji|aja|osios|ojo|ios|ia|aji)\b|\s*d\b\.?|\s*dien\w*)?"
_YEAR = r"((?:19|20)\d\d)"
_AFTER_YEAR = r"\s*(?:m\b\.?|metu|metais)?\s*"

# Words, folded, that stand between the two ends of a range, and before a day by which something has to be done.
_JOINING = re.compile(r"(?:\s*[-–—]\s*|,?\s+(?:iki|to|until|till|and)\s+)(?:the\s+)?")
_DEADLINE = re.compile(r"\b(?:iki|until|till|by|before|ne veliau kaip)\s+(?:the\s+)?$")


@dataclass(frozen=True)
class _Point:
    """A day, or two of one month, whose year may be missing."""

    year: int | None
    month: int
    days: tuple[int, int]
    start: int
    end: int
    certainty: float


@cache
def _patterns() -> re.Pattern[str]:
    names = sorted(month_numbers(), key=len, reverse=True)
    month = rf"({'|'.join(map(re.escape, names))})\b\.?"
    return re.compile(
        "|".join(
            (
                rf"\b{_YEAR}[-./]([01]?\d)[-./]([0-3]?\d)(?!\d)",
                rf"\b([0-3]?\d)[./]([01]?\d)[./]{_YEAR}\b",
                rf"\b(?:{_YEAR}{_AFTER_YEAR})?{month}\s*(?:men\b\.?|menesio)?\s*{_DAY}(?:{_DASH}{_DAY}(?!\s*{month}))?"
                rf"(?:\s*,?\s+{_YEAR}\b)?",
                rf"\b{_DAY}(?:{_DASH}{_DAY})?\s+(?:of\s+)?{month}(?:,?\s+{_YEAR}\b)?",
            )
        )
    )


def find_days(paragraphs: Sequence[str]) -> list[DayFact]:
    """In their order. Days that do not exist are none; a day without a year takes that of the nearest day before it,
    or after it, which has one."""
    plain = [folded_in_place(text) for text in paragraphs]
    points = [_points(text) for text in plain]
    years = [point.year for found in points for point in found if point.year]
    facts: list[DayFact] = []
    year = years[0] if years else None
    for number, (text, found) in enumerate(zip(plain, points, strict=True)):
        place = 0
        while place < len(found):
            last = place + 1 if _is_range(text, found[place : place + 2]) else place
            fact = _fact(number, text, found[place], found[last], year)
            if fact is None and last > place:
                last = place
                fact = _fact(number, text, found[place], found[place], year)
            if fact:
                facts.append(fact)
                year = fact.last_day.year
            place = last + 1
    return facts


def _points(text: str) -> list[_Point]:
    found: list[_Point] = []
    for match in _patterns().finditer(text):
        (y1, m1, d1, d2, m2, y2, y3, m3, d3, d4, _next_month, y4, d5, d6, m4, y5) = match.groups()
        if y1:
            found.append(_point(match, y1, int(m1), d1, None, IN_FIGURES))
        elif y2:
            found.append(_point(match, y2, int(m2), d2, None, IN_FIGURES - 0.1))
        elif m3:
            found.append(_point(match, y3 or y4, month_numbers()[m3], d3, d4, IN_WORDS))
        else:
            found.append(_point(match, y5, month_numbers()[m4], d5, d6, IN_WORDS))
    return found


def _point(
    match: re.Match[str], year: str | None, month: int, first: str, last: str | None, certainty: float
) -> _Point:
    days = int(first), int(last or first)
    return _Point(int(year) if year else None, month, days, match.start(), match.end(), certainty)


def _is_range(text: str, points: Sequence[_Point]) -> bool:
    if len(points) < 2:
        return False
    first, second = points
    between = text[first.end : second.start]
    if not _JOINING.fullmatch(between):
        return False
    # “and” joins two days unless “between” comes before.
    return " and " not in between or text[max(0, first.start - 12) : first.start].rstrip().endswith("between")


def _fact(paragraph: int, text: str, first: _Point, last: _Point, near: int | None) -> DayFact | None:
    certainty = min(first.certainty, last.certainty)
    last_year = last.year or (first.year if last is not first else None)
    year = first.year or last_year
    if year is None:
        year, certainty = near, YEAR_INFERRED
    if year is None:
        return None
    first_day = _day(year, first.month, first.days[0])
    last_day = _day(last_year or year, last.month, last.days[1])
    if first_day and last_day and last_day < first_day and not last.year:
        # `gruodžio 28 – sausio 3 d.`: the year ends between them.
        last_day = _day(last_day.year + 1, last.month, last.days[1]) if last.month < first.month else None
    if first_day is None or last_day is None or last_day < first_day:
        return None
    is_deadline = first is last and bool(_DEADLINE.search(text[max(0, first.start - 30) : first.start]))
    return DayFact(first_day, last_day, Span(paragraph, first.start, last.end), certainty, is_deadline)


def _day(year: int, month: int, day: int) -> date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def visit_of(dates: Sequence[DayFact], title: int | None) -> DayFact | None:
    """The days that a text is about: those in its title, else the first that are not a deadline.

    Ranges that say the same as a single day of the title go before it.
    """
    taking_place = [fact for fact in dates if not fact.is_deadline]
    if not taking_place:
        return None
    in_title = [fact for fact in taking_place if fact.span.paragraph == title]
    best = (in_title or taking_place)[0]
    longer = [fact for fact in taking_place if fact.first_day == best.first_day and fact.last_day > best.last_day]
    return longer[0] if longer else best
