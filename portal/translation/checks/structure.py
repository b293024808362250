"""What a segment is in its document: a heading, an item of a list, a quotation, a cell of a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.fields import StreamField

from portal.translation.blocks import TranslatableTableBlock


@dataclass(frozen=True, slots=True)
class Structure:
    """`label` is in the user's language; `max_length` in characters is that of the field or block, if it has one."""

    label: str
    is_title: bool = False
    max_length: int | None = None


def structure(model: type[models.Model], path: str, field_path: Sequence[str], place: str = "") -> Structure:
    """Of the segment at wagtail-localize's context path; `field_path` names its fields and blocks by their types.

    `place` says where in a rich text it stands (see `places`).
    """
    field: Any = model._meta.get_field(field_path[0])
    if isinstance(field, StreamField):
        return _of_block(field.stream_block, path.split("."), list(field_path[1:]), place)
    if isinstance(field, models.ManyToOneRel):
        field = field.related_model._meta.get_field(field_path[-1])
    label = str(capfirst(field.verbose_name))
    length = getattr(field, "max_length", None)
    return Structure(_joined(label, place), is_title=field_path[0] == "title", max_length=length)


def places(template: str) -> list[str]:
    """Where each string of a rich text or table stands, from the template of it; "" for a paragraph."""
    soup = BeautifulSoup(template, "html.parser")
    if soup.table:
        return _cells(soup.table)
    found = []
    for text in soup.find_all("text"):
        item = text.find_parent("li")
        if item is None:
            found.append("")
            continue
        items = item.parent.find_all("li", recursive=False) if item.parent else [item]
        found.append(_("list item %(number)d of %(count)d") % {"number": items.index(item) + 1, "count": len(items)})
    return found


def _of_block(stream: blocks.StreamBlock, path: Sequence[str], names: list[str], place: str) -> Structure:
    block = stream.child_blocks[names[0]]
    labels = [str(block.label)]
    for name in names[1:]:
        if isinstance(block, blocks.ListBlock):
            block = block.child_block
        block = getattr(block, "child_blocks", {}).get(name)
        if block is None:
            break
        if str(block.label) not in labels:
            labels.append(str(block.label))
    if isinstance(block, TranslatableTableBlock):
        place = _("caption") if path[-1] == "caption" else place
    length = getattr(getattr(block, "field", None), "max_length", None)
    return Structure(_joined(": ".join(labels), place), max_length=length)


def _cells(table: Tag) -> list[str]:
    return [
        _("row %(row)d, column %(column)d") % {"row": row, "column": column}
        for row, line in enumerate(table.find_all("tr"), 1)
        for column, cell in enumerate(line.find_all("td"), 1)
        if cell.find("text")
    ]


def _joined(label: str, place: str) -> str:
    return f"{label}, {place}" if place else label
