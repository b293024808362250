"""Imports a document: its files, what was found in them and, where that is wanted, its draft pair; all or nothing."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.models import Collection as FileCollection
from wagtail.models import CollectionViewRestriction, Locale

from news.interchange.pages import LineOutcome
from news.interchange.reading import Rejected
from news.interchange.references import References
from news.models import ImportedDocument, ImportedFile, ItemRecord
from portal.addresses.slugs import slug_from
from portal.runtime.sandbox import Sandbox

from ..reading.document import ReadDocument
from ..reading.document_format import formats
from .analysis import VERSION
from .decisions import review_of
from .document_analysis import AnalysedDocument
from .draft_pairs import Written, is_edited, write_pair
from .file_groups import FileGroup, FoundFile
from .isolated_analysis import analyse_isolated, language_isolated, separated_isolated

FOLDER = "documents/imported"
# A path has 100 characters at most.
LONGEST_STEM = 24


@dataclass(frozen=True)
class File:
    """A file of a document: as it was found, what is in it, and what was read; `read` is its part in one language
    where it has several, and `raw_text` the whole."""

    found: FoundFile
    content: bytes
    read: ReadDocument
    raw_text: str


@dataclass
class ImportResult:
    """What became of a group; notes are for people, in the user's language."""

    outcome: LineOutcome
    document: ImportedDocument
    notes: list[str] = field(default_factory=list)


def known_document(group: FileGroup) -> ImportedDocument | None:
    """The document that has exactly these files already.

    Raises:
        Rejected: where the files are spread over several documents.
    """
    sums = {file.sha256 for file in group.files.values()}
    known = dict(ImportedFile.objects.filter(sha256__in=sums).values_list("sha256", "document_id"))
    if not known:
        return None
    if len(set(known.values())) > 1:
        raise Rejected(_("These files have already been imported under different documents."))
    document = ImportedDocument.objects.defer("analysis").get(pk=next(iter(known.values())))
    if set(known) == sums and document.files.count() == len(sums):
        return document
    if document.identifier != group.identifier:
        values = {"identifier": document.identifier}
        raise Rejected(_("One of these files has already been imported, as a file of “%(identifier)s”.") % values)
    return None


def by_language(files: Mapping[str, File], sandbox: Sandbox, given: str = "") -> dict[str, File]:
    """The files under the languages that they are in; what a name says of its language, the text has to bear out.

    Raises:
        Refused: where a text is in none of the portal's languages.
        Rejected: where two files are in one language.
    """
    if list(files) == [""] and not given:
        return {
            language: replace(files[""], read=part)
            for language, part in separated_isolated(sandbox, files[""].read).items()
        }
    found: dict[str, File] = {}
    for named, file in files.items():
        language = language_isolated(sandbox, file.read, given if len(files) == 1 else "")
        if named and named != language:
            values = {"name": file.found.name, "named": named, "found": language}
            raise Rejected(_("“%(name)s”: the file name says “%(named)s”, but the text is in “%(found)s”.") % values)
        if language in found:
            raise Rejected(_("Two files are in the language “%(language)s”.") % {"language": language})
        found[language] = file
    return found


def import_document(
    identifier: str,
    files: Mapping[str, File],
    references: References,
    sandbox: Sandbox,
    *,
    writes: bool = True,
    publish: bool = False,
    user: Any = None,
) -> ImportResult:
    """Imports a document in one language or several, after `by_language`. The sandbox keeps what the site knows.

    Raises:
        Refused, Rejected, ValidationError: with a message for people; nothing is kept then.
    """
    source_language = next(code for code, _name in settings.LANGUAGES if code in files)
    analysed = analyse_isolated(sandbox, {code: file.read for code, file in files.items()}, source_language)
    with transaction.atomic():
        document, outcome = _document(identifier, references.locale(source_language))
        _fill(document, analysed, user)
        _store_files(document, files, user)
        result = ImportResult(outcome, document)
        if writes:
            written: Written = write_pair(document, publish=publish, references=references)
            document.refresh_from_db(fields=["item", "written", "state"])
            result.notes += written.notes
    return result


def _document(identifier: str, locale: Locale) -> tuple[ImportedDocument, LineOutcome]:
    """A new document; or the one of this identifier, as long as nobody has worked on it."""
    document = ImportedDocument.objects.select_for_update().filter(identifier=identifier).first()
    if document is None:
        if ItemRecord.objects.filter(identifier=identifier).exists():
            raise Rejected(_("Another news item has the identifier “%(identifier)s”.") % {"identifier": identifier})
        return ImportedDocument(identifier=identifier, source_locale=locale), LineOutcome.CREATED
    if document.decisions.exists() or document.state != ImportedDocument.State.WAITING or is_edited(document):
        values = {"identifier": identifier}
        raise Rejected(_("“%(identifier)s” has been worked on; other files cannot replace its own.") % values)
    if document.source_locale_id != locale.pk:
        raise Rejected(_("The files of “%(identifier)s” are in other languages now.") % {"identifier": identifier})
    return document, LineOutcome.CHANGED


def _fill(document: ImportedDocument, analysed: AnalysedDocument, user: Any) -> None:
    document.languages = list(analysed.analysis.texts)
    document.analysis = analysed.analysis.to_json()
    document.analysis_version = VERSION
    document.warnings = list(analysed.warnings)
    document.imported_by = document.imported_by or user
    document.save()
    review = review_of(document)
    document.title = review.fact(f"title.{analysed.analysis.source_language}")[:255]
    document.undecided, document.readings = review.undecided, review.readings
    document.save(update_fields=["title", "undecided", "readings"])


def _store_files(document: ImportedDocument, files: Mapping[str, File], user: Any) -> None:
    document.files.all().delete()
    once = {file.found.sha256: file for file in files.values()}
    for file in once.values():
        own = [language for language, other in files.items() if other.found == file.found]
        ImportedFile.objects.create(
            document=document,
            language=own[0] if len(own) == 1 else "",
            file=keep_file(file.found.name, file.content, file.read.media_type, user),
            name=file.found.name,
            media_type=file.read.media_type,
            sha256=file.found.sha256,
            raw_text=file.raw_text,
        )


def keep_file(name: str, content: bytes, media_type: str, user: Any = None) -> Any:
    """The file as a document of the private collection, under a name that its content decides: a run that is killed
    between the file and the database leaves nothing that the next one does not take up."""
    model = get_document_model()
    sha1 = hashlib.sha1(content, usedforsecurity=False).hexdigest()
    collection = private_collection()
    existing = model._default_manager.filter(file_hash=sha1, collection=collection).first()
    if existing is not None:
        return existing
    path = PurePosixPath(name)
    document = model(title=path.name[:255], collection=collection, uploaded_by_user=user)
    storage: Storage = document._meta.get_field("file").storage
    suffix = next((each.suffixes[0] for each in formats() if each.media_type == media_type), "")
    stored = f"{FOLDER}/{sha1[:2]}/{sha1}-{slug_from(path.stem)[:LONGEST_STEM]}{suffix}"
    if storage.exists(stored):
        # A half-written one is what a kill may leave.
        storage.delete(stored)
    document.file.name = storage.save(stored, ContentFile(content))
    document.file_size = len(content)
    document.file_hash = sha1
    document.save()
    return document


def private_collection() -> FileCollection:
    """Where the files are; only who is logged in may fetch them."""
    with translation.override(settings.LANGUAGE_CODE):
        name = _("Imported documents")
    collection = FileCollection.objects.filter(name=name, depth=2).first()
    if collection is None:
        collection = FileCollection.get_first_root_node().add_child(name=name)
        CollectionViewRestriction.objects.create(
            collection=collection, restriction_type=CollectionViewRestriction.LOGIN
        )
    return collection
