"""Texts as cells of a table that spreadsheets open: whoever typed them, none is taken for a formula.

Processes without applications read and write such tables as well.
"""

_FORMULA_BEGINNINGS = tuple("=+-@\t\r")


def cell_of(text: str) -> str:
    """The text, after an apostrophe where it would begin a formula; `text_of` brings it back letter by letter."""
    return f"'{text}" if _needs_apostrophe(text) else text


def text_of(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _needs_apostrophe(cell) else cell


def _needs_apostrophe(text: str) -> bool:
    # A text that has apostrophes of its own there gets one more, so that it does not lose them on its way back.
    return text.lstrip("'").startswith(_FORMULA_BEGINNINGS)
