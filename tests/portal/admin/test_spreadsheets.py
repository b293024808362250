"""Nothing that somebody typed is taken for a formula, and everything comes back as it was."""

import csv
import io
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.log_actions import log
from wagtail.models import Page

from portal.admin.cells import cell_of, text_of
from tests.client import Client

BEGINNINGS = "=+-@\t\r"


def spreadsheet_views(view: Any) -> Iterator[Any]:
    yield view
    for each in view.__subclasses__():
        yield from spreadsheet_views(each)


@given(st.text(st.sampled_from(f"{BEGINNINGS}' aą;,\n\""), max_size=6))
def test_no_cell_begins_a_formula_and_each_comes_back_as_it_was(text: str) -> None:
    cell = cell_of(text)
    assert not cell.startswith(tuple(BEGINNINGS))

    table = io.StringIO()
    csv.writer(table).writerow([cell, "x"])
    [row] = csv.reader(io.StringIO(table.getvalue(), newline=""))
    assert [text_of(each) for each in row] == [text, "x"]


def test_what_begins_no_formula_is_left_alone() -> None:
    assert cell_of("'90-ieji, 1 + 1 = 2") == "'90-ieji, 1 + 1 = 2"


@pytest.mark.parametrize("export_format", SpreadsheetExportMixin.FORMATS)
@pytest.mark.parametrize("view", list(spreadsheet_views(SpreadsheetExportMixin)))
def test_no_table_that_the_admin_writes_has_a_formula(view: type[SpreadsheetExportMixin], export_format: str) -> None:
    """A field without a rule of its own, of every report that there is."""
    written = view.preprocess_field_value(view(), "", "=1+1", export_format)
    assert written == "'=1+1"
    assert view.preprocess_field_value(view(), "", "plain", export_format) == "plain"
    assert view.preprocess_field_value(view(), "", ["=1+1"], export_format) == "'=1+1"
    assert view.preprocess_field_value(view(), "", -1, export_format) == -1


@pytest.mark.django_db
def test_the_history_of_the_site_as_csv_has_no_formula(admin_client: Client) -> None:
    page = Page.objects.get(depth=1)
    page.draft_title = "=1+1"
    log(page, "wagtail.edit")
    exported: Any = admin_client.get("/admin/reports/site-history/?export=csv")
    table = b"".join(exported.streaming_content).decode()
    assert "'=1+1" in table
    assert ",=1+1" not in table
