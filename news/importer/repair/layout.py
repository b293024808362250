"""From the lines of a page to paragraphs."""

import itertools
import re
import statistics
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from portal.languages.common.patterns import ADDRESS_LINE
from portal.languages.registry import language as known_language
from portal.languages.registry import languages

from .offset_text import Edit, TracedText
from .rules import FURNITURE, LINE_HYPHEN, ODD_CHARACTER

# A line shorter than this share of the usual width ends before the margin made it.
FULL_LINE = 0.8
NARROWEST_PAGE = 40
# A line that stands at the edge of so many pages is no part of their text.
FURNITURE_PAGES = 3
LONGEST_FURNITURE = 100

_BULLET = re.compile(r"(?:[•·●○■□▪◦‣⁃*]|[-–—]\s|\(?\d{1,2}[.)]\s|\(?[a-zA-Z]\)\s|(?:\d{1,2}\.){1,4}\s)")
_END = re.compile(r"[.!?…:;][”“’‘\"')\]\d]*+$")
_LABEL = re.compile(r"[^\W\d]\S{1,30}(?: \S{1,30}){0,3}:\s")
_HYPHEN_END = re.compile(r"[^\W\d_][-‐‑¬\u00ad]$")
_NUMBER_END = re.compile(r"\d[-‐‑]$")
_HYPHENS = "-‐‑¬\u00ad"
_SOFT_HYPHENS = "\u00ad¬"
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class _PageNumbers:
    """What is nothing but the number of a page: in the first or last line of one, and anywhere."""

    at_edges: re.Pattern[str]
    anywhere: re.Pattern[str]


def _page_numbers(language: str) -> _PageNumbers:
    """As they are written in a language or in any of the portal's, for forms keep the words of whoever made them."""
    return _page_numbers_of(tuple(dict.fromkeys((language, *(each.code for each in languages())))))


@cache
def _page_numbers_of(codes: tuple[str, ...]) -> _PageNumbers:
    rules = [known_language(code).repair for code in codes]
    sure = [word for each in rules for word in each.page_words]
    words = _one_of([*sure, *(word for each in rules for word in each.page_words_at_edges)])
    of = _one_of(["/", *(word for each in rules for word in each.page_of)])
    return _PageNumbers(
        re.compile(
            r"(?:[-–—~|•]\s*)?(?:\d{1,4}|[ivxlIVXL]{1,6})(?:\s*[-–—~|•])?"
            rf"|{words}\s*\d{{1,4}}(?:\s*{of}\s*\d{{1,4}})?|\d{{1,4}}\s*(?:{words}|{of}\s*\d{{1,4}})",
            re.IGNORECASE,
        ),
        re.compile(rf"[-–—]\s*\d{{1,4}}\s*[-–—]|{_one_of(sure)}\s*\d{{1,4}}", re.IGNORECASE),
    )


def _one_of(words: Sequence[str]) -> str:
    """A pattern of one of them; of nothing that there is, where there are none."""
    return f"(?:{'|'.join(map(re.escape, words)) or '(?!)'})"


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str


def cleaned(text: TracedText) -> TracedText:
    """With one kind of line end and without characters that print nothing; page breaks stay."""
    found = re.compile(r"\r\n?|\x0b|\x85|\u2028|\u2029|" + _CONTROL.pattern).finditer(text.text)
    edits = []
    for odd in found:
        character = odd.group()
        is_line_end = character[0] in "\r\x0b\x85\u2028\u2029"
        edits.append(Edit(*odd.span(), "\n" if is_line_end else "", "" if is_line_end else ODD_CHARACTER))
    return text.edited(edits) if edits else text


def unwrapped(text: TracedText, language: str, joins_without_hyphen: Callable[[str, str], bool]) -> TracedText:
    """Paragraphs, one empty line between them.

    `joins_without_hyphen` decides whether the two parts of a word that a line end parts at a hyphen are one word.
    """
    lines = list(_lines(text.text))
    dropped = _furniture(lines, text.text, _page_numbers(language))
    kept = [line for line in lines if line.start not in dropped]
    full = [len(line.text) for line in kept if line.text]
    width = max(NARROWEST_PAGE, statistics.quantiles(full, n=10)[-1]) if len(full) > 1 else NARROWEST_PAGE
    edits: list[Edit] = []
    previous: _Line | None = None
    gap = 0
    place = 0
    for line in lines:
        if line.start in dropped:
            edits += _blank(text.text, place, line.start)
            edits.append(Edit(line.start, line.end, "", FURNITURE))
            place = line.end
            continue
        if not line.text:
            gap += 1
            continue
        edits += _between(text.text, place, previous, line, gap, width, joins_without_hyphen)
        previous, gap, place = line, 0, line.end
    edits += _blank(text.text, place, len(text.text))
    return text.edited(_merged(edits))


def paragraphs_alone(text: TracedText) -> TracedText:
    """Of text whose every line is a paragraph already: one empty line between them."""
    edits: list[Edit] = []
    place = 0
    is_first = True
    for line in _lines(text.text):
        if line.text:
            edits.append(Edit(place, line.start, "" if is_first else "\n\n"))
            place, is_first = line.end, False
    edits.append(Edit(place, len(text.text), ""))
    return text.edited(edit for edit in edits if text.text[edit.start : edit.end] != edit.text)


def _lines(text: str) -> Iterator[_Line]:
    for found in re.finditer(r"[^\n\f]*", text):
        raw = found.group()
        stripped = raw.strip()
        start = found.start() + len(raw) - len(raw.lstrip()) if stripped else found.start()
        if stripped or found.start() == 0 or text[found.start() - 1] in "\n\f":
            yield _Line(start, start + len(stripped), stripped)


def _furniture(lines: Sequence[_Line], text: str, page_numbers: _PageNumbers) -> set[int]:
    """Where lines begin that are page numbers, or that stand at the edge of page after page."""
    dropped: set[int] = set()
    pages: list[list[_Line]] = [[]]
    for line in lines:
        if line.start and "\f" in text[:1] + text[pages[-1][-1].end if pages[-1] else 0 : line.start]:
            pages.append([])
        pages[-1].append(line)
    full_pages = [[line for line in page if line.text] for page in pages]
    edges: Counter[str] = Counter()
    for page in full_pages:
        edges.update({_shape(line.text) for line in {*page[:2], *page[-2:]} if len(line.text) <= LONGEST_FURNITURE})
    for page in full_pages:
        for line in {*page[:2], *page[-2:]}:
            if len(pages) >= FURNITURE_PAGES and edges[_shape(line.text)] >= max(FURNITURE_PAGES, len(pages) // 2):
                dropped.add(line.start)
        if len(full_pages) > 1:
            dropped |= {line.start for line in (*page[:1], *page[-1:]) if page_numbers.at_edges.fullmatch(line.text)}
    full = [line for page in full_pages for line in page]
    alone = {line.start for line in full if page_numbers.anywhere.fullmatch(line.text)}
    numbers = [line for line in full if re.fullmatch(r"\d{1,3}", line.text) and _stands_alone(line, text)]
    values = [int(line.text) for line in numbers]
    if len(values) > 1 and all(later == earlier + 1 for earlier, later in itertools.pairwise(values)):
        alone |= {line.start for line in numbers}
    elif full and len(full) > 1 and numbers and numbers[-1] is full[-1]:
        alone.add(numbers[-1].start)
    return dropped | alone


def _stands_alone(line: _Line, text: str) -> bool:
    first, last = line.start, line.end
    while first and text[first - 1].isspace():
        first -= 1
    while last < len(text) and text[last].isspace():
        last += 1
    gaps = ((text[first : line.start], first == 0), (text[line.end : last], last == len(text)))
    return any(is_edge or "\f" in gap or gap.count("\n") > 1 for gap, is_edge in gaps)


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line.lower())


def _between(
    text: str,
    place: int,
    previous: _Line | None,
    line: _Line,
    gap: int,
    width: float,
    joins_without_hyphen: Callable[[str, str], bool],
) -> list[Edit]:
    """What to put between two lines with text."""
    if previous is None:
        return _blank(text, place, line.start)
    if gap and not _goes_on(previous, line, text[previous.end : line.start], width):
        return _replaced(text, place, line.start, "\n\n")
    if not gap and _is_apart(previous, line, width):
        return _replaced(text, place, line.start, "\n\n")
    if _HYPHEN_END.search(previous.text):
        return _joined_word(text, place, previous, line, joins_without_hyphen)
    if _NUMBER_END.search(previous.text) and line.text[0].isdigit():
        return _replaced(text, place, line.start, "")
    return _replaced(text, place, line.start, " ")


def _goes_on(previous: _Line, line: _Line, between: str, width: float) -> bool:
    """Whether a paragraph goes on after a page break or an empty line."""
    if ADDRESS_LINE.fullmatch(previous.text) or ADDRESS_LINE.fullmatch(line.text) or _BULLET.match(line.text):
        return False
    is_hyphenated = bool(_HYPHEN_END.search(previous.text))
    if _END.search(previous.text) or not line.text[0].islower():
        return False
    return is_hyphenated or "\f" in between or len(previous.text) >= FULL_LINE * width


def _is_apart(previous: _Line, line: _Line, width: float) -> bool:
    """Whether a line without an empty one before it begins a paragraph all the same."""
    first = line.text[0]
    if ADDRESS_LINE.fullmatch(line.text) or ADDRESS_LINE.fullmatch(previous.text):
        return not (line.text[0].islower() and previous.text[-1] in "(,")
    if _BULLET.match(line.text) and not _goes_on_small(line.text):
        return bool(_END.search(previous.text)) or previous.text[-1] == "," or len(previous.text) < FULL_LINE * width
    if _HYPHEN_END.search(previous.text) or previous.text[-1] in ",-–—(„":
        return False
    if first.islower() or len(previous.text) >= FULL_LINE * width:
        return False
    # The first word of this line would have fitted on the last one, so its line was ended on purpose.
    word = line.text.split(maxsplit=1)[0]
    would_fit = len(previous.text) + 1 + len(word) < width * 0.97
    if not would_fit:
        return False
    if _END.search(previous.text) or _LABEL.match(line.text) or _LABEL.match(previous.text):
        return True
    return len(previous.text) < 0.6 * width and (first.isupper() or first in "„\"“”,'«")


def _goes_on_small(line: str) -> bool:
    """`3. balandžio` is a date that a line end parts, not an item of a list."""
    found = re.match(r"\d+[.)]\s*(\S)", line)
    return found is not None and found[1].islower()


def _joined_word(
    text: str, place: int, previous: _Line, line: _Line, joins_without_hyphen: Callable[[str, str], bool]
) -> list[Edit]:
    begin = len(previous.text) - 1
    while begin and not previous.text[begin - 1].isspace() and previous.text[begin - 1] not in _HYPHENS:
        begin -= 1
    first, second = previous.text[begin:-1], line.text.split(maxsplit=1)[0]
    is_soft = previous.text[-1] in _SOFT_HYPHENS
    if not is_soft and not second[:1].isalpha() and second[:1] not in "§$€|;!1":
        return _replaced(text, place, line.start, "")
    without = is_soft or joins_without_hyphen(first, second)
    cut = place - 1 if without else place
    return [Edit(cut, line.start, "", LINE_HYPHEN, 0.98)]


def _blank(text: str, start: int, end: int) -> list[Edit]:
    return _replaced(text, start, end, "")


def _replaced(text: str, start: int, end: int, new: str) -> list[Edit]:
    return [] if text[start:end] == new else [Edit(start, end, new)]


def _merged(edits: list[Edit]) -> list[Edit]:
    return sorted(edits, key=lambda edit: (edit.start, edit.end))
