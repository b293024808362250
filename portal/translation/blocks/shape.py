"""What of a stored body has the shape of its blocks.

Bodies are JSON that imports, older versions of the portal and hands on the database have written. A block of the wrong
shape would take its whole page with it wherever the page is read; it is left out, and the log says so.
"""

import logging
import operator
import re
import uuid
from collections.abc import Sequence
from typing import Any

from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.images.blocks import ImageBlock

from portal.languages.common.natural_numbers import natural_number

logger = logging.getLogger(__name__)

# What a database or a browser cannot be given.
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
_LARGEST_KEY = 2**31 - 1
_KEY_DIGITS = 9
# Identifiers of blocks that have none are made from their places.
_PLACES = uuid.UUID("7d0f7c1c-7c3c-4f2e-9d3f-0c6b4b1a5f21")


class WrongShape(Exception):
    """A value is none of its block; the message says which."""


def shaped_children(block: blocks.BaseStreamBlock, stream: Any) -> list[dict[str, Any]]:
    """Those entries of a stream, as plain data, whose blocks can be read; each as it is where nothing is wrong."""
    if not isinstance(stream, list):
        logger.warning("A body is left out: it is no list of blocks, but %s", type(stream).__name__)
        return []
    children = []
    for place, child in enumerate(stream):
        kind = child.get("type") if isinstance(child, dict) else None
        if not isinstance(kind, str) or kind not in block.child_blocks:
            logger.warning("Block %d of a body is left out: there is no kind of block “%s”", place, str(kind)[:40])
            continue
        try:
            value = _shaped(block.child_blocks[kind], child.get("value"))
        except WrongShape as problem:
            logger.warning("Block %d of a body (%s) is left out: %s", place, kind, problem)
            continue
        identifier = child.get("id")
        is_as_it_was = value is child.get("value", ...) and isinstance(identifier, str) and identifier
        children.append(child if is_as_it_was else _child(kind, value, identifier, place))
    return children


def _child(kind: str, value: Any, identifier: Any, place: int) -> dict[str, Any]:
    """With the identifier that it has, else with one that is the same each time it is read from there."""
    has_one = isinstance(identifier, str) and identifier and not _UNWRITABLE.search(identifier)
    return {"type": kind, "value": value, "id": identifier if has_one else str(uuid.uuid5(_PLACES, f"{place} {kind}"))}


def _shaped(block: blocks.Block, value: Any) -> Any:
    """The value itself where it has the block's shape. Raises WrongShape."""
    if isinstance(block, ImageBlock) and (value is None or isinstance(value, int)):
        return _key(value)
    if isinstance(block, blocks.StructBlock):
        return _struct(block, value)
    if isinstance(block, blocks.ListBlock):
        return _list(block, value)
    if isinstance(block, blocks.StreamBlock):
        children = shaped_children(block, value)
        return value if children == value else children
    if isinstance(block, TableBlock):
        return _table(value)
    if isinstance(block, blocks.ChooserBlock):
        return _key(value)
    if isinstance(block, blocks.BooleanBlock):
        return value if isinstance(value, bool) else bool(value)
    return _text(value)


def _struct(block: blocks.BaseStructBlock, value: Any) -> Any:
    if not isinstance(value, dict):
        raise WrongShape(f"{type(value).__name__} instead of an object")
    shaped = {name: _shaped(child, value[name]) for name, child in block.child_blocks.items() if name in value}
    return value if all(value[name] is inner for name, inner in shaped.items()) else {**value, **shaped}


def _list(block: blocks.ListBlock, value: Any) -> Any:
    """In the form with ids, of Wagtail's two: the other has no segments for translators."""
    if not isinstance(value, list):
        raise WrongShape(f"{type(value).__name__} instead of a list")
    shaped = []
    for place, item in enumerate(value):
        is_wrapped = isinstance(item, dict) and item.get("type") == "item" and "value" in item
        inner = item["value"] if is_wrapped else item
        try:
            own = _shaped(block.child_block, inner)
        except WrongShape as problem:
            logger.warning("Item %d of a list in a body is left out: %s", place, problem)
            continue
        is_as_it_was = is_wrapped and own is inner and isinstance(item.get("id"), str) and item["id"]
        shaped.append(item if is_as_it_was else _child("item", own, item.get("id") if is_wrapped else None, place))
    return value if len(shaped) == len(value) and all(map(operator.is_, shaped, value)) else shaped


def _table(value: Any) -> Any:
    if value is None:
        return value
    rows = value.get("data") if isinstance(value, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise WrongShape("a table without rows")
    data = [[cell if cell is None or isinstance(cell, int | float) else _text(cell) for cell in row] for row in rows]
    changed: dict[str, Any] = {} if data == rows else {"data": data}
    if not isinstance(value.get("table_caption", ""), str | None):
        changed["table_caption"] = ""
    for name, numbers in (("cell", ("row", "col")), ("mergeCells", ("row", "col", "rowspan", "colspan"))):
        if not _has_places(value.get(name), numbers):
            changed[name] = []
    return {**value, **changed} if changed else value


def _has_places(cells: Any, numbers: Sequence[str]) -> bool:
    """What is said of single cells says of which."""
    return not cells or (
        isinstance(cells, list)
        and all(isinstance(cell, dict) and all(isinstance(cell.get(name), int) for name in numbers) for cell in cells)
    )


def _key(value: Any) -> Any:
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and 0 < value <= _LARGEST_KEY):
        return value
    number = natural_number(value, _KEY_DIGITS)
    if number is not None:
        return number
    raise WrongShape("a choice that is no key")


def _text(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool | int | float):
        return str(value)
    if not isinstance(value, str):
        raise WrongShape(f"{type(value).__name__} instead of a text")
    return _UNWRITABLE.sub("\ufffd", value) if _UNWRITABLE.search(value) else value
