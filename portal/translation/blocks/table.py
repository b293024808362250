from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.contrib.table_block.blocks import TableBlock

from portal.languages.common.normalization import stored
from portal.translation.localize import StringSegmentValue

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
    """A table whose caption and cells are segments for translators, addressed as `caption` and `<row>-<column>`."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("table_options", TABLE_OPTIONS)
        super().__init__(**kwargs)

    def value_from_form(self, value: str | None) -> dict[str, Any] | None:
        return stored_table(super().value_from_form(value))

    def get_translatable_segments(self, value: dict[str, Any] | None) -> list[StringSegmentValue]:
        if not value:
            return []
        segments = [StringSegmentValue("caption", value.get("table_caption") or "")]
        for row_index, row in enumerate(value["data"]):
            segments += [
                StringSegmentValue(f"{row_index}-{column_index}", cell)
                for column_index, cell in enumerate(row)
                if isinstance(cell, str) and any(character.isalpha() for character in cell)
            ]
        return segments

    def restore_translated_segments(
        self, value: dict[str, Any] | None, segments: Sequence[StringSegmentValue]
    ) -> dict[str, Any] | None:
        if not value:
            return value
        data = [list(row) for row in value["data"]]
        caption = value.get("table_caption")
        for segment in segments:
            if segment.path == "caption":
                caption = segment.render_text()
            else:
                row_index, column_index = map(int, segment.path.split("-"))
                data[row_index][column_index] = segment.render_text()
        return {**value, "data": data, "table_caption": caption}

    class Meta:
        icon = "table"
        label = _("Table")
        template = "translation/blocks/table.html"
