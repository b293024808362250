"""Texts as cells of a table that spreadsheets open: whoever typed them, none is taken for a formula."""

from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

_FORMULA_BEGINNINGS = tuple("=+-@\t\r")


def cell_of(text: str) -> str:
    """The text, after an apostrophe where it would begin a formula; `text_of` brings it back letter by letter."""
    return f"'{text}" if _needs_apostrophe(text) else text


def text_of(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _needs_apostrophe(cell) else cell


def _needs_apostrophe(text: str) -> bool:
    # A text that has apostrophes of its own there gets one more, so that it does not lose them on its way back.
    return text.lstrip("'").startswith(_FORMULA_BEGINNINGS)


def write_no_formulas() -> None:
    """Makes every table that Wagtail writes, CSV or XLSX, hold texts as `cell_of` gives them. For an app's `ready()`.

    Its reports share this mixin, and there is no setting for how it writes a text.
    """
    written = SpreadsheetExportMixin.preprocess_field_value

    def preprocess_field_value(view: Any, field: str, value: Any, export_format: str) -> Any:
        cell = written(view, field, value, export_format)
        return cell_of(cell) if isinstance(cell, str) else cell

    SpreadsheetExportMixin.preprocess_field_value = preprocess_field_value
