"""Days and ranges of days in words and figures."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from portal.languages.common.words import folded_in_place
from portal.languages.language import Language
from portal.languages.months import FIRST_YEAR, LAST_YEAR, month_numbers
from portal.languages.registry import of_languages

from .facts import DayFact, Span
from .patterns import any_of

IN_FIGURES, IN_WORDS, YEAR_INFERRED = 0.97, 0.97, 0.8

_YEAR = r"((?:19|20)\d\d)"


@dataclass(frozen=True)
class _Point:
    """A day, or two of one month, whose year may be missing."""

    year: int | None
    month: int
    days: tuple[int, int]
    start: int
    end: int
    certainty: float


@dataclass(frozen=True)
class _Words:
    """How days are written in the portal's languages.

    `joining` stands between the two ends of a range, but for `between`, whose second word joins where the first
    stands before both. `deadline` stands before a day by which something has to be done.
    """

    day: re.Pattern[str]
    joining: re.Pattern[str]
    between: tuple[tuple[str, str], ...]
    deadline: re.Pattern[str]


@of_languages
def _words(own: tuple[Language, ...]) -> _Words:
    every = [each.recognition.days for each in own]
    fillers = any_of(re.escape(word) for each in own for word in sorted(each.dates.fillers))
    ranges = {word for each in every for word in each.ranges}
    between = tuple(each.between for each in every if each.between)
    joining = _words_of(
        {*ranges, *(word for each in every for word in each.until), *(last for _first, last in between)}
    )
    deadlines = _words_of({word for each in every for word in each.deadlines})
    return _Words(
        day=_day_pattern(own, _words_of(ranges), fillers),
        joining=re.compile(rf"(?:\s*[-–—]\s*|,?\s+{joining}\s+)(?:{fillers}\s+)?"),
        between=between,
        deadline=re.compile(rf"\b{deadlines}\s+(?:{fillers}\s+)?$"),
    )


def _words_of(words: Iterable[str]) -> str:
    return any_of(re.escape(word) for word in sorted(words))


def _day_pattern(own: tuple[Language, ...], ranges: str, fillers: str) -> re.Pattern[str]:
    every = [each.recognition.days for each in own]
    after_year = any_of(each.after_year for each in every)
    after_month = any_of(each.after_month for each in every)
    day = rf"([0-3]?\d)(?!\d){any_of(each.after_day for each in every)}?"
    dash = rf"(?:\s*[-–—]\s*|\s+{ranges}\s+)"
    names = sorted(month_numbers(), key=len, reverse=True)
    month = rf"({'|'.join(map(re.escape, names))})\b\.?"
    return re.compile(
        "|".join(
            (
                rf"\b{_YEAR}[-./]([01]?\d)[-./]([0-3]?\d)(?!\d)",
                rf"\b([0-3]?\d)[./]([01]?\d)[./]{_YEAR}\b",
                rf"\b(?:{_YEAR}\s*{after_year}?\s*)?{month}\s*{after_month}?\s*{day}(?:{dash}{day}(?!\s*{month}))?"
                rf"(?:\s*,?\s+{_YEAR}\b)?",
                rf"\b{day}(?:{dash}{day})?\s+(?:{fillers}\s+)?{month}(?:,?\s+{_YEAR}\b)?",
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
    for match in _words().day.finditer(text):
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
    if not _words().joining.fullmatch(between):
        return False
    before = text[max(0, first.start - 12) : first.start].rstrip()
    # “and” joins two days only where “between” comes before.
    return all(f" {joins} " not in between or before.endswith(opens) for opens, joins in _words().between)


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
    is_deadline = first is last and bool(_words().deadline.search(text[max(0, first.start - 30) : first.start]))
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
