"""Imports many documents, one after another; what is wrong with one keeps none of the others out."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import DatabaseError

from news.interchange.importing import reason_of
from news.interchange.pages import LineOutcome
from news.interchange.reading import Rejected
from news.interchange.references import References
from news.interchange.statistics import refresh_statistics

from .catalogue import read_knowledge
from .document_import import File, by_language, import_document, known_document
from .file_groups import FileGroup, FoundFile, Spool
from .report import REJECTED, ReportEntry, entry_of
from .wording import Refused

DOCUMENTS_BETWEEN_STATISTICS = 100


@dataclass(frozen=True)
class Options:
    """`language` of files that are by themselves; `writes` draft pairs, and `publish` them."""

    language: str = ""
    writes: bool = True
    publish: bool = False


def import_groups(
    groups: list[FileGroup], spool: Spool, options: Options, user: object = None
) -> Iterator[ReportEntry]:
    """Each document's entry for the report, as soon as it is stored for good or rejected."""
    references = References()
    spool.sandbox.keep("knowledge", read_knowledge())
    for number, group in enumerate(groups):
        if number % DOCUMENTS_BETWEEN_STATISTICS == 0:
            refresh_statistics()
        try:
            yield _import(group, spool, options, references, user)
        except (Refused, Rejected, ValidationError, DatabaseError) as error:
            references.forget()
            yield ReportEntry(group.identifier, group.names, REJECTED, reason_of(error))


def _import(group: FileGroup, spool: Spool, options: Options, references: References, user: object) -> ReportEntry:
    for file in group.files.values():
        if file.problem:
            raise Refused(file.problem if len(group.files) == 1 else f"{file.name}: {file.problem}")
    known = known_document(group)
    if known is not None:
        return entry_of(known, group.names, LineOutcome.UNCHANGED.value, [])
    files = {named: _read(found, spool, len(group.files) > 1) for named, found in group.files.items()}
    result = import_document(
        group.identifier,
        by_language(files, spool.sandbox, options.language),
        references,
        spool.sandbox,
        writes=options.writes,
        publish=options.publish,
        user=user,
    )
    return entry_of(result.document, group.names, result.outcome.value, result.notes)


def _read(found: FoundFile, spool: Spool, is_one_of_several: bool) -> File:
    try:
        read = spool.read(found)
    except Refused as error:
        raise Refused(f"{found.name}: {error}" if is_one_of_several else str(error)) from error
    return File(found, spool.content(found), read, read.raw_text)
