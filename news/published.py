"""Published pages as readers' lists ask for them, by queries whose SQL is made once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, QuerySet, Value
from wagtail.models import Locale

from portal.access.visibility import asking_once, closed_paths
from portal.i18n import language_codes
from portal.storage.prepared_queries import rows_of

# From the reader's locale and values makes the query of published pages that are asked for.
Make = Callable[..., "QuerySet[Any]"]


def published_rows(make: Make, locale: Locale, start: int | None, stop: int | None, **values: Any) -> list[Any]:
    """Of the query of `make(locale, **values)`, the rows from `start` to `stop`. One query beside what is closed."""
    # What the query is known by and what it is made of is restricted alike.
    with asking_once():
        return rows_of(_made, make, *_shape(locale), part=slice(start, stop), **values)


@dataclass(frozen=True)
class Published:
    """What a reader leafs through: counted, and read part by part; a query each."""

    make: Make
    locale: Locale
    values: dict[str, Any] = field(default_factory=dict)

    def __len__(self) -> int:
        with asking_once():
            [(count,)] = rows_of(_count, self.make, *_shape(self.locale), **self.values)
        return int(count)

    def __getitem__(self, part: slice) -> list[Any]:
        return published_rows(self.make, self.locale, part.start, part.stop, **self.values)


def _shape(locale: Locale) -> tuple[Any, ...]:
    """What decides such a query beside its values."""
    return locale.pk, locale.language_code, tuple(language_codes()), closed_paths()


def _made(make: Make, locale_id: int, language: str, codes: Any, closed: Any, **values: Any) -> "QuerySet[Any]":
    return make(Locale(pk=locale_id, language_code=language), **values)


def _count(make: Make, locale_id: int, language: str, codes: Any, closed: Any, **values: Any) -> "QuerySet[Any, Any]":
    pages = _made(make, locale_id, language, codes, closed, **values).order_by()
    # Without a constant each row would be a group of its own.
    return pages.values(all=Value(1)).annotate(count=Count("pk")).values_list("count")
