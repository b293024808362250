"""A glossary's table as it is read, which takes no more than its text."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from portal.admin.cells import text_of
from portal.i18n import language_codes
from portal.languages.common.normalization import stored

from .units import UnreadableFile

NOTE = "note"


@dataclass(frozen=True, slots=True)
class GlossaryLine:
    """A line of a table: terms by language."""

    number: int
    terms: dict[str, list[str]]
    note: str


@dataclass(frozen=True, slots=True)
class Table:
    languages: tuple[str, ...]
    lines: tuple[GlossaryLine, ...]


def read_table(text: str) -> Table:
    """Raises UnreadableFile."""
    codes = language_codes()
    first = text.split("\n", 1)[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return _table(reader, codes)
    except csv.Error as error:
        raise wrong_line(reader.line_num, str(error)) from error


def _table(reader: "csv.DictReader[str]", codes: Sequence[str]) -> Table:
    columns = [name for name in reader.fieldnames or [] if name in codes]
    if len(columns) < 2:
        message = _("The first line has to name two languages or more of: %(codes)s.")
        raise UnreadableFile(message % {"codes": ", ".join(codes)})
    lines = []
    for row in reader:
        terms = {code: _terms(row.get(code) or "") for code in columns}
        if any(terms.values()):
            lines.append(GlossaryLine(reader.line_num, terms, stored(text_of(row.get(NOTE) or ""))))
    return Table(tuple(columns), tuple(lines))


def wrong_line(line: int, reason: str) -> UnreadableFile:
    return UnreadableFile(_("Line %(line)d: %(reason)s") % {"line": line, "reason": reason})


def _terms(cell: str) -> list[str]:
    terms = (" ".join(term.split()) for term in stored(text_of(cell)).split(";"))
    return [term for term in terms if term]
