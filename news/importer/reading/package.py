"""Documents that are ZIP archives of XML parts and pictures: XML without definitions of its own, and with limits."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _

from news.importer.reading.document import Picture, Unreadable

from .addresses import is_address
from .archive import open_archive, read_entry
from .limits import (
    DEEPEST_NESTING,
    LARGEST_PICTURES_BYTES,
    LARGEST_XML_BYTES,
    MEBIBYTE,
    MOST_PICTURES,
    MOST_XML_ELEMENTS,
)
from .messages import too_deep, too_many_elements

# Formats that browsers show or that can be turned into such; the others are drawings of Windows.
PICTURE_TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".bmp": "image/bmp",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
}


def local(name: str) -> str:
    """A tag or attribute without its namespace, of which the format has two versions."""
    return name.rpartition("}")[2]


def attribute(element: Element | None, name: str) -> str:
    """The attribute's value whatever its namespace; empty where there is none."""
    if element is None:
        return ""
    return next((value for key, value in element.attrib.items() if local(key) == name), "")


def child(element: Element | None, *path: str) -> Element | None:
    for name in path:
        element = next((inner for inner in element if local(inner.tag) == name), None) if element is not None else None
    return element


class Package:
    """A file of such a kind. Reading from it raises Unreadable for parts that are damaged, too large or dangerous."""

    def __init__(self, content: bytes) -> None:
        self._archive = open_archive(io.BytesIO(content))
        self._entries = {entry.filename: entry for entry in self._archive.infolist()}
        self._picture_bytes = 0
        self._pictures = 0
        self.lost_pictures = 0

    def close(self) -> None:
        self._archive.close()

    def has_parts_below(self, *folders: str) -> bool:
        return any(name.startswith(folders) for name in self._entries)

    def read(self, part: str) -> bytes:
        """The part as it is; nothing where there is none."""
        entry = self._entries.get(part)
        return b"" if entry is None else self._read(entry)

    def stream(self, part: str, parent: str) -> Iterator[Element]:
        """The elements directly inside `parent`, one after another; each is forgotten when the next is asked for."""
        entry = self._entries.get(part)
        if entry is None:
            return
        opened: list[Element] = []
        elements = 0
        try:
            for event, element in iterparse(io.BytesIO(self._read(entry)), events=("start", "end"), forbid_dtd=True):
                if event == "start":
                    opened.append(element)
                    elements += 1
                    if len(opened) > DEEPEST_NESTING:
                        raise Unreadable(too_deep())
                    if elements > MOST_XML_ELEMENTS:
                        raise Unreadable(too_many_elements(MOST_XML_ELEMENTS))
                    continue
                opened.pop()
                if opened and local(opened[-1].tag) == parent:
                    yield element
                    opened[-1].remove(element)
        except DefusedXmlException as error:
            raise Unreadable(
                _("The document defines entities of its own, as attacks do; it was not opened.")
            ) from error
        except (ParseError, LookupError, ValueError) as error:
            raise Unreadable(
                _("The document is damaged inside. Open it in another program and save it anew.")
            ) from error

    def picture(self, path: str, description: str = "") -> Picture | None:
        """The picture of that part, or nothing where it cannot be shown or there are too many; such are counted."""
        entry = self._entries.get(path)
        media_type = PICTURE_TYPES.get(PurePosixPath(path).suffix.lower())
        room = LARGEST_PICTURES_BYTES - self._picture_bytes
        if entry is None or not media_type or self._pictures == MOST_PICTURES or entry.file_size > room:
            self.lost_pictures += 1
            return None
        try:
            content = read_entry(self._archive, entry, room)
        except Unreadable:
            self.lost_pictures += 1
            return None
        self._picture_bytes += len(content)
        self._pictures += 1
        return Picture(PurePosixPath(path).name, media_type, content, description, part=path)

    def _read(self, entry: zipfile.ZipInfo) -> bytes:
        if entry.file_size > LARGEST_XML_BYTES:
            raise Unreadable(
                _("Unpacked, the file has more than %(limit)d MiB.") % {"limit": LARGEST_XML_BYTES // MEBIBYTE}
            )
        return read_entry(self._archive, entry, LARGEST_XML_BYTES)


def picture_in(content: bytes, part: str) -> Picture | None:
    """The picture that is that part of a file; raises Unreadable."""
    with closing(Package(content)) as package:
        return package.picture(part)


def linked_picture(address: str, description: str = "") -> Picture:
    """A picture that is not in the document."""
    return Picture(PurePosixPath(address).name, "", b"", description, address if is_address(address) else "")
