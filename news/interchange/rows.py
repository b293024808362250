"""Rows of a page (people, topics, partners): rewritten by the file, keeping the rows that stay.

Inside a file the text of a row is named by its place (`people[0].role`), in wagtail-localize's context paths by the
row's translation key, which every site makes up for itself.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.db.models import Model
from modelcluster.models import get_all_child_relations

from portal.languages.common.natural_numbers import natural_number

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


def hold_rows(page: Any) -> None:
    """Keeps the page's rows in memory: otherwise each look at them asks the database, of a page that has a number."""
    for relation in get_all_child_relations(page):
        manager = getattr(page, relation.get_accessor_name())
        manager.set(list(manager.all()))


PLACE = re.compile(r"(\w+)\[(\d+)\]\.(.+)")


def path_of_place(page: Any, place: str) -> str:
    """The context path of a text named by its place; anything else as it is."""
    match = PLACE.fullmatch(place)
    rows = list(getattr(page, match[1]).all()) if match and hasattr(page, match[1]) else []
    number = natural_number(match[2]) if match else None
    if match is None or number is None or number >= len(rows):
        return place
    return f"{match[1]}.{rows[number].translation_key}.{match[3]}"


def place_of_path(page: Any, path: str) -> str:
    """The reverse."""
    relation, _, rest = path.partition(".")
    key, _, name = rest.partition(".")
    manager = getattr(page, relation, None)
    if not name or manager is None or not hasattr(manager, "get_live_queryset"):
        return path
    for index, row in enumerate(manager.all()):
        if str(row.translation_key) == key:
            return f"{relation}[{index}].{name}"
    return path
