"""What kind of file it is, by its content; the name only serves to say that it misleads."""

import io
import re
import zipfile
from enum import StrEnum
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from news.importer.reading.document import Unreadable

from .archive import open_archive, read_entry
from .encodings import decode
from .messages import locked
from .rtf import BEGINNING as RTF_BEGINNING


class Kind(StrEnum):
    TEXT = "TXT"
    PDF = "PDF"
    DOCX = "DOCX"
    ODT = "ODT"
    RTF = "RTF"
    HTML = "HTML"
    PNG = "PNG"
    JPEG = "JPEG"
    TIFF = "TIFF"
    ARCHIVE = "ZIP"


SUFFIXES = {
    ".txt": Kind.TEXT,
    ".text": Kind.TEXT,
    ".md": Kind.TEXT,
    ".pdf": Kind.PDF,
    ".docx": Kind.DOCX,
    # With macros, which are never looked at.
    ".docm": Kind.DOCX,
    ".odt": Kind.ODT,
    ".ott": Kind.ODT,
    ".rtf": Kind.RTF,
    ".htm": Kind.HTML,
    ".html": Kind.HTML,
    ".xhtml": Kind.HTML,
    ".png": Kind.PNG,
    ".jpg": Kind.JPEG,
    ".jpeg": Kind.JPEG,
    ".tif": Kind.TIFF,
    ".tiff": Kind.TIFF,
    ".zip": Kind.ARCHIVE,
}
# How files begin that cannot be read, and what they are called.
_OTHER_TEXT = {b"From: <Saved by": "MHTML", b"%!PS": "PostScript"}
_OTHER_BINARY = {b"Rar!": "RAR", b"7z\xbc\xaf": "7z", b"\x1f\x8b": "GZIP", b"MZ": "EXE", b"\x7fELF": "ELF"}
# A TIFF file with its numbers in either order, in its old form and in that for large files.
_PICTURES = {
    b"\x89PNG\r\n\x1a\n": Kind.PNG,
    b"\xff\xd8\xff": Kind.JPEG,
    **dict.fromkeys((b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"), Kind.TIFF),
}
_OTHER_PICTURES = {b"GIF8": "GIF", b"BM": "BMP"}
# Where a PDF says that it is one, other programs put junk before it.
_PDF_WITHIN_BYTES = 1024
_HTML_WITHIN_BYTES = 4096
_ENOUGH_TAGS = 3
_HTML_NAME = r"(html|head|body|title|meta|link|base|article|main|section|div|p|h[1-6]|ul|ol|table)\b"
# What may stand before the first element: white space, a declaration, comments, all of them whole.
_HTML_BEGINNING = re.compile(
    rf"\s*+(?:<\?xml[^>]*+>\s*+)?(?:<!--(?:(?!-->).)*+-->\s*+)*+<(!doctype\s+html|{_HTML_NAME})", re.I | re.S
)
_SVG_BEGINNING = re.compile(
    r"\s*+(?:<\?xml[^>]*+>\s*+)?(?:(?:<!--(?:(?!-->).)*+-->|<!doctype\s+svg[^>]*+>)\s*+)*+<(?:[\w-]++:)?svg\b",
    re.I | re.S,
)
_HTML_TAG = re.compile(rf"<{_HTML_NAME}[^<>]*>", re.I)
_LOWEST_OF_TEXT = 0x09
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
# A document of OpenDocument says in its first part which kind it is.
_MEDIA_TYPE_PART = "mimetype"
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
_LONGEST_MEDIA_TYPE = 200
_OPEN_DOCUMENTS = {b"spreadsheet": "ODS", b"presentation": "ODP", b"graphics": "ODG"}
ARCHIVE_BEGINNINGS = (b"PK\x03\x04", b"PK\x05\x06")
# The part by which each kind of document that is a ZIP inside is known.
_DOCX_PART = "word/document.xml"
_PACKAGES = {
    "xl/workbook.xml": "XLSX",
    "xl/workbook.bin": "XLSB",
    "ppt/presentation.xml": "PPTX",
    "META-INF/container.xml": "EPUB",
}


def may_be_scanned(content: bytes) -> bool:
    """Whether the characters may have to be recognised, which takes seconds a page."""
    return b"%PDF-" in content[:_PDF_WITHIN_BYTES] or content.startswith(tuple(_PICTURES))


def recognise_kind(content: bytes) -> Kind:
    """The kind of a file by its content.

    Raises Unreadable for an empty file, and for a kind that is known but cannot be read, with what to do instead.
    """
    if not content.strip(b"\0 \t\r\n\f"):
        raise Unreadable(_("The file is empty."))
    if b"%PDF-" in content[:_PDF_WITHIN_BYTES]:
        return Kind.PDF
    if content.lstrip().startswith(RTF_BEGINNING):
        return Kind.RTF
    if content.startswith(ARCHIVE_BEGINNINGS):
        with open_archive(io.BytesIO(content)) as archive:
            return recognise_package(archive)
    for beginning, kind in _PICTURES.items():
        if content.startswith(beginning):
            return kind
    if content.startswith(_COMPOUND_FILE):
        if _ENCRYPTED_PACKAGE in content:
            raise Unreadable(locked())
        raise Unreadable(_save_as("DOC"))
    _refuse_others(content)
    if _SVG_BEGINNING.match(decode(content[:_HTML_WITHIN_BYTES])[0]):
        raise Unreadable(_save_as("SVG"))
    return Kind.HTML if _is_html(content) else Kind.TEXT


def named_otherwise(name: str, kind: Kind) -> str:
    """A warning where the name's ending promises another kind, otherwise nothing.

    Raises Unreadable for a web page that is called after another kind.
    """
    suffix = PurePosixPath(name.lower()).suffix
    if kind == Kind.HTML and SUFFIXES.get(suffix, kind) != kind:
        # A page may hold scripts; under such a name somebody would open it without a thought.
        values = {"suffix": suffix, "kind": kind}
        message = _("The name ends in “%(suffix)s”, but the file is %(kind)s. Rename it, if that is what it should be.")
        raise Unreadable(message % values)
    if not suffix or SUFFIXES.get(suffix) == kind or (suffix not in SUFFIXES and kind == Kind.TEXT):
        return ""
    return _("The name ends in “%(suffix)s”, but the file is %(kind)s; it was read as such.") % {
        "suffix": suffix,
        "kind": kind,
    }


def recognise_package(archive: zipfile.ZipFile) -> Kind:
    """What a ZIP archive is: a document of parts, or files. Raises Unreadable for documents that cannot be read."""
    parts = set(archive.namelist())
    if _DOCX_PART in parts:
        return Kind.DOCX
    if _MEDIA_TYPE_PART in parts:
        media_type = read_entry(archive, archive.getinfo(_MEDIA_TYPE_PART), _LONGEST_MEDIA_TYPE)
        if media_type.startswith(_OPEN_DOCUMENT):
            kind = media_type.strip().removeprefix(_OPEN_DOCUMENT).partition(b"-")[0]
            if kind == b"text":
                return Kind.ODT
            raise Unreadable(_save_as(_OPEN_DOCUMENTS.get(kind, "OpenDocument")))
    for part, format_name in _PACKAGES.items():
        if part in parts:
            raise Unreadable(_save_as(format_name))
    return Kind.ARCHIVE


def _refuse_others(content: bytes) -> None:
    for beginning, format_name in _OTHER_TEXT.items():
        if content.startswith(beginning):
            raise Unreadable(_save_as(format_name))
    # Two letters may begin a text as well.
    if not any(byte < _LOWEST_OF_TEXT for byte in content[:512]):
        return
    for beginning, format_name in _OTHER_BINARY.items():
        if content.startswith(beginning):
            raise Unreadable(_save_as(format_name))
    for beginning, format_name in _OTHER_PICTURES.items():
        if content.startswith(beginning):
            raise Unreadable(
                _("This is a picture (%(format)s). Save the scan as PNG, JPEG, TIFF or PDF.") % {"format": format_name}
            )


def _save_as(format_name: str) -> str:
    return _("Files of the kind %(format)s cannot be read. Save it as DOCX, PDF, HTML or TXT.") % {
        "format": format_name
    }


def _is_html(content: bytes) -> bool:
    beginning, _encoding = decode(content[:_HTML_WITHIN_BYTES])
    return _HTML_BEGINNING.match(beginning) is not None or len(_HTML_TAG.findall(beginning)) >= _ENOUGH_TAGS
