"""ZIP archives, which may lie about everything: entries are measured while they are unpacked, and only into memory."""

import io
import re
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import BinaryIO

from .document import Unreadable
from .encodings import decode
from .limits import (
    HIGHEST_RATIO,
    LARGEST_ARCHIVE_BYTES,
    LARGEST_DIRECTORY_BYTES,
    MEBIBYTE,
    MOST_ARCHIVE_FILES,
    RATIO_COUNTS_FROM_BYTES,
)
from .messages import Code, Message

# How such archives begin, with files in them or without.
BEGINNINGS = (b"PK\x03\x04", b"PK\x05\x06")
# Others take memory as their header says, and no program makes them for documents.
_COMPRESSIONS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1
_UTF8_NAME = 0x800
# End of the directory, of at most 22 bytes and a comment, and before it the records of ZIP64.
_END = b"PK\x05\x06"
_LOCATOR_64 = b"PK\x06\x07"
_TAIL_BYTES = 65_535 + 22 + 20 + 56
_CHUNK_BYTES = 256 * 1024
_DRIVE = re.compile(r"^[A-Za-z]:")


def open_archive(file: BinaryIO) -> zipfile.ZipFile:
    """Opens an archive whose directory stays within the limits; raises Unreadable otherwise."""
    try:
        if _directory_size(file) > LARGEST_DIRECTORY_BYTES:
            raise Unreadable(_too_many_files())
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Unreadable(Message(Code.ARCHIVE_DAMAGED)) from error
    entries = archive.infolist()
    if len(entries) > MOST_ARCHIVE_FILES:
        raise Unreadable(_too_many_files())
    if sum(entry.file_size for entry in entries) > LARGEST_ARCHIVE_BYTES:
        raise Unreadable(Message(Code.ARCHIVE_TOO_LARGE, {"limit": LARGEST_ARCHIVE_BYTES // MEBIBYTE}))
    return archive


def _too_many_files() -> Message:
    return Message(Code.TOO_MANY_FILES, {"limit": MOST_ARCHIVE_FILES})


def _directory_size(file: BinaryIO) -> int:
    """How many bytes of directory the module would read at once, whatever number of files the archive admits to."""
    length = file.seek(0, io.SEEK_END)
    file.seek(max(0, length - _TAIL_BYTES))
    tail = file.read(_TAIL_BYTES)
    position = tail.rfind(_END)
    if position < 0 or len(tail) < position + 22:
        return 0
    if tail[: max(0, position - 20 + 4)].endswith(_LOCATOR_64):
        record = tail[max(0, position - 20 - 56) : position - 20]
        return int.from_bytes(record[40:48], "little")
    return int.from_bytes(tail[position + 12 : position + 16], "little")


def read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int) -> bytes:
    """The entry's content, of at most `limit` bytes.

    Raises Unreadable for what is too large, encrypted, damaged or packed beyond reason.
    """
    if entry.flag_bits & _ENCRYPTED:
        raise Unreadable(Message(Code.ARCHIVE_LOCKED))
    if entry.compress_type not in _COMPRESSIONS:
        raise Unreadable(Message(Code.UNKNOWN_COMPRESSION))
    unpacked = io.BytesIO()
    try:
        with archive.open(entry) as stream:
            while chunk := stream.read(_CHUNK_BYTES):
                unpacked.write(chunk)
                _require_reason(unpacked.tell(), entry.compress_size, limit)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError) as error:
        raise Unreadable(Message(Code.ENTRY_DAMAGED)) from error
    return unpacked.getvalue()


def _require_reason(size: int, packed_size: int, limit: int) -> None:
    if size > limit:
        raise Unreadable(Message(Code.ENTRY_TOO_LARGE, {"limit": limit // MEBIBYTE}))
    if size > RATIO_COUNTS_FROM_BYTES and size > HIGHEST_RATIO * packed_size:
        raise Unreadable(Message(Code.ENTRY_RATIO, {"ratio": HIGHEST_RATIO}))


def entry_name(entry: zipfile.ZipInfo) -> str:
    """The entry's name as a label with slashes: it leads nowhere, and says nothing of folders above the archive."""
    name = entry.filename
    if not entry.flag_bits & _UTF8_NAME and not name.isascii():
        # The module has taken it for code page 437; Windows writes that of its language.
        name, _encoding = decode(name.encode("cp437"))
    path = PurePosixPath(_DRIVE.sub("", name.replace("\\", "/")))
    name = "/".join(part for part in path.parts if part not in {"/", "//", ".."})
    return "".join(filter(str.isprintable, name))
