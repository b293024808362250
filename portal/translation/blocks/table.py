from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.contrib.table_block.blocks import TableBlock

from portal.languages.common.normalization import stored
from portal.translation.localize import StringSegmentValue, TemplateSegmentValue

TABLE_OPTIONS = {
    "contextMenu": [
        "row_above",
        "row_below",
        "---------",
        "col_left",
        "col_right",
        "---------",
        "remove_row",
        "remove_col",
    ]
}


def stored_table(value: Any) -> Any:
    """A table whose texts are as texts are kept; what is none as it is."""
    rows = value.get("data") if isinstance(value, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        return value
    data = [[stored(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]
    caption = value.get("table_caption")
    captions = {"table_caption": stored(caption)} if isinstance(caption, str) else {}
    return {**value, "data": data, **captions}


class TranslatableTableBlock(TableBlock):
    """A table whose caption and cells are segments for translators, addressed as `caption` and `cells`.

    All cells have one address, as the items of a list in a rich text have: a row or column that comes, goes or moves
    takes no translation from the others. The template says where they stand.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("table_options", TABLE_OPTIONS)
        super().__init__(**kwargs)

    def value_from_form(self, value: str | None) -> dict[str, Any] | None:
        return stored_table(super().value_from_form(value))

    def get_translatable_segments(
        self, value: dict[str, Any] | None
    ) -> list[StringSegmentValue | TemplateSegmentValue]:
        if not value:
            return []
        caption = StringSegmentValue("caption", value.get("table_caption") or "")
        texts = [value["data"][row][column] for row, column in _places(value)]
        if not texts:
            return [caption]
        template = TemplateSegmentValue("cells", "html", _template(value), len(texts))
        return [caption, template, *(StringSegmentValue("cells", text) for text in texts)]

    def restore_translated_segments(
        self, value: dict[str, Any] | None, segments: Sequence[StringSegmentValue | TemplateSegmentValue]
    ) -> dict[str, Any] | None:
        if not value:
            return value
        data = [list(row) for row in value["data"]]
        caption = value.get("table_caption")
        texts = sorted((each for each in segments if isinstance(each, StringSegmentValue)), key=lambda each: each.order)
        for segment in texts:
            if segment.path == "caption":
                caption = segment.render_text()
        cells = [segment.render_text() for segment in texts if segment.path == "cells"]
        for (row, column), cell in zip(_places(value), cells, strict=bool(cells)):
            data[row][column] = cell
        return {**value, "data": data, "table_caption": caption}

    class Meta:
        icon = "table"
        label = _("Table")
        template = "translation/blocks/table.html"


def _places(value: dict[str, Any]) -> list[tuple[int, int]]:
    """Row and column of each cell that has a text, row by row."""
    return [
        (row, column)
        for row, cells in enumerate(value["data"])
        for column, cell in enumerate(cells)
        if isinstance(cell, str) and any(character.isalpha() for character in cell)
    ]


def _template(value: dict[str, Any]) -> str:
    """In the form of wagtail-localize's own templates."""
    numbers = {place: number for number, place in enumerate(_places(value))}
    rows = []
    for row, cells in enumerate(value["data"]):
        texts = (
            f'<text position="{numbers[row, column]}"></text>' if (row, column) in numbers else ""
            for column in range(len(cells))
        )
        rows.append("<tr>" + "".join(f"<td>{text}</td>" for text in texts) + "</tr>")
    return "<table>" + "".join(rows) + "</table>"
