"""Word documents: the text as it is with all tracked changes accepted."""

import re
from collections.abc import Iterator
from contextlib import closing
from xml.etree.ElementTree import Element

from news.importer.reading.document import Block, BlockKind, ReadDocument

from .body import BodyReader
from .docx_package import DOCUMENT, DocxPackage, Style, digit, list_level
from .flow import arrange_table, document_of_blocks, join_texts
from .messages import of_word_processor
from .package import attribute, child, local
from .text import clean

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_HEADING_STYLE = re.compile(r"heading ([1-9])")
_TITLE_STYLE = "title"
_CONTENTS_STYLE = re.compile(r"toc (\d|heading)")
_QUOTATION_STYLES = {"quote", "intense quote", "block text"}
_LIST_STYLE = re.compile(r"list (bullet|number)(?: (\d))?")
_LINK_FIELD = re.compile(r'\s*HYPERLINK\s+"([^"]+)"', re.I)
_DEEPEST_HEADING = 6
# Elements whose text is not part of the document: deleted, moved away, hidden, or said elsewhere.
_SKIPPED = {"del", "moveFrom", "delText", "instrText", "Fallback", "pPr", "rPr", "tblPr", "sectPr", "sdtPr", "object"}
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
# A style that is its own ancestor would never end.
_MOST_ANCESTORS = 20


def read_docx(name: str, content: bytes) -> ReadDocument:
    with closing(DocxPackage(content)) as package:
        reader = _Reader(package)
        blocks = list(reader.read())
        warnings = of_word_processor(
            has_macros=package.has_macros, has_changes=reader.has_changes, lost_pictures=package.lost_pictures
        )
    return document_of_blocks(name, MEDIA_TYPE, blocks, warnings)


class _Reader(BodyReader):
    """Turns the elements of the body into blocks."""

    def __init__(self, package: DocxPackage) -> None:
        super().__init__()
        self._package = package
        self._styles = package.styles()
        self._relations = package.relations(DOCUMENT)
        # Complex fields are open over many runs: for each what it says to do, and the address once it is complete.
        self._fields: list[str] = []
        self._notes: list[tuple[str, str]] = []

    def _all(self) -> Iterator[Block]:
        for element in self._package.stream(DOCUMENT, "body"):
            yield from self._block(element)
        yield from self._take(*self._kind(None))
        yield from self._read_notes()

    def _block(self, element: Element) -> Iterator[Block]:
        tag = local(element.tag)
        if tag == "p":
            yield from self._paragraph(element)
        elif tag == "tbl":
            yield from self._table(element)
        elif tag in {"del", "moveFrom"}:
            self.has_changes = True
        elif tag not in _SKIPPED:
            for inner in element:
                yield from self._block(inner)

    def _paragraph(self, element: Element) -> Iterator[Block]:
        properties = child(element, "pPr")
        for inner in element:
            self._run(inner, "")
        if child(properties, "rPr", "del") is not None:
            # Without its end, the paragraph goes on in the next one.
            self.has_changes = True
            return
        yield from self._take(*self._kind(properties))

    def _kind(self, properties: Element | None) -> tuple[BlockKind | None, int]:
        """Kind and level of a paragraph by its style and its own properties; none for a table of contents."""
        outline = digit(child(properties, "outlineLvl"))
        item_level = list_level(properties)
        has_own_numbering = child(properties, "numPr") is not None
        for style in self._ancestors(attribute(child(properties, "pStyle"), "val")):
            if _CONTENTS_STYLE.fullmatch(style.name):
                return None, 0
            if style.name == _TITLE_STYLE:
                return BlockKind.HEADING, 1
            if heading := _HEADING_STYLE.fullmatch(style.name):
                return BlockKind.HEADING, min(int(heading.group(1)), _DEEPEST_HEADING)
            if outline is None:
                outline = style.outline
            if style.name in _QUOTATION_STYLES:
                return BlockKind.QUOTATION, 0
            if item_level is None and not has_own_numbering:
                numbered = _LIST_STYLE.fullmatch(style.name)
                item_level = int(numbered.group(2) or 1) - 1 if numbered else style.list_level
        if outline is not None and outline < _DEEPEST_HEADING:
            return BlockKind.HEADING, outline + 1
        return (BlockKind.PARAGRAPH, 0) if item_level is None else (BlockKind.LIST_ITEM, item_level + 1)

    def _ancestors(self, identifier: str) -> Iterator[Style]:
        for _number in range(_MOST_ANCESTORS):
            if identifier not in self._styles:
                return
            yield self._styles[identifier]
            identifier = self._styles[identifier].parent

    def _run(self, element: Element, url: str) -> None:
        """Adds the text of what stands inside a paragraph."""
        tag = local(element.tag)
        if tag == "t":
            self._flow.add(clean(element.text or ""), url or self._field_address())
        elif tag in {"tab", "ptab"}:
            self._flow.add(" ")
        elif tag in {"br", "cr"}:
            self._flow.break_line()
        elif tag == "noBreakHyphen":
            self._flow.add("-", url)
        elif tag in _NOTES:
            self._notes.append((_NOTES[tag], attribute(element, "id")))
            self._flow.add(f"[{len(self._notes)}]")
        elif tag == "fldChar":
            self._field(attribute(element, "fldCharType"))
        elif tag == "instrText" and self._fields:
            self._fields[-1] += element.text or ""
        elif tag == "txbxContent":
            self._text_box(element)
        elif tag in {"blip", "imagedata"}:
            identifier = attribute(element, "embed") or attribute(element, "id") or attribute(element, "link")
            relation = self._relations.get(identifier)
            self._picture(self._package.picture_of(relation) if relation is not None else None)
        elif tag in {"del", "moveFrom"}:
            self.has_changes = True
        elif tag not in _SKIPPED and child(element, "rPr", "vanish") is None:
            self.has_changes = self.has_changes or tag in {"ins", "moveTo"}
            inner_url = self._address(element, tag) or url
            before = len(self._anchored)
            for inner in element:
                self._run(inner, inner_url)
            if tag in {"inline", "anchor"}:
                self._describe(before, attribute(child(element, "docPr"), "descr"))

    def _field(self, event: str) -> None:
        if event == "begin":
            self._fields.append("")
        elif event == "end" and self._fields:
            self._fields.pop()

    def _field_address(self) -> str:
        found = filter(None, (_LINK_FIELD.match(instruction) for instruction in self._fields))
        return next((match.group(1) for match in found), "")

    def _address(self, element: Element, tag: str) -> str:
        url = ""
        if tag == "hyperlink":
            relation = self._relations.get(attribute(element, "id"))
            url = relation.target if relation is not None and relation.is_external else ""
        elif tag == "fldSimple" and (match := _LINK_FIELD.match(attribute(element, "instr"))):
            url = match.group(1)
        return url

    def _table(self, table: Element) -> Iterator[Block]:
        rows: list[list[list[Block]]] = []
        for row in self._inner(table, "tr"):
            if child(row, "trPr", "del") is not None:
                self.has_changes = True
                continue
            cells = [[block for inner in cell for block in self._block(inner)] for cell in self._inner(row, "tc")]
            rows.append(cells)
        yield from arrange_table(rows)

    def _inner(self, element: Element, tag: str) -> Iterator[Element]:
        """Rows or cells, also those inside content controls."""
        for inner in element:
            if local(inner.tag) == tag:
                yield inner
            elif local(inner.tag) in {"sdt", "sdtContent", "customXml", "ins"}:
                yield from self._inner(inner, tag)

    def _read_notes(self) -> Iterator[Block]:
        """Footnotes and endnotes under the numbers that the text has for them."""
        wanted = {note: number for number, note in enumerate(self._notes, 1)}
        if not wanted:
            return
        read: dict[int, list[Block]] = {}
        for kind in ("footnote", "endnote"):
            self._relations = self._package.relations(f"word/{kind}s.xml")
            for element in self._package.stream(f"word/{kind}s.xml", f"{kind}s"):
                number = wanted.get((kind, attribute(element, "id")))
                if number is not None:
                    read[number] = [block for inner in element for block in self._block(inner)]
        for number in sorted(read):
            text, links = join_texts([(f"[{number}]", ()), *((block.text, block.links) for block in read[number])])
            yield Block(BlockKind.PARAGRAPH, text, links=links)
