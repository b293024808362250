"""The archive of a language by month and by topic, read once a change; its last page costs what the first does."""

import datetime
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TypeVar

from django.db.models import QuerySet
from wagtail.models import Locale

from portal.access.visibility import asking_once
from portal.changes.reading import made_once

from . import queries
from .models import NewsItemPage, Topic
from .published import published_rows

Counted = TypeVar("Counted")
Months = Sequence[tuple[datetime.date, int]]


def months(locale: Locale) -> Months:
    """news.queries.months_with_counts of all published items."""
    return made_once(
        f"months {locale.language_code}",
        lambda: _counted(lambda: queries.months_with_counts(queries.published_items(locale))),
    )


def topics(locale: Locale) -> Sequence[tuple[Topic, int]]:
    """news.queries.topics_with_counts."""
    return made_once(f"topics {locale.language_code}", lambda: _counted(lambda: queries.topics_with_counts(locale)))


def _counted(count: Callable[[], Iterable[Counted]]) -> tuple[Counted, ...]:
    """By what is closed now: what a request has read of that may be older than what others are shown of this."""
    with asking_once(anew=True):
        return tuple(count())


@dataclass(frozen=True)
class Archive:
    """Items of some months, in their order, the newest first.

    A part is sought from the end of its month: OFFSET alone has the database read all the items before it.
    """

    locale: Locale
    months: Months

    def __len__(self) -> int:
        return sum(count for _, count in self.months)

    def __getitem__(self, part: slice) -> list[NewsItemPage]:
        """One query."""
        if not self.months:
            return []
        start, stop, _step = part.indices(len(self))
        ends = list(accumulate(count for _, count in self.months))
        number = min(bisect_right(ends, start), len(ends) - 1)
        before = ends[number] - self.months[number][1]
        newest, oldest = self.months[number][0], self.months[-1][0]
        last = _last_day(newest)
        return published_rows(_of_days, self.locale, start - before, stop - before, first=oldest, last=last)


def _of_days(locale: Locale, first: datetime.date, last: datetime.date) -> "QuerySet[NewsItemPage]":
    return queries.published_items(locale).filter(date__lte=last, date__gte=first)


def _last_day(first_day: datetime.date) -> datetime.date:
    if (first_day.year, first_day.month) == (datetime.MAXYEAR, 12):
        return datetime.date.max
    return (first_day + datetime.timedelta(days=31)).replace(day=1) - datetime.timedelta(days=1)
