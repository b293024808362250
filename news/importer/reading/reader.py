"""Reads a document of any kind."""

from dataclasses import replace
from typing import BinaryIO

from django.utils.translation import gettext as _

from news.importer.reading.document import ReadDocument, Unreadable

from .docx import read_docx
from .html import read_html
from .kinds import Kind, named_otherwise, recognise_kind
from .limits import LARGEST_FILE_BYTES, MEBIBYTE
from .odt import read_odt
from .pdf import read_pdf
from .rtf import read_rtf
from .scans import read_picture
from .text import read_text

_READERS = {
    Kind.TEXT: read_text,
    Kind.HTML: read_html,
    Kind.DOCX: read_docx,
    Kind.ODT: read_odt,
    Kind.RTF: read_rtf,
    Kind.PDF: read_pdf,
    **dict.fromkeys((Kind.PNG, Kind.JPEG, Kind.TIFF), read_picture),
}


def read_document(name: str, content: bytes) -> ReadDocument:
    """Reads a file of which only the content decides what it is.

    Raises:
        Unreadable: with a message that says why, and what to do.
    """
    _require_size(len(content))
    kind = recognise_kind(content)
    if kind == Kind.ARCHIVE:
        raise Unreadable(_("This is an archive of files, where a document is expected. Unpack it first."))
    misnamed = named_otherwise(name, kind)
    document = _READERS[kind](name, content)
    return replace(document, warnings=(misnamed, *document.warnings)) if misnamed else document


def read_whole(file: BinaryIO) -> bytes:
    """The rest of a file. Raises Unreadable for one that is too large, having read little more than allowed."""
    content = bytearray()
    # A number of bytes that is asked for at once is room that Python takes at once.
    while chunk := file.read(MEBIBYTE):
        content += chunk
        _require_size(len(content))
    return bytes(content)


def _require_size(size: int) -> None:
    if size > LARGEST_FILE_BYTES:
        raise Unreadable(_("The file is larger than %(limit)d MiB.") % {"limit": LARGEST_FILE_BYTES // MEBIBYTE})
