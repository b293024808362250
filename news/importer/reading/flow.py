"""Text that runs from element to element, with its links, until a block ends."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from news.importer.reading.document import Block, BlockKind, Link, ReadDocument

from .addresses import without_bad_links
from .text import require_text

# A text and its links.
Text = tuple[str, tuple[Link, ...]]

# Cells of a table that only arranges the page hold more than a fact.
LONGEST_CELL = 300

_SPACES = re.compile(r"[ \t\n\r\f]+")
# Empty paragraphs of word processors have a space that does not break.
_BLANK = " \n\N{NO-BREAK SPACE}"
# How lists are typed by hand, and how Word writes them into web pages.
_BULLET = re.compile(r"[•·▪●◦‣]\s+")


@dataclass
class Flow:
    """Collects a block's text, with single spaces between its words."""

    _pieces: list[str] = field(default_factory=list)
    _length: int = 0
    _links: list[Link] = field(default_factory=list)
    _wants_space: bool = False

    def add(self, text: str, url: str = "") -> None:
        """Adds text, which links to `url` where there is one."""
        collapsed = _SPACES.sub(" ", text)
        words = collapsed.strip(" ") if self._length else collapsed.lstrip(_BLANK).rstrip(" ")
        if collapsed.startswith(" "):
            self._wants_space = True
        if not words:
            return
        if self._wants_space and self._length and not self._pieces[-1].endswith("\n"):
            self._append(" ")
        start = self._length
        self._append(words)
        if url:
            self._link(start, url)
        self._wants_space = collapsed.endswith(" ")

    @property
    def is_at_line_start(self) -> bool:
        """Whether a line has just been broken."""
        return bool(self._pieces) and self._pieces[-1] == "\n"

    def break_line(self) -> None:
        if self._length:
            self._append("\n")
        self._wants_space = False

    def take(self) -> Text:
        """What was collected, and begins anew."""
        text = "".join(self._pieces).rstrip(_BLANK)
        links = tuple(Link(link.start, min(link.end, len(text)), link.url) for link in self._links)
        self._pieces, self._length, self._links, self._wants_space = [], 0, [], False
        return text, tuple(link for link in links if link.start < link.end)

    def _append(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)

    def _link(self, start: int, url: str) -> None:
        """Makes one link of neighbouring ones to the same address: programs cut them up by their formatting."""
        last = self._links[-1] if self._links else None
        if last and last.url == url and not "".join(self._pieces)[last.end : start].strip():
            self._links[-1] = Link(last.start, self._length, url)
        else:
            self._links.append(Link(start, self._length, url))


def text_block(kind: BlockKind, text: str, level: int, links: tuple[Link, ...]) -> Block:
    """A block of text; a paragraph behind a bullet is the item of a list."""
    bullet = _BULLET.match(text) if kind == BlockKind.PARAGRAPH else None
    if bullet is None:
        return Block(kind, text, level, links)
    length = bullet.end()
    moved = tuple(Link(max(0, link.start - length), link.end - length, link.url) for link in links if link.end > length)
    return Block(BlockKind.LIST_ITEM, text[length:], 1, moved)


def join_texts(texts: Iterable[Text], separator: str = " ") -> Text:
    """One text of several, with their links."""
    joined = ""
    links: list[Link] = []
    for number, (text, text_links) in enumerate(texts):
        joined += separator if number else ""
        links += [Link(link.start + len(joined), link.end + len(joined), link.url) for link in text_links]
        joined += text
    return joined, tuple(links)


def arrange_table(rows: Sequence[Sequence[Sequence[Block]]]) -> Iterator[Block]:
    """A table of cells; where it only arranges the page, the blocks of its cells one after another."""
    cells = [cell for row in rows for cell in row]
    if max(map(len, rows), default=0) < 2 or any(not _is_fact(cell) for cell in cells):
        for cell in cells:
            yield from cell
        return
    texts = [[join_texts((block.text, block.links) for block in _with_text(cell)) for cell in row] for row in rows]
    texts = [[(text.replace("\n", " "), links) for text, links in row] for row in texts if any(text for text, _ in row)]
    if texts:
        text, links = join_texts((join_texts(row, "\t") for row in texts), "\n")
        yield Block(BlockKind.TABLE, text, links=links, rows=tuple(tuple(text for text, _ in row) for row in texts))
    yield from (block for cell in cells for block in cell if block.picture is not None)


def _is_fact(cell: Sequence[Block]) -> bool:
    arranging = {BlockKind.HEADING, BlockKind.LIST_ITEM, BlockKind.QUOTATION, BlockKind.TABLE}
    return sum(len(block.text) for block in cell) <= LONGEST_CELL and not any(b.kind in arranging for b in cell)


def _with_text(cell: Sequence[Block]) -> Iterator[Block]:
    return (block for block in cell if block.text)


def document_of_blocks(name: str, media_type: str, blocks: Sequence[Block], warnings: Sequence[str]) -> ReadDocument:
    """A document with structure; its title is its first heading of the highest level.

    Raises Unreadable where there is no text in it.
    """
    raw_text = "\n\n".join(block.text for block in blocks if block.text)
    require_text(raw_text)
    blocks, of_links = without_bad_links(blocks)
    return ReadDocument(
        name=name,
        media_type=media_type,
        raw_text=raw_text,
        blocks=tuple(blocks),
        has_layout_lines=False,
        is_recognised=False,
        title=next((block.text for block in blocks if block.kind == BlockKind.HEADING and block.level == 1), ""),
        warnings=(*warnings, *of_links),
    )
