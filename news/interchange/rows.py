"""Rows of a page (people, topics, partners): rewritten by the file, keeping the rows that stay."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.db.models import Model

RowType = TypeVar("RowType", bound=Model)


def set_rows(page: Any, relation: str, rows: Iterable[RowType], key: Callable[[RowType], Any]) -> None:
    """Gives the page these rows in this order. A row whose `key` equals that of a present one continues it, so that
    its translations stay with it."""
    manager = getattr(page, relation)
    present: dict[Any, list[Any]] = {}
    for row in manager.all():
        present.setdefault(key(row), []).append(row)
    result = []
    for index, row in enumerate(rows):
        same = present.get(key(row))
        if same:
            continued = same.pop(0)
            for field in row._meta.concrete_fields:
                if field.name not in ("id", "page", "translation_key", "locale", "sort_order"):
                    setattr(continued, field.attname, getattr(row, field.attname))
            row = continued
        row.locale = page.locale
        row.sort_order = index
        result.append(row)
    manager.set(result)
