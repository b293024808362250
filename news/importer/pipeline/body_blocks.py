"""Paragraphs become the blocks of a body, in the source and, under the same ids, in its translations."""

import re
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Any

from news.interchange.blocks import BodyEntry
from portal.links.rules import may_be_published

from .analysis import BODY_PARTS, Paragraph, ParagraphRole
from .reviewed import Review

# Block ids follow from a paragraph's place, so that writing a document again changes no block that is as it was.
IDS = uuid.UUID("6f0d5a1e-4d4b-4a39-9a55-0d7b1c0b7c11")
ADDRESS = re.compile(
    r"""(?<![\w@/.+-])(?:https?://[^\s<>"„“”]+|www\.[\w-]+(?:\.[\w-]+)+(?:/[^\s<>"„“”]*)?|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"""
)
BEHIND_ADDRESS = ".,;:!?)]}'"


@dataclass(frozen=True)
class BlockSource:
    """What becomes one block: paragraphs of the source and of the translation that say the same."""

    part: ParagraphRole
    source: tuple[int, ...]
    target: tuple[int, ...]


@dataclass
class PairedBodies:
    """`leftover` are the paragraphs of the translation that no block of the source could hold, `unlinked` the
    addresses that are no links, because the paragraph has more or fewer of them in the other language."""

    source: list[BodyEntry]
    target: list[BodyEntry]
    leftover: list[int]
    unlinked: list[str]


def source_body(review: Review, language: str, identifier: str) -> list[BodyEntry]:
    """The body of a text by itself."""
    text = _Text(review, language)
    indices = review.paragraphs_of(language, *BODY_PARTS)
    rows = [BlockSource(review.part(language, index), (index,), ()) for index in indices]
    entries = []
    for part, run, key in _runs(rows, identifier):
        entries.append(_entry(part, [text.block(part, row.source) for row in run], key))
    return entries


def paired_bodies(review: Review, language: str, identifier: str) -> PairedBodies:
    """The bodies of the source and of a translation of it. Where one language needs several paragraphs for what the
    other says in one, they stand in one block with a line break between them."""
    rows, leftover = _rows(review, language)
    theirs, ours = _Text(review, review.analysis.source_language), _Text(review, language)
    source, target = [], []
    unlinked: list[str] = []
    for part, run, key in _runs(rows, identifier):
        blocks = [_Pair.of(part, row, theirs, ours) for row in run]
        source.append(_entry(part, [block.source for block in blocks], key))
        if all(row.target for row in run):
            target.append(_entry(part, [block.target for block in blocks], key))
        unlinked += (url for block in blocks for url in block.unlinked)
    return PairedBodies(source, target, leftover, list(dict.fromkeys(unlinked)))


def _rows(review: Review, language: str) -> tuple[list[BlockSource], list[int]]:
    """Rows in the order of the source, and what of the translation has no partner."""
    source_language = review.analysis.source_language
    rows, leftover = [], []
    for group in review.groups(language):
        source = [index for index in group.source if review.part(source_language, index) in BODY_PARTS]
        target = [index for index in group.target if review.part(language, index) in BODY_PARTS]
        part = _common_part(review, source_language, source)
        if not source:
            leftover += target
        elif part is ParagraphRole.TABLE and not _same_shape(review, source, language, target):
            leftover += target
            rows += [BlockSource(part, (index,), ()) for index in source]
        else:
            rows.append(BlockSource(part, tuple(source), tuple(target)))
    return rows, leftover


def _common_part(review: Review, language: str, indices: Sequence[int]) -> ParagraphRole:
    """What several paragraphs are together: what all of them are, else text."""
    parts = {review.part(language, index) for index in indices}
    return parts.pop() if len(parts) == 1 else ParagraphRole.PARAGRAPH


def _same_shape(review: Review, source: Sequence[int], language: str, target: Sequence[int]) -> bool:
    """One table each, with as many rows and columns."""
    if len(source) != 1 or len(target) > 1:
        return False
    shapes = {
        tuple(len(row) for row in review.analysis.texts[code][index].rows)
        for code, indices in ((review.analysis.source_language, source), (language, target))
        for index in indices
    }
    return len(shapes) == 1


def _runs(rows: Iterable[BlockSource], identifier: str) -> Iterator[tuple[ParagraphRole, list[BlockSource], str]]:
    """Rows that share a block, and its id. Items of a list do, as long as all of them have a partner or none has."""

    def key(numbered: tuple[int, BlockSource]) -> tuple[int | None, bool]:
        number, row = numbered
        return (None, bool(row.target)) if row.part is ParagraphRole.LIST_ITEM else (number, True)

    for _, numbered in groupby(enumerate(rows), key):
        run = [row for _, row in numbered]
        yield run[0].part, run, str(uuid.uuid5(IDS, f"{identifier}\n{run[0].source[0]}"))


@dataclass(frozen=True)
class _Pair:
    source: Any
    target: Any
    unlinked: tuple[str, ...]

    @classmethod
    def of(cls, part: ParagraphRole, row: BlockSource, theirs: "_Text", ours: "_Text") -> "_Pair":
        """Addresses become links where both sides have as many: a translation keeps the links of its source."""
        links, others = theirs.links(row.source), ours.links(row.target)
        has_links = not row.target or len(links) == len(others)
        return cls(
            theirs.block(part, row.source, has_links=has_links),
            ours.block(part, row.target, has_links=has_links) if row.target else None,
            () if has_links else (*links, *others),
        )


class _Text:
    """A language's paragraphs as values of blocks."""

    def __init__(self, review: Review, language: str) -> None:
        self.review = review
        self.language = language

    def block(self, part: ParagraphRole, indices: Sequence[int], *, has_links: bool = True) -> Any:
        """The value of a block, or the inside of an item of a list."""
        if part is ParagraphRole.TABLE:
            return {"data": [list(row) for row in self._paragraph(indices[0]).rows]}
        texts = [self.review.text(self.language, index) for index in indices]
        if part is ParagraphRole.HEADING:
            return " ".join(texts)
        if part is ParagraphRole.QUOTATION:
            return {"text": "\n".join(texts), "attribution": ""}
        return "<br/>".join(
            _linked(text, self._paragraph(index)) if has_links else escape(text, quote=False)
            for text, index in zip(texts, indices, strict=True)
        )

    def links(self, indices: Sequence[int]) -> list[str]:
        """The addresses of all that could be a link."""
        return [
            url
            for index in indices
            for _start, _end, url in _links(self.review.text(self.language, index), self._paragraph(index))
        ]

    def _paragraph(self, index: int) -> Paragraph:
        return self.review.analysis.texts[self.language][index]


def _entry(part: ParagraphRole, values: list[Any], key: str) -> BodyEntry:
    if part is ParagraphRole.LIST_ITEM:
        items = "".join(f"<li>{value}</li>" for value in values)
        return BodyEntry("paragraph", f"<ul>{items}</ul>", key, "body")
    [value] = values
    kinds = {ParagraphRole.HEADING: "heading", ParagraphRole.QUOTATION: "quote", ParagraphRole.TABLE: "table"}
    if part in kinds:
        return BodyEntry(kinds[part], value, key, "body")
    return BodyEntry("paragraph", f"<p>{value}</p>", key, "body")


def _links(text: str, paragraph: Paragraph) -> list[tuple[int, int, str]]:
    """Start, end and address of the paragraph's own links whose words are still there, and of plain addresses."""
    found: list[tuple[int, int, str]] = []

    def add(start: int, end: int, url: str) -> None:
        if start >= 0 and all(end <= other_start or start >= other_end for other_start, other_end, _ in found):
            found.append((start, end, url))

    for link in paragraph.links:
        if link.text and may_be_published(link.url):
            start = text.find(link.text)
            add(start, start + len(link.text), link.url)
    for match in ADDRESS.finditer(text):
        address = match[0].rstrip(BEHIND_ADDRESS)
        if "@" in address and not address.startswith("http"):
            url = f"mailto:{address}"
        else:
            url = address if address.startswith("http") else f"http://{address}"
        if may_be_published(url):
            add(match.start(), match.start() + len(address), url)
    return sorted(found)


def _linked(text: str, paragraph: Paragraph) -> str:
    parts, position = [], 0
    for start, end, url in _links(text, paragraph):
        parts.append(escape(text[position:start], quote=False))
        parts.append(f'<a href="{escape(url)}">{escape(text[start:end], quote=False)}</a>')
        position = end
    return "".join([*parts, escape(text[position:], quote=False)])


def own_body(review: Review, language: str, identifier: str) -> list[BodyEntry]:
    """The body of a translation apart: all of its paragraphs in their own order."""
    return source_body(review, language, f"{identifier}\n{language}")


def unpaired(review: Review, language: str) -> tuple[list[int], list[int]]:
    """Paragraphs of the text without a partner: of the source, and of the translation."""
    rows, leftover = _rows(review, language)
    return [index for row in rows if not row.target for index in row.source], leftover
