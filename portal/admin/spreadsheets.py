"""Tables that the admin's reports write."""

from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

from .cells import cell_of


def write_no_formulas() -> None:
    """Makes every table that Wagtail writes, CSV or XLSX, hold texts as `cell_of` gives them. For an app's `ready()`.

    Its reports share this mixin, and there is no setting for how it writes a text.
    """
    written = SpreadsheetExportMixin.preprocess_field_value

    def preprocess_field_value(view: Any, field: str, value: Any, export_format: str) -> Any:
        cell = written(view, field, value, export_format)
        return cell_of(cell) if isinstance(cell, str) else cell

    SpreadsheetExportMixin.preprocess_field_value = preprocess_field_value
