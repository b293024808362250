"""Which kinds of documents the portal takes, each known by its content."""

import re
import zipfile
import zlib
from dataclasses import dataclass
from os import SEEK_END
from pathlib import PurePosixPath
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

BINARY = "application/octet-stream"
# What a kind is known by lies within so many bytes; of a text, what a browser would look at and more.
_BEGINNING_BYTES = 64 * 1024
_LONGEST_MEDIA_TYPE = 200
_MOST_PARTS = 20_000
_PDF_END_BYTES = 1024
_SIGNATURES = {b"%PDF-": "PDF", b"{\\rtf": "RTF", b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG"}
_PACKAGE_PARTS = {"word/document.xml": "DOCX", "xl/workbook.xml": "XLSX", "ppt/presentation.xml": "PPTX"}
_OPEN_DOCUMENTS = {
    b"application/vnd.oasis.opendocument.text": "ODT",
    b"application/vnd.oasis.opendocument.spreadsheet": "ODS",
    b"application/vnd.oasis.opendocument.presentation": "ODP",
}
_MACROS = re.compile(r"(^|/)(vbaProject\.bin|vbaData\.xml)$|^(Basic|Scripts)/", re.I)
# Of what browsers take for a page, a picture or a sheet of styles, wherever in the beginning it stands.
_MARKUP = re.compile(
    rb"^\s*<[!?a-z]|<(!doctype|html|head|body|script|svg|iframe|frame|object|embed|style|meta|link|img|form|xsl:)\b"
    rb"|<!doctype",
    re.I,
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_UTF_8_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class FileKind:
    """`suffixes` in lower case, with their full stop."""

    name: str
    suffixes: tuple[str, ...]
    media_type: str


_OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS = {
    kind.name: kind
    for kind in (
        FileKind("PDF", (".pdf",), "application/pdf"),
        FileKind("DOCX", (".docx",), f"{_OFFICE}.wordprocessingml.document"),
        FileKind("XLSX", (".xlsx",), f"{_OFFICE}.spreadsheetml.sheet"),
        FileKind("PPTX", (".pptx",), f"{_OFFICE}.presentationml.presentation"),
        FileKind("ODT", (".odt",), "application/vnd.oasis.opendocument.text"),
        FileKind("ODS", (".ods",), "application/vnd.oasis.opendocument.spreadsheet"),
        FileKind("ODP", (".odp",), "application/vnd.oasis.opendocument.presentation"),
        FileKind("RTF", (".rtf",), "application/rtf"),
        FileKind("TXT", (".txt", ".csv"), "text/plain"),
        FileKind("PNG", (".png",), "image/png"),
        FileKind("JPEG", (".jpg", ".jpeg"), "image/jpeg"),
    )
}
_BY_SUFFIX = {suffix: kind for kind in KINDS.values() for suffix in kind.suffixes}
ACCEPTED = ",".join(_BY_SUFFIX)


def media_type_of(name: str) -> str:
    """By the ending, which agrees with the content of whatever was taken in; anything else is bytes."""
    kind = _BY_SUFFIX.get(PurePosixPath(name.lower()).suffix)
    return kind.media_type if kind else BINARY


def check_document(name: str, file: BinaryIO) -> None:
    """Raises ValidationError, with a message for people, for a file that is not of one of the kinds or is called after
    another. Leaves the file at its beginning."""
    file.seek(0)
    beginning = file.read(_BEGINNING_BYTES)
    try:
        kind = _recognise(beginning, file)
    finally:
        file.seek(0)
    suffix = PurePosixPath(name.lower()).suffix
    if kind is None:
        values = {"name": name, "kinds": ", ".join(KINDS)}
        raise ValidationError(
            _("“%(name)s” is not a document that the portal takes. It takes: %(kinds)s.") % values, code="kind"
        )
    if suffix not in kind.suffixes:
        values = {"name": name, "kind": kind.name, "suffixes": ", ".join(kind.suffixes)}
        message = _("“%(name)s” is a file of the kind %(kind)s by its content. Its name has to end in: %(suffixes)s.")
        raise ValidationError(message % values, code="suffix")


def _recognise(beginning: bytes, file: BinaryIO) -> FileKind | None:
    for signature, name in _SIGNATURES.items():
        if beginning.startswith(signature):
            return KINDS[name] if name != "PDF" or _ends_as_pdf(file) else None
    if beginning.startswith(b"PK\x03\x04"):
        return _recognise_package(file)
    return KINDS["TXT"] if _is_text(beginning) else None


def _ends_as_pdf(file: BinaryIO) -> bool:
    """Whether the mark of the end is where programs look for it (ISO 32000-1, annex H.3.18): what has only the
    beginning of a PDF may be a page."""
    size = file.seek(0, SEEK_END)
    file.seek(max(0, size - _PDF_END_BYTES))
    return b"%%EOF" in file.read()


def _recognise_package(file: BinaryIO) -> FileKind | None:
    """A document that is a ZIP archive inside. One with macros is refused, and so is an archive of whatever files."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.namelist()
            if len(parts) > _MOST_PARTS:
                return None
            if any(map(_MACROS.search, parts)):
                raise ValidationError(_("The document contains macros. Save it without them."), code="macros")
            if "mimetype" in parts:
                with archive.open("mimetype") as part:
                    name = _OPEN_DOCUMENTS.get(part.read(_LONGEST_MEDIA_TYPE).strip())
                return KINDS[name] if name else None
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise ValidationError(
            _("The document is damaged inside. Open it in another program and save it anew."), code="damaged"
        ) from error
    if "[Content_Types].xml" not in parts:
        return None
    return next((KINDS[name] for part, name in _PACKAGE_PARTS.items() if part in parts), None)


def _is_text(beginning: bytes) -> bool:
    """Letters, in whatever encoding, and no markup that anything would run or show as a page."""
    if beginning.startswith(_UTF_16):
        # Half a character may stand at the end of what was read.
        beginning = beginning.decode("utf-16", errors="ignore").encode()
    text = beginning.removeprefix(_UTF_8_MARK)
    return bool(text.strip()) and not _CONTROLS.search(text) and not _MARKUP.search(text)
