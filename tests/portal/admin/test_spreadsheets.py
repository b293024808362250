"""Nothing that somebody typed is taken for a formula, and everything comes back as it was."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from portal.admin.spreadsheets import cell_of, text_of

BEGINNINGS = "=+-@\t\r"


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
