"""Web pages: what they say, without what is around it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urljoin

from django.utils.translation import ngettext

from news.importer.reading.document import Block, BlockKind, Picture, ReadDocument

from .addresses import is_address
from .encodings import decode
from .flow import Flow, arrange_table, document_of_blocks, text_block
from .html_tree import BLOCK_TAGS, Element, parse
from .main_content import find_content
from .messages import of_characters
from .text import clean, require_length

MEDIA_TYPE = "text/html"
_DECLARED_WITHIN_BYTES = 4096
_DECLARED = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)|<\?xml[^>]+encoding\s*=\s*[\"']([\w-]+)", re.I)
# Browsers write where they saved a page from.
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(\S+) -->")
_HEADING = re.compile(r"h([1-6])")
# A paragraph of Word's style "Title", in a document that was saved as a web page.
_WORD_TITLE = "MsoTitle"
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
# Width or height of pictures that count readers or draw lines.
_SMALL = re.compile(r"[0-2]?\d|3[01]")


def read_html(name: str, content: bytes) -> ReadDocument:
    require_length(len(content))
    declared = _DECLARED.search(content[:_DECLARED_WITHIN_BYTES])
    charset = next(filter(None, declared.groups())).decode("ascii", "replace") if declared else ""
    html, encoding = decode(content, charset)
    html = clean(html)
    body = parse(html)
    title = " ".join(body.find("title")[0].text().split()) if body.find("title") else ""
    reader = _Reader(_address(body, html))
    blocks = list(reader.read(find_content(body)))
    warnings = []
    if reader.unknown_links:
        warnings.append(
            ngettext(
                "%(count)d link was left out: the page does not say which site it belongs to.",
                "%(count)d links were left out: the page does not say which site it belongs to.",
                reader.unknown_links,
            )
            % {"count": reader.unknown_links}
        )
    document = document_of_blocks(name, MEDIA_TYPE, blocks, warnings)
    unread = of_characters(document.raw_text)
    return replace(document, title=title or document.title, encoding=encoding, warnings=(*document.warnings, *unread))


def _address(body: Element, html: str) -> str:
    """The page's own address, as far as it says."""
    saved_from = _SAVED_FROM.search(html[:_DECLARED_WITHIN_BYTES])
    candidates = [element.attributes.get("href", "") for element in body.find("base")]
    candidates += [
        element.attributes.get("href", "")
        for element in body.find("link")
        if element.attributes.get("rel") == "canonical"
    ]
    candidates += [
        element.attributes.get("content", "")
        for element in body.find("meta")
        if element.attributes.get("property") == "og:url"
    ]
    candidates += [saved_from.group(1)] if saved_from else []
    return next((candidate for candidate in candidates if is_address(candidate)), "")


class _Reader:
    """Turns elements into blocks."""

    def __init__(self, address: str) -> None:
        self.unknown_links = 0
        self._address = address
        self._flow = Flow()

    def read(self, content: Element) -> Iterator[Block]:
        yield from self._children(content, BlockKind.PARAGRAPH, 0)
        yield from self._take(BlockKind.PARAGRAPH, 0)

    def _children(self, element: Element, kind: BlockKind, level: int) -> Iterator[Block]:
        for child in element.children:
            if isinstance(child, str):
                self._flow.add(child)
            elif child.tag in BLOCK_TAGS:
                yield from self._take(kind, level)
                yield from self._block(child, kind, level)
                yield from self._take(*self._kind(child, kind, level))
            elif child.tag == "a":
                yield from self._link(child, kind, level)
            elif child.tag == "br":
                # Two of them are how old pages end a paragraph.
                if self._flow.is_at_line_start:
                    yield from self._take(kind, level)
                self._flow.break_line()
            elif child.tag == "img":
                yield from self._picture(child)

    def _block(self, element: Element, kind: BlockKind, level: int) -> Iterator[Block]:
        if element.tag == "table":
            yield from self._table(element)
        else:
            yield from self._children(element, *self._kind(element, kind, level))

    def _kind(self, element: Element, kind: BlockKind, level: int) -> tuple[BlockKind, int]:
        """What the text of an element is, inside one of another kind."""
        if heading := _HEADING.fullmatch(element.tag):
            return BlockKind.HEADING, int(heading.group(1))
        if element.tag in {"li", "dd"}:
            return BlockKind.LIST_ITEM, level + 1 if kind == BlockKind.LIST_ITEM else 1
        if element.attributes.get("class") == _WORD_TITLE:
            return BlockKind.HEADING, 1
        if element.tag == "blockquote":
            return BlockKind.QUOTATION, 0
        return kind, level

    def _link(self, element: Element, kind: BlockKind, level: int) -> Iterator[Block]:
        if any(child.tag in BLOCK_TAGS or child.tag == "img" for child in element.elements()):
            yield from self._children(element, kind, level)
        else:
            self._flow.add(element.text(), self._resolve(element.attributes.get("href", "")))

    def _resolve(self, href: str) -> str:
        if not href or href.startswith("#"):
            return ""
        url = self._complete(href)
        if url.startswith(("/", "?")) or not _SCHEME.match(url):
            self.unknown_links += 1
            return ""
        return url

    def _complete(self, address: str) -> str:
        """The whole address, as far as the page says of which site it is."""
        try:
            return urljoin(self._address, address.strip())
        except ValueError:
            return address

    def _picture(self, element: Element) -> Iterator[Block]:
        source = element.attributes.get("src", "")
        sizes = [element.attributes.get(side, "") for side in ("width", "height")]
        if not source or any(_SMALL.fullmatch(size) for size in sizes):
            return
        name = source.split("?")[0].rsplit("/", 1)[-1]
        description = " ".join(element.attributes.get("alt", "").split())
        url = self._complete(source)
        picture = Picture(name, "", b"", description, url if is_address(url) else "")
        yield Block(BlockKind.PICTURE, "", picture=picture)

    def _table(self, table: Element) -> Iterator[Block]:
        rows = []
        for row in _rows(table):
            cells = [cell for cell in row.elements() if cell.tag in {"td", "th"}]
            rows.append([self._cell(cell) for cell in cells])
        for caption in table.elements():
            if caption.tag == "caption":
                yield from self._cell(caption)
        yield from arrange_table(rows)

    def _cell(self, cell: Element) -> list[Block]:
        return [*self._children(cell, BlockKind.PARAGRAPH, 0), *self._take(BlockKind.PARAGRAPH, 0)]

    def _take(self, kind: BlockKind, level: int) -> Iterator[Block]:
        text, links = self._flow.take()
        if text:
            yield text_block(kind, text, level, links)


def _rows(table: Element) -> Iterator[Element]:
    """The rows of a table, not those of tables inside it."""
    for element in table.elements():
        if element.tag == "tr":
            yield element
        elif element.tag in {"thead", "tbody", "tfoot"}:
            yield from _rows(element)
