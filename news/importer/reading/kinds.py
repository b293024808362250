"""The format of a file, by its content; the name only serves to say that it misleads."""

import io
import re
import zipfile
from pathlib import PurePosixPath

from .archive import BEGINNINGS as ARCHIVE_BEGINNINGS
from .archive import open_archive
from .document import Unreadable
from .document_format import Format, formats, suffixes
from .encodings import decode
from .limits import Cost
from .messages import Code, Message
from .open_document import media_type_of

ARCHIVE = "ZIP"
ARCHIVE_SUFFIX = ".zip"
# How files begin that cannot be read, and what they are called.
_OTHER_TEXT = {b"From: <Saved by": "MHTML", b"%!PS": "PostScript"}
_OTHER_BINARY = {b"Rar!": "RAR", b"7z\xbc\xaf": "7z", b"\x1f\x8b": "GZIP", b"MZ": "EXE", b"\x7fELF": "ELF"}
_OTHER_PICTURES = {b"GIF8": "GIF", b"BM": "BMP"}
_SVG_WITHIN_BYTES = 4096
_SVG_BEGINNING = re.compile(
    r"\s*+(?:<\?xml[^>]*+>\s*+)?(?:(?:<!--(?:(?!-->).)*+-->|<!doctype\s+svg[^>]*+>)\s*+)*+<(?:[\w-]++:)?svg\b",
    re.I | re.S,
)
_LOWEST_OF_TEXT = 0x09
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_OPEN_DOCUMENTS = {"spreadsheet": "ODS", "presentation": "ODP", "graphics": "ODG"}
# The part by which each kind of document is known that is a ZIP inside and cannot be read.
_OTHER_PACKAGES = {
    "xl/workbook.xml": "XLSX",
    "xl/workbook.bin": "XLSB",
    "ppt/presentation.xml": "PPTX",
    "META-INF/container.xml": "EPUB",
}


def kinds() -> list[str]:
    """Of the files that can be read, archives of documents among them."""
    return [*(declared.kind for declared in formats()), ARCHIVE]


def accepted_suffixes() -> list[str]:
    """Endings of the names of files that can be read."""
    return [*suffixes(), ARCHIVE_SUFFIX]


def cost_of(content: bytes) -> Cost:
    """What reading a file may take at most, judged without opening it."""
    known = _by_signature(content)
    costs = [known.cost] if known else [declared.cost for declared in formats() if not declared.has_signature]
    return max(costs, key=lambda cost: cost.processor_seconds)


def recognise_format(content: bytes) -> Format | None:
    """The format of a file by its content; None for an archive of files.

    Raises Unreadable for an empty file, and for a format that is known but cannot be read, with what to do instead.
    """
    if not content.strip(b"\0 \t\r\n\f"):
        raise Unreadable(Message(Code.EMPTY_FILE))
    if known := _by_signature(content):
        return known
    if content.startswith(ARCHIVE_BEGINNINGS):
        with open_archive(io.BytesIO(content)) as archive:
            return recognise_package(archive)
    if content.startswith(_COMPOUND_FILE):
        raise Unreadable(Message(Code.LOCKED) if _ENCRYPTED_PACKAGE in content else _save_as("DOC"))
    _refuse_others(content)
    if _SVG_BEGINNING.match(decode(content[:_SVG_WITHIN_BYTES])[0]):
        raise Unreadable(_save_as("SVG"))
    claimed = (declared for declared in formats() if declared.by_markup(content))
    return next(claimed, None) or next(declared for declared in formats() if declared.takes_the_rest)


def named_otherwise(name: str, known: Format) -> Message | None:
    """A warning where the name's ending promises another format.

    Raises Unreadable for a format whose files must not be called after another one.
    """
    suffix = PurePosixPath(name.lower()).suffix
    promised = (suffixes() | {ARCHIVE_SUFFIX: ARCHIVE}).get(suffix)
    values = {"suffix": suffix, "kind": known.kind}
    if not known.may_be_misnamed and promised not in (None, known.kind):
        raise Unreadable(Message(Code.MISNAMED_PAGE, values))
    if not suffix or promised == known.kind or (promised is None and known.takes_the_rest):
        return None
    return Message(Code.MISNAMED, values)


def recognise_package(archive: zipfile.ZipFile) -> Format | None:
    """The format of a ZIP archive; None for an archive of files. Raises Unreadable for one that cannot be read."""
    for declared in formats():
        if declared.by_parts(archive):
            return declared
    if kind := media_type_of(archive).partition("-")[0]:
        raise Unreadable(_save_as(_OPEN_DOCUMENTS.get(kind, "OpenDocument")))
    parts = set(archive.namelist())
    for part, format_name in _OTHER_PACKAGES.items():
        if part in parts:
            raise Unreadable(_save_as(format_name))
    return None


def _by_signature(content: bytes) -> Format | None:
    return next((declared for declared in formats() if declared.by_signature(content)), None)


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
            raise Unreadable(Message(Code.OTHER_PICTURE_FORMAT, {"format": format_name}))


def _save_as(format_name: str) -> Message:
    return Message(Code.OTHER_FORMAT, {"format": format_name})
