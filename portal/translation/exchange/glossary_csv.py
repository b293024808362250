"""The glossary as a table: a column a language, terms of one language apart by semicolons, and a note."""

import csv
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.admin.cells import cell_of
from portal.i18n import language_codes
from portal.languages.common.normalization import seen
from portal.runtime.sandbox import Limits, run
from portal.translation.glossary.models import GlossaryEntry, GlossaryTerm

from .glossary_table import NOTE, read_table, wrong_line
from .units import UnreadableFile

# Keys of entries by the language of a term and its text as it is seen.
KnownTerms = dict[tuple[str, str], set[int]]

READING = Limits(seconds=60, processor_seconds=20)


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
    table = run(read_table, lines.read(), limits=READING, refusal=UnreadableFile)
    counts = {"added": 0, "changed": 0, "unchanged": 0}
    known = _known_terms()
    for line in table.lines:
        try:
            counts[_take(line.terms, line.note, table.languages, known)] += 1
        except ValidationError as error:
            raise wrong_line(line.number, " ".join(error.messages)) from error
    return Taken(**counts)


def _known_terms() -> KnownTerms:
    known: KnownTerms = defaultdict(set)
    for entry, code, text in GlossaryTerm.objects.values_list("entry", "language", "text"):
        known[code, seen(text)].add(entry)
    return known


def _take(terms: dict[str, list[str]], note: str, columns: Sequence[str], entries: KnownTerms) -> str:
    given = [code for code in columns if terms[code]]
    if len(given) < 2:
        raise ValidationError(_("An entry needs terms in two languages."))
    # Terms are known as they are seen, and a line that looks like what is there changes nothing.
    both = set.intersection(*(entries[code, seen(terms[code][0])] for code in given[:2]))
    if not both:
        entry = GlossaryEntry(note=note)
        _write_terms(entry, terms, entries)
        return "added"
    entry = GlossaryEntry.objects.get(pk=min(both))
    known = {code: [seen(term.text) for term in entry.terms.all() if term.language == code] for code in columns}
    if known == {code: list(map(seen, terms[code])) for code in columns} and seen(entry.note) == seen(note):
        return "unchanged"
    entry.note = note
    for term in GlossaryTerm.objects.filter(entry=entry, language__in=columns):
        entries[term.language, seen(term.text)].discard(entry.pk)
        term.delete()
    _write_terms(entry, terms, entries)
    return "changed"


def _write_terms(entry: GlossaryEntry, terms: dict[str, list[str]], entries: KnownTerms) -> None:
    entry.full_clean()
    entry.save()
    for code, texts in terms.items():
        for text in texts:
            term = GlossaryTerm(entry=entry, language=code, text=text)
            term.full_clean()
            term.save()
            entries[code, seen(text)].add(entry.pk)
