"""The parts of a DOCX file: XML without definitions of its own, styles, and what relations lead to."""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _

from news.importer.documents import Picture, Unreadable

from .archive import open_archive, read_entry
from .flow import is_address
from .limits import (
    DEEPEST_NESTING,
    LARGEST_PICTURES_BYTES,
    LARGEST_XML_BYTES,
    MEBIBYTE,
    MOST_PICTURES,
    MOST_XML_ELEMENTS,
)
from .text import too_deep, too_many_elements

DOCUMENT = "word/document.xml"
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
_NO_NUMBERING = "0"


@dataclass(frozen=True)
class Style:
    """`name` is the same in every language of the program; `outline` and `list_level` count from 0."""

    name: str
    outline: int | None
    list_level: int | None
    parent: str


@dataclass(frozen=True)
class Relation:
    target: str
    is_external: bool


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


def digit(element: Element | None) -> int | None:
    """The value of an element that counts levels, of which there are nine."""
    value = attribute(element, "val")
    return int(value) if len(value) == 1 and value.isdecimal() else None


class Package:
    """A DOCX file. Reading from it raises Unreadable for parts that are damaged, too large or dangerous."""

    def __init__(self, content: bytes) -> None:
        self._archive = open_archive(io.BytesIO(content))
        self._entries = {entry.filename: entry for entry in self._archive.infolist()}
        self._picture_bytes = 0
        self._pictures = 0
        self.lost_pictures = 0

    def close(self) -> None:
        self._archive.close()

    @property
    def has_macros(self) -> bool:
        return any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in self._entries)

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
            raise Unreadable(_("The DOCX file is damaged.")) from error

    def relations(self, part: str) -> dict[str, Relation]:
        folder, name = posixpath.split(part)
        return {
            attribute(relation, "Id"): Relation(
                attribute(relation, "Target"), attribute(relation, "TargetMode") == "External"
            )
            for relation in self.stream(f"{folder}/_rels/{name}.rels", "Relationships")
        }

    def styles(self) -> dict[str, Style]:
        styles = {}
        for element in self.stream("word/styles.xml", "styles"):
            if local(element.tag) == "style":
                styles[attribute(element, "styleId")] = Style(
                    name=attribute(child(element, "name"), "val").lower(),
                    outline=digit(child(element, "pPr", "outlineLvl")),
                    list_level=list_level(child(element, "pPr")),
                    parent=attribute(child(element, "basedOn"), "val"),
                )
        return styles

    def picture(self, relation: Relation, description: str) -> Picture | None:
        """The picture, or nothing where it cannot be shown or there are too many; such are counted."""
        if relation.is_external:
            name = PurePosixPath(relation.target).name
            return Picture(name, "", b"", description, relation.target if is_address(relation.target) else "")
        path = posixpath.normpath(posixpath.join("word", relation.target)).lstrip("/")
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
        return Picture(PurePosixPath(path).name, media_type, content, description)

    def _read(self, entry: zipfile.ZipInfo) -> bytes:
        if entry.file_size > LARGEST_XML_BYTES:
            raise Unreadable(
                _("Unpacked, the file has more than %(limit)d MiB.") % {"limit": LARGEST_XML_BYTES // MEBIBYTE}
            )
        return read_entry(self._archive, entry, LARGEST_XML_BYTES)


def list_level(properties: Element | None) -> int | None:
    """The level that paragraph properties give in a list; nothing where they say nothing or "no list"."""
    numbering = child(properties, "numPr")
    if numbering is None or attribute(child(numbering, "numId"), "val") == _NO_NUMBERING:
        return None
    return digit(child(numbering, "ilvl")) or 0
