"""Puts the words of a page in the order in which they are read: lines, columns, paragraphs, without page furniture."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from .document import Link

# Characters of one line overlap by this share of the lower one's height.
LINE_OVERLAP = 0.5
# Rows of neighbouring columns may be shifted against each other; no more than so many stand at one height.
ROWS_AT_ONCE = 6
# A gutter is at least so wide, in sizes of the text; in so many lines one after another there is text on both its
# sides, and most of those on the right begin at its edge, give or take some points.
NARROWEST_GUTTER = 0.6
MOST_EDGES = 12
# Above, a page is not looked at for columns: that of a newspaper has fewer.
MOST_WORDS = 6_000
FEWEST_COLUMN_LINES = 4
ALIGNED_LINES = 0.6
ALIGNMENT_POINTS = 2.0
# Columns of prose, in contrast to those of a table: usual length of a line, and share of the column's width.
SHORTEST_COLUMN_TEXT = 14
FULL_LINES = 0.7
# From one line to the next of another paragraph it is farther, by share of the usual distance.
PARAGRAPH_DISTANCE = 1.25
PARAGRAPH_INDENT = 0.9
OTHER_SIZE = 0.12
# Page furniture stands within these shares of a page's height, on this share of the pages.
FURNITURE_ZONE = 0.12
FURNITURE_PAGES = 0.4
MOST_FURNITURE_LINES = 4
_NUMBER = re.compile(r"\d+")
_SENTENCE_END = re.compile(r"[.!?:…][”“\"»)]?$")


@dataclass(frozen=True)
class PageWord:
    left: float
    upper: float
    right: float
    lower: float
    size: float
    text: str
    url: str = ""


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    words: tuple[PageWord, ...]


@dataclass(frozen=True)
class TextLine:
    """Words beside each other, from left to right."""

    words: tuple[PageWord, ...]
    left: float = field(init=False)
    right: float = field(init=False)
    upper: float = field(init=False)
    lower: float = field(init=False)
    size: float = field(init=False)

    def __post_init__(self) -> None:
        # Derived once: they are compared many times.
        object.__setattr__(self, "left", min(word.left for word in self.words))
        object.__setattr__(self, "right", max(word.right for word in self.words))
        object.__setattr__(self, "upper", min(word.upper for word in self.words))
        object.__setattr__(self, "lower", max(word.lower for word in self.words))
        object.__setattr__(self, "size", max(word.size for word in self.words))

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True)
class Layout:
    """Text of pages apart by form feeds, its links, and the furniture that was left out of it."""

    text: str
    links: tuple[Link, ...]
    furniture: tuple[str, ...]


def lay_out(pages: Sequence[Page]) -> Layout:
    lines = [find_lines(page.words) for page in pages]
    furniture = find_furniture(pages, lines)
    writer = _Writer()
    for number, found in enumerate(lines):
        body = [word for line in found if (number, line) not in furniture for word in line.words]
        writer.write_page(number, list(reading_order(body)))
    left_out = dict.fromkeys(line.text for _number, line in sorted(furniture, key=lambda entry: entry[0]))
    return Layout(writer.text, tuple(writer.links), tuple(left_out))


def find_lines(words: Sequence[PageWord]) -> list[TextLine]:
    """Rows across the whole page, from top to bottom; a page may draw its words in any order."""
    rows: list[list[PageWord]] = []
    for word in sorted(words, key=lambda word: (_middle(word), word.left)):
        near = [row for row in rows[-ROWS_AT_ONCE:] if _is_beside(row[0], word)]
        if near:
            min(near, key=lambda row: abs(_middle(row[0]) - _middle(word))).append(word)
        else:
            rows.append([word])
    return [TextLine(tuple(sorted(row, key=lambda word: word.left))) for row in rows]


def _middle(word: PageWord) -> float:
    return (word.upper + word.lower) / 2


def _is_beside(one: PageWord, other: PageWord) -> bool:
    overlap = min(one.lower, other.lower) - max(one.upper, other.upper)
    return overlap >= LINE_OVERLAP * min(one.lower - one.upper, other.lower - other.upper)


def reading_order(words: Sequence[PageWord]) -> Iterator[list[TextLine]]:
    """The lines of columns, from top to bottom and from left to right."""
    gutter = _find_gutter(words) if len(words) <= MOST_WORDS else None
    across: list[PageWord] = []
    for band in _bands(words, gutter) if gutter is not None else [words]:
        if gutter is None or not _has_columns(band, gutter):
            across += band
            continue
        if across:
            yield find_lines(across)
            across = []
        yield from reading_order([word for word in band if word.left < gutter])
        yield from reading_order([word for word in band if word.left >= gutter])
    if across:
        yield find_lines(across)


def _find_gutter(words: Sequence[PageWord], is_side: bool = False) -> float | None:
    """The edge of the longest column that stands to the right of another one; `is_side`: within one side of another."""
    edges: Counter[int] = Counter()
    for line in find_lines(words):
        edges[round(line.left)] += 1
        for before, word in pairwise(line.words):
            if word.left - before.right >= NARROWEST_GUTTER * line.size:
                edges[round(word.left)] += 1
    found: list[tuple[int, float]] = []
    for edge, count in edges.most_common(MOST_EDGES):
        gutter = edge - ALIGNMENT_POINTS
        if count + edges[edge - 1] + edges[edge + 1] >= FEWEST_COLUMN_LINES:
            found += [(-len(band), gutter) for band in _bands(words, gutter) if _has_columns(band, gutter, is_side)]
    return min(found)[1] if found else None


def _bands(words: Sequence[PageWord], gutter: float) -> list[list[PageWord]]:
    """Cuts a page from top to bottom into what runs across the gutter and what does not."""
    across: list[list[float]] = []
    for word in sorted(words, key=lambda word: word.upper):
        if word.left < gutter and word.right > gutter - NARROWEST_GUTTER * word.size:
            if across and word.upper <= across[-1][1]:
                across[-1][1] = max(across[-1][1], word.lower)
            else:
                across.append([word.upper, word.lower])
    uppers = [upper for upper, _lower in across]
    bands: list[tuple[bool, list[PageWord]]] = []
    for word in sorted(words, key=_middle):
        place = bisect_right(uppers, _middle(word)) - 1
        is_across = place >= 0 and _middle(word) <= across[place][1]
        if not bands or bands[-1][0] != is_across:
            bands.append((is_across, []))
        bands[-1][1].append(word)
    return [band for _is_across, band in bands]


def _has_columns(words: Sequence[PageWord], gutter: float, is_side: bool = False) -> bool:
    left = [word for word in words if word.left < gutter]
    right = [word for word in words if word.left >= gutter]
    if not left or not right or any(word.right > gutter for word in left):
        return False
    left_lines, right_lines = find_lines(left), find_lines(right)
    beside = sum(
        any(one.upper < other.lower and other.upper < one.lower for other in right_lines) for one in left_lines
    )
    aligned = sum(line.left < gutter + 2 * ALIGNMENT_POINTS for line in right_lines)
    return (
        beside >= FEWEST_COLUMN_LINES
        and aligned >= ALIGNED_LINES * len(right_lines)
        # What stands on one side may be two columns again: together, four.
        and (_is_prose(left_lines) or (not is_side and _find_gutter(left, is_side=True) is not None))
        and (_is_prose(right_lines) or (not is_side and _find_gutter(right, is_side=True) is not None))
    )


def _is_prose(lines: Sequence[TextLine]) -> bool:
    """Whether most lines are of some length and reach across the column, as they do not in a table."""
    width = max(line.right for line in lines) - min(line.left for line in lines)
    usual = median(line.right - line.left for line in lines)
    return usual >= FULL_LINES * width and median(len(line.text) for line in lines) >= SHORTEST_COLUMN_TEXT


def find_furniture(pages: Sequence[Page], lines: Sequence[Sequence[TextLine]]) -> set[tuple[int, TextLine]]:
    """What stands at the top or bottom of many pages, numbers aside, and the number of a page that is the only one."""
    places: dict[tuple[bool, str], list[tuple[int, TextLine]]] = defaultdict(list)
    for number, (page, found) in enumerate(zip(pages, lines, strict=True)):
        for line in found[:MOST_FURNITURE_LINES]:
            if line.lower < FURNITURE_ZONE * page.height:
                places[True, _NUMBER.sub("0", line.text)].append((number, line))
        for line in found[-MOST_FURNITURE_LINES:]:
            if line.upper > (1 - FURNITURE_ZONE) * page.height:
                places[False, _NUMBER.sub("0", line.text)].append((number, line))
    furniture: set[tuple[int, TextLine]] = set()
    for found_at in places.values():
        on_pages = len({number for number, _line in found_at})
        if on_pages >= max(2, FURNITURE_PAGES * len(pages)) or (len(pages) == 1 and found_at[0][1].text == "1"):
            furniture.update(found_at)
    # Pages that are copies of each other have no furniture.
    length = sum(len(line.text) for found in lines for line in found)
    return furniture if sum(len(line.text) for _number, line in furniture) <= length / 2 else set()


class _Writer:
    """Writes columns of lines; an empty line stands between paragraphs, as far as their places tell."""

    def __init__(self) -> None:
        self.text = ""
        self.links: list[Link] = []
        self._page_is_new = False
        self._size = 0.0

    def write_page(self, number: int, columns: Sequence[Sequence[TextLine]]) -> None:
        self._page_is_new = number > 0
        if not columns and self._page_is_new:
            self.text += "\f"
        for column in columns:
            self._write_column(column)

    def _write_column(self, lines: Sequence[TextLine]) -> None:
        # In sizes of the text, as headings have larger ones. Short paragraphs may have as many steps between them as
        # inside, which is why the usual step is not that in the middle.
        steps = sorted((lower.lower - upper.lower) / lower.size for upper, lower in pairwise(lines))
        usual_step = steps[len(steps) // 4] if steps else 0.0
        left = Counter(round(line.left) for line in lines).most_common(1)[0][0]
        right = max(line.right for line in lines)
        above: TextLine | None = None
        for line in lines:
            if above is None:
                is_paragraph = _SENTENCE_END.search(self.text) is not None
            else:
                is_indented = line.left - left > PARAGRAPH_INDENT * line.size
                goes_on = above.left - left > line.size / 2 and above.right > right - 2 * line.size
                is_far = line.lower - above.lower > PARAGRAPH_DISTANCE * usual_step * line.size
                is_paragraph = is_far or (is_indented and not goes_on)
            self._write_line(line, is_paragraph or abs(line.size - self._size) > OTHER_SIZE * self._size)
            above = line

    def _write_line(self, line: TextLine, is_paragraph: bool) -> None:
        if self.text:
            # A form feed is the line break between pages.
            self.text += ("\n" if is_paragraph else "") + ("\f" if self._page_is_new else "\n")
        self._page_is_new = False
        self._size = line.size
        for number, word in enumerate(line.words):
            self.text += " " if number else ""
            start = len(self.text)
            self.text += word.text
            if word.url:
                self._link(start, word.url)

    def _link(self, start: int, url: str) -> None:
        last = self.links[-1] if self.links else None
        if last and last.url == url and not self.text[last.end : start].strip():
            self.links[-1] = Link(last.start, len(self.text), url)
        else:
            self.links.append(Link(start, len(self.text), url))
