"""Reads a document of any format."""

from dataclasses import replace
from typing import BinaryIO

from .document import ReadDocument, Unreadable
from .kinds import named_otherwise, recognise_format
from .limits import LARGEST_FILE_BYTES, MEBIBYTE
from .messages import Code, Message


def read_document(name: str, content: bytes) -> ReadDocument:
    """Reads a file of which only the content decides what it is.

    Raises:
        Unreadable: with a message that says why, and what to do.
    """
    _require_size(len(content))
    known = recognise_format(content)
    if known is None:
        raise Unreadable(Message(Code.UNEXPECTED_ARCHIVE))
    misnamed = named_otherwise(name, known)
    document = known.read(name, content)
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
        raise Unreadable(Message(Code.FILE_TOO_LARGE, {"limit": LARGEST_FILE_BYTES // MEBIBYTE}))
