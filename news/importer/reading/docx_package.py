"""The parts of a DOCX file: styles, and what relations lead to."""

import posixpath
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from portal.languages.common.natural_numbers import natural_number

from .document import Picture
from .package import Package, attribute, child, linked_picture, local

DOCUMENT = "word/document.xml"
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


def digit(element: Element | None) -> int | None:
    """The value of an element that counts levels, of which there are nine."""
    return natural_number(attribute(element, "val"), 1)


class DocxPackage(Package):
    @property
    def has_macros(self) -> bool:
        return any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in self._entries)

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

    def picture_of(self, relation: Relation) -> Picture | None:
        """The picture that a relation leads to, if it can be taken over."""
        if relation.is_external:
            return linked_picture(relation.target)
        return self.picture(posixpath.normpath(posixpath.join("word", relation.target)).lstrip("/"))


def list_level(properties: Element | None) -> int | None:
    """The level that paragraph properties give in a list; nothing where they say nothing or "no list"."""
    numbering = child(properties, "numPr")
    if numbering is None or attribute(child(numbering, "numId"), "val") == _NO_NUMBERING:
        return None
    return digit(child(numbering, "ilvl")) or 0
