"""The glossary as a table: a column a language, terms of one language apart by semicolons, and a note."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.i18n import language_codes
from portal.spreadsheets import cell_of, text_of
from search.models import GlossaryEntry, GlossaryTerm

from .units import UnreadableFile

NOTE = "note"


@dataclass(frozen=True, slots=True)
class Taken:
    added: int
    changed: int
    unchanged: int


def write_glossary(output: IO[str]) -> int:
    """All entries, a line each; returns their number."""
    codes = language_codes()
    writer = csv.writer(output)
    writer.writerow([*codes, NOTE])
    count = 0
    for entry in GlossaryEntry.objects.prefetch_related("terms"):
        terms = {code: [term.text for term in entry.terms.all() if term.language == code] for code in codes}
        writer.writerow([*(cell_of("; ".join(terms[code])) for code in codes), cell_of(entry.note)])
        count += 1
    return count


@transaction.atomic
def read_glossary(lines: IO[str]) -> Taken:
    """Takes in a table: an entry that has a line's first terms of two languages takes over its terms and its note.

    Raises:
        UnreadableFile: with the number of the line that is wrong; then nothing is taken in.
    """
    codes = language_codes()
    sample = lines.read()
    delimiter = ";" if sample.split("\n", 1)[0].count(";") > sample.split("\n", 1)[0].count(",") else ","
    reader = csv.DictReader(io.StringIO(sample, newline=""), delimiter=delimiter)
    columns = [name for name in reader.fieldnames or [] if name in codes]
    if len(columns) < 2:
        message = _("The first line has to name two languages or more of: %(codes)s.")
        raise UnreadableFile(message % {"codes": ", ".join(codes)})
    counts = {"added": 0, "changed": 0, "unchanged": 0}
    try:
        for row in reader:
            terms = {code: _terms(row.get(code) or "") for code in columns}
            if any(terms.values()):
                counts[_take(terms, text_of(row.get(NOTE) or ""), columns)] += 1
    except (ValidationError, csv.Error) as error:
        reason = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        raise UnreadableFile(_("Line %(line)d: %(reason)s") % {"line": reader.line_num, "reason": reason}) from error
    return Taken(**counts)


def _take(terms: dict[str, list[str]], note: str, columns: Sequence[str]) -> str:
    given = [code for code in columns if terms[code]]
    if len(given) < 2:
        raise ValidationError(_("An entry needs terms in two languages."))
    entry = _existing(terms, given)
    if entry is None:
        entry = GlossaryEntry(note=note)
        _write_terms(entry, terms)
        return "added"
    known = {code: [term.text for term in entry.terms.all() if term.language == code] for code in columns}
    if known == {code: terms[code] for code in columns} and entry.note == note:
        return "unchanged"
    entry.note = note
    GlossaryTerm.objects.filter(entry=entry, language__in=columns).delete()
    _write_terms(entry, terms)
    return "changed"


def _existing(terms: dict[str, list[str]], given: Sequence[str]) -> GlossaryEntry | None:
    entries = GlossaryEntry.objects.all()
    for code in given[:2]:
        entries = entries.filter(terms__language=code, terms__text=terms[code][0])
    return entries.order_by("pk").first()


def _write_terms(entry: GlossaryEntry, terms: dict[str, list[str]]) -> None:
    entry.full_clean()
    entry.save()
    for code, texts in terms.items():
        for text in texts:
            term = GlossaryTerm(entry=entry, language=code, text=text)
            term.full_clean()
            term.save()


def _terms(cell: str) -> list[str]:
    return [term.strip() for term in text_of(cell).split(";") if term.strip()]
