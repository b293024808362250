"""Keeps the index of the translation memory up to the database: new rows at once, everything else by the worker."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from sqlite3 import Connection
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, UUIDField, Value
from django.utils import timezone

from portal.languages.common.html_text import plain_text
from portal.translation.localize import StringTranslation

from . import index
from .index import MemoryPair, Origin
from .models import ImportedTranslation

# A request indexes no more than this of what is new.
NEW_AT_ONCE = 200
BATCH = 1000
# Whatever was being saved when the worker last looked is saved by then.
LONGEST_TRANSACTION = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class MemoryRow:
    """A translation as the database has it; both texts are HTML. `text_key` is the translation key of the page or
    snippet that has them; None for what was imported."""

    key: int
    language: str
    text: str
    other_language: str
    other_text: str
    file_name: str
    text_key: UUID | None

    def turned(self) -> "MemoryRow":
        return replace(
            self,
            language=self.other_language,
            text=self.other_text,
            other_language=self.language,
            other_text=self.text,
        )


def read_rows(origin: Origin, keys: Collection[int]) -> Iterator[MemoryRow]:
    """Those of the keys that still exist. No query for no keys."""
    if keys:
        yield from (MemoryRow(*values) for values in _values(_rows(origin).filter(pk__in=keys)))


def all_rows(origin: Origin) -> Iterator[MemoryRow]:
    """Every row, one after another, the oldest first."""
    return (MemoryRow(*values) for values in _values(_rows(origin).order_by("pk")).iterator(BATCH))


def add_new() -> None:
    """Indexes the rows that were made since the last time, as many as a request may wait for."""
    with index.opened() as connection:
        waiting = {origin: list(islice(_newer(origin, connection), NEW_AT_ONCE)) for origin in Origin}
    if any(waiting.values()):
        with index.opened(writing=True) as connection:
            for origin, rows in waiting.items():
                _add(connection, origin, rows)


def bring_up_to_date() -> int:
    """New, changed and deleted rows, in batches; returns how many were indexed. For the worker."""
    count = 0
    for origin in Origin:
        while True:
            with index.opened(writing=True) as connection:
                rows = list(islice(_newer(origin, connection), BATCH))
                count += _add(connection, origin, rows)
            if len(rows) < BATCH:
                break
    with index.opened(writing=True) as connection:
        count += _add_changed(connection)
        for origin in Origin:
            _remove_deleted(connection, origin)
    return count


def _rows(origin: Origin) -> "QuerySet[Any]":
    """The site's own translations without mistakes; those of a machine count once a person has saved them."""
    if origin is Origin.IMPORT:
        return ImportedTranslation.objects.all()
    return StringTranslation.objects.filter(has_error=False, translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL)


def _values(rows: "QuerySet[Any]") -> "QuerySet[Any, tuple[Any, ...]]":
    if rows.model is ImportedTranslation:
        return rows.values_list(
            "pk", "language", "text", "other_language", "other_text", "file_name", Value(None, UUIDField())
        )
    names = ("translation_of__locale__language_code", "translation_of__data", "locale__language_code", "data")
    return rows.values_list("pk", *names, Value(""), "context__object_id")


def _newer(origin: Origin, connection: Connection) -> Iterator[MemoryRow]:
    mark = int(index.read_mark(connection, f"newest {origin}") or 0)
    rows = _values(_rows(origin).filter(pk__gt=mark).order_by("pk"))[:BATCH]
    return (MemoryRow(*values) for values in rows)


def _add(connection: Connection, origin: Origin, rows: Iterable[MemoryRow]) -> int:
    rows = list(rows)
    count = index.add(connection, (_pair(origin, row) for row in rows))
    if rows:
        known = int(index.read_mark(connection, f"newest {origin}") or 0)
        index.write_mark(connection, f"newest {origin}", str(max(known, rows[-1].key)))
    return count


def _pair(origin: Origin, row: MemoryRow) -> MemoryPair:
    return MemoryPair(
        origin, row.key, row.language, plain_text(row.text), row.other_language, plain_text(row.other_text)
    )


def _add_changed(connection: Connection) -> int:
    """Only the site's translations change; imported ones stay as they came."""
    now = timezone.now()
    mark = index.read_mark(connection, "changed")
    count = 0
    if mark:
        since = datetime.fromisoformat(mark) - LONGEST_TRANSACTION
        rows = _values(_rows(Origin.SITE).filter(updated_at__gte=since))
        count = index.add(connection, (_pair(Origin.SITE, MemoryRow(*values)) for values in rows.iterator(BATCH)))
    index.write_mark(connection, "changed", now.isoformat())
    return count


def _remove_deleted(connection: Connection, origin: Origin) -> None:
    indexed = index.rows(connection, origin)
    if len(indexed) > _rows(origin).count():
        index.remove(connection, origin, indexed.difference(_rows(origin).values_list("pk", flat=True)))
