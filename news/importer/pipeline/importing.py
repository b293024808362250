"""Takes in many documents, one after another; what is wrong with one keeps none of the others out."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import DatabaseError

from news.interchange.importing import reason_of
from news.interchange.pages import Outcome
from news.interchange.reading import Rejected
from news.interchange.references import References
from news.interchange.statistics import refresh_statistics

from .catalogue import read_knowledge
from .collecting import Bundle, Found, Spool
from .report import REJECTED, Entry, entry_of
from .storing import File, by_language, known_document, take_in
from .wording import Refused

DOCUMENTS_BETWEEN_STATISTICS = 100


@dataclass(frozen=True)
class Options:
    """`language` of files that are by themselves; `writes` draft pairs, and `publish` them."""

    language: str = ""
    writes: bool = True
    publish: bool = False


def import_bundles(bundles: list[Bundle], spool: Spool, options: Options, user: object = None) -> Iterator[Entry]:
    """Each document's entry for the report, as soon as it is stored for good or rejected."""
    references = References()
    spool.sandbox.keep("knowledge", read_knowledge())
    for number, bundle in enumerate(bundles):
        if number % DOCUMENTS_BETWEEN_STATISTICS == 0:
            refresh_statistics()
        try:
            yield _import(bundle, spool, options, references, user)
        except (Refused, Rejected, ValidationError, DatabaseError) as error:
            references.forget()
            yield Entry(bundle.identifier, bundle.names, REJECTED, reason_of(error))


def _import(bundle: Bundle, spool: Spool, options: Options, references: References, user: object) -> Entry:
    for file in bundle.files.values():
        if file.problem:
            raise Refused(file.problem if len(bundle.files) == 1 else f"{file.name}: {file.problem}")
    known = known_document(bundle)
    if known is not None:
        return entry_of(known, bundle.names, Outcome.UNCHANGED.value, [])
    files = {named: _read(found, spool, len(bundle.files) > 1) for named, found in bundle.files.items()}
    taken = take_in(
        bundle.identifier,
        by_language(files, spool.sandbox, options.language),
        references,
        spool.sandbox,
        writes=options.writes,
        publish=options.publish,
        user=user,
    )
    return entry_of(taken.document, bundle.names, taken.outcome.value, taken.notes)


def _read(found: Found, spool: Spool, is_one_of_several: bool) -> File:
    try:
        read = spool.read(found)
    except Refused as error:
        raise Refused(f"{found.name}: {error}" if is_one_of_several else str(error)) from error
    return File(found, spool.content(found), read, read.raw_text)
