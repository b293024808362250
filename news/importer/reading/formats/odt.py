"""OpenDocument texts, as LibreOffice writes them (ODF 1.0 to 1.3); tracked deletions stand outside of the body."""

import posixpath
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from portal.languages.common.natural_numbers import natural_number

from ..body import BodyReader
from ..document import Block, BlockKind, Picture, ReadDocument, Unreadable
from ..document_format import Format
from ..flow import arrange_table, document_of_blocks, is_absolute, join_texts
from ..messages import Code, Message, of_word_processor
from ..open_document import media_type_of
from ..package import Package, attribute, child, linked_picture, local
from ..text import clean

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
_DEEPEST_HEADING = 6
# Programs give their styles these names in every language.
_TITLE_STYLE, _QUOTATION_STYLE = "Title", "Quotations"
# Elements whose text is not part of the document: deleted, hidden, said elsewhere, or not read by anybody.
_SKIPPED = {
    *("tracked-changes", "annotation", "annotation-end", "hidden-text", "hidden-paragraph", "forms", "scripts"),
    *("table-of-content", "illustration-index", "table-index", "object-index", "user-index", "alphabetical-index"),
    *("sequence-decls", "variable-decls", "user-field-decls", "ruby-text", "object", "object-ole", "script"),
}
_SHAPES = {"text-box", "custom-shape", "rect", "ellipse", "line", "polygon", "path", "connector", "caption"}
_HIDDEN = "none"
# A style that is its own ancestor would never end.
_MOST_ANCESTORS = 20


@dataclass(frozen=True)
class Style:
    parent: str
    outline: int
    is_hidden: bool


def read_odt(name: str, content: bytes) -> ReadDocument:
    with closing(Package(content)) as package:
        if b"encryption-data" in package.read(_MANIFEST):
            raise Unreadable(Message(Code.LOCKED))
        reader = _Reader(package)
        blocks = list(reader.read())
        warnings = of_word_processor(
            has_macros=package.has_parts_below("Basic/", "Scripts/"),
            has_changes=reader.has_changes,
            lost_pictures=package.lost_pictures,
        )
    return document_of_blocks(name, MEDIA_TYPE, blocks, warnings)


def _styles(package: Package) -> dict[str, Style]:
    parts = (("styles.xml", "styles"), (CONTENT, "automatic-styles"))
    return {
        attribute(element, "name"): Style(
            parent=attribute(element, "parent-style-name"),
            outline=_number(attribute(element, "default-outline-level")),
            is_hidden=attribute(child(element, "text-properties"), "display") == _HIDDEN,
        )
        for part, parent in parts
        for element in package.stream(part, parent)
        if local(element.tag) == "style"
    }


def _number(value: str) -> int:
    """A level, which counts from 1; 0 where there is none."""
    return natural_number(value, 2) or 0


class _Reader(BodyReader):
    def __init__(self, package: Package) -> None:
        super().__init__()
        self._package = package
        self._styles = _styles(package)
        self._list_level = 0
        self._notes: list[list[Block]] = []

    def _all(self) -> Iterator[Block]:
        for element in self._package.stream(CONTENT, "text"):
            yield from self._block(element)
        for number, blocks in enumerate(self._notes, 1):
            text, links = join_texts([(f"[{number}]", ()), *((block.text, block.links) for block in blocks)])
            yield Block(BlockKind.PARAGRAPH, text, links=links)

    def _block(self, element: Element) -> Iterator[Block]:
        tag = local(element.tag)
        if tag in {"p", "h"}:
            self._inline(element, "")
            yield from self._take(*self._kind(element))
        elif tag in {"list", "numbered-paragraph"}:
            outer, self._list_level = self._list_level, self._list_level + 1
            yield from self._blocks(element)
            self._list_level = outer
        elif tag == "table":
            outer, self._list_level = self._list_level, 0
            yield from self._table(element)
            self._list_level = outer
        elif tag == "frame" or tag in _SHAPES:
            self._drawing(element)
            yield from self._take(BlockKind.PARAGRAPH, 0)
        elif tag == "tracked-changes":
            self.has_changes = True
        elif tag not in _SKIPPED and attribute(element, "display") != _HIDDEN:
            yield from self._blocks(element)

    def _blocks(self, element: Element) -> Iterator[Block]:
        for inner in element:
            yield from self._block(inner)

    def _kind(self, element: Element) -> tuple[BlockKind, int]:
        if local(element.tag) == "h":
            level = _number(attribute(element, "outline-level")) or 1
            return BlockKind.HEADING, min(level, _DEEPEST_HEADING)
        for name in self._ancestors(attribute(element, "style-name")):
            if name == _TITLE_STYLE:
                return BlockKind.HEADING, 1
            if name == _QUOTATION_STYLE:
                return BlockKind.QUOTATION, 0
            if (style := self._styles.get(name)) and style.outline:
                return BlockKind.HEADING, min(style.outline, _DEEPEST_HEADING)
        return (BlockKind.LIST_ITEM, self._list_level) if self._list_level else (BlockKind.PARAGRAPH, 0)

    def _ancestors(self, name: str) -> Iterator[str]:
        """The style and those it is made from; spaces of names are written as `_20_`."""
        for _number_of_style in range(_MOST_ANCESTORS):
            if not name:
                return
            yield name
            name = style.parent if (style := self._styles.get(name)) else ""

    def _is_hidden(self, element: Element) -> bool:
        style = self._styles.get(attribute(element, "style-name"))
        return style is not None and style.is_hidden

    def _inline(self, element: Element, url: str) -> None:
        """Adds the text of what stands inside a paragraph."""
        self._flow.add(clean(element.text or ""), url)
        for inner in element:
            self._piece(inner, url)
            self._flow.add(clean(inner.tail or ""), url)

    def _piece(self, element: Element, url: str) -> None:
        tag = local(element.tag)
        if tag in {"s", "tab"}:
            self._flow.add(" ", url)
        elif tag == "line-break":
            self._flow.break_line()
        elif tag == "a":
            address = attribute(element, "href")
            self._inline(element, address or url)
        elif tag == "note":
            self._note(element)
        elif tag == "frame" or tag in _SHAPES:
            self._drawing(element)
        elif tag not in _SKIPPED and not self._is_hidden(element):
            self._inline(element, url)

    def _note(self, element: Element) -> None:
        outer, self._flow = self._flow, type(self._flow)()
        body = child(element, "note-body")
        self._notes.append([])
        self._notes[-1] += [block for inner in (body if body is not None else ()) for block in self._block(inner)]
        self._flow = outer
        self._flow.add(f"[{len(self._notes)}]")

    def _drawing(self, element: Element) -> None:
        """A frame has one picture in several forms, the best one first, or a text box."""
        if local(element.tag) in _SHAPES:
            self._text_box(element)
            return
        before = len(self._anchored)
        images = [inner for inner in element if local(inner.tag) == "image"]
        for inner in element:
            if local(inner.tag) in _SHAPES:
                self._text_box(inner)
        if images and child(element, "object") is None:
            self._picture(self._image(attribute(images[0], "href")))
        for name in ("title", "desc"):
            description = child(element, name)
            if description is not None:
                self._describe(before, "".join(description.itertext()))

    def _image(self, address: str) -> Picture | None:
        if is_absolute(address):
            return linked_picture(address)
        return self._package.picture(posixpath.normpath(address).lstrip("/"))

    def _table(self, table: Element) -> Iterator[Block]:
        yield from arrange_table(
            [[list(self._blocks(cell)) for cell in row if local(cell.tag) == "table-cell"] for row in _rows(table)]
        )


def _rows(table: Element) -> Iterator[Element]:
    for element in table:
        if local(element.tag) == "table-row":
            yield element
        elif local(element.tag) in {"table-header-rows", "table-rows", "table-row-group"}:
            yield from _rows(element)


FORMATS = (
    Format(
        kind="ODT",
        suffixes=(".odt", ".ott"),
        media_type=MEDIA_TYPE,
        read=read_odt,
        by_parts=lambda archive: media_type_of(archive).partition("-")[0] == "text",
    ),
)
