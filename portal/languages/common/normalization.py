"""Normalization: what is the same to a reader is the same to the program. One table, read in three forms.

| class | characters | `stored` | `seen` | `compared` |
|---|---|---|---|---|
| letters and their marks | any | NFC, of 30 marks | the same | the same |
| invisible | soft hyphen, zero-width space, word joiner, byte order mark | removed | removed | removed |
| directions | marks, embeddings, overrides and isolates of bidirectional text | removed | removed | removed |
| joiners | ZWJ, ZWNJ | kept in emoji and in scripts that need them | removed | removed |
| variants | variation selectors, tags of flags | kept behind emoji, ideographs, Mongolian | removed | removed |
| control | C0 and C1 but for tabulator and line breaks, noncharacters | removed | removed | removed |
| line ends | U+2028, U+2029, U+0085, VT, FF | line break | line break | line break |
| unwritable | NUL, halves of surrogate pairs | kept, for doors to refuse | space | space |
| spaces | no-break, narrow, figure, thin, ideographic … | kept | space | space |
| no-break hyphen | U+2010, U+2011 | kept | `-` | `-` |
| hyphens | minus, figure dash, small and full-width ones | kept | kept | `-` |
| apostrophes | `’ ‘ ‚ ‹ › ʼ ʻ ′` and accents in their place | kept | kept | `'` |
| quotation marks | `“ ” „ ‟ « » ″` | kept | kept | `"` |
| shapes of letters | full-width, half-width, mathematical, ligatures, Roman numerals, `…` | kept | kept | plain |
| marks of no letter | stress that no letter is composed with, points of Hebrew and Arabic | kept | kept | removed |

En and em dashes, superscripts and fractions stay what they are: they mean something else. Each form takes linear time
and is idempotent; what is in one form stays as it is in the forms before it.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from html import unescape

# UAX #15: no language has more; to put them in order takes the square of their number.
MOST_MARKS = 30

_Ranges = tuple[tuple[int, int], ...]


def _characters(ranges: _Ranges) -> Iterator[str]:
    return (chr(code) for first, last in ranges for code in range(first, last + 1))


_CONTROL: _Ranges = (
    *((0x01, 0x08), (0x0E, 0x1B), (0x7F, 0x84), (0x86, 0x9F), (0xFDD0, 0xFDEF)),
    *((plane + 0xFFFE, plane + 0xFFFF) for plane in range(0, 0x110000, 0x10000)),
)
_DIRECTIONS: _Ranges = ((0x61C, 0x61C), (0x200E, 0x200F), (0x202A, 0x202E), (0x2066, 0x206F))
_INVISIBLE: _Ranges = (
    *((0xAD, 0xAD), (0x34F, 0x34F), (0x180E, 0x180E), (0x200B, 0x200B), (0x2060, 0x2065), (0xFEFF, 0xFEFF)),
    *((0xFFF0, 0xFFFB), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A)),
    *((0xE0000, 0xE0000), (0xE0002, 0xE001F), (0xE0080, 0xE00FF), (0xE01F0, 0xE0FFF)),
)
_JOINERS: _Ranges = ((0x200C, 0x200D),)
_SELECTORS: _Ranges = ((0x180B, 0x180D), (0x180F, 0x180F), (0xFE00, 0xFE0F), (0xE0100, 0xE01EF))
_TAGS: _Ranges = ((0xE0001, 0xE0001), (0xE0020, 0xE007F))
# Letters that nobody sees, and that old spellings are composed with.
_FILLERS: _Ranges = ((0x115F, 0x1160), (0x17B4, 0x17B5), (0x3164, 0x3164), (0xFFA0, 0xFFA0))

_LINE_ENDS = dict.fromkeys("\x0b\x0c\x85\u2028\u2029", "\n")
_SEPARATORS = dict.fromkeys("\x1c\x1d\x1e\x1f", " ")
_UNWRITABLE = dict.fromkeys(("\x00", *_characters(((0xD800, 0xDFFF),))), " ")
_SPACES = dict.fromkeys("\xa0\u1680\u202f\u205f\u3000", " ") | dict.fromkeys(map(chr, range(0x2000, 0x200B)), " ")
_NO_BREAK_HYPHENS = dict.fromkeys("\u2010\u2011", "-")
_HYPHENS = dict.fromkeys("\u2012\u2212\u2043\ufe63\uff0d", "-")
_APOSTROPHES = dict.fromkeys("`´ʹʻʼʽˈ‘’‚‛′‵‹›＇", "'")
_QUOTATION_MARKS = dict.fromkeys("“”„‟«»″〝〞〟＂", '"')
# Shapes, by the tags of Unicode's decompositions, that letters are taken for the same in.
_SHAPES = ("<wide>", "<narrow>", "<font>", "<initial>", "<medial>", "<final>", "<isolated>")
_SHAPED_LETTERS = ("LATIN", "ROMAN NUMERAL", "SMALL ROMAN NUMERAL", "ARMENIAN SMALL LIGATURE")
_LAST_LETTER = 0x2FFFF

# Marks that stand with letters of any script, or may be left out in theirs.
_DIACRITICS: _Ranges = (
    *((0x300, 0x36F), (0x483, 0x489), (0x591, 0x5BD), (0x5BF, 0x5BF), (0x5C1, 0x5C2), (0x5C4, 0x5C5), (0x5C7, 0x5C7)),
    *((0x610, 0x61A), (0x64B, 0x65F), (0x670, 0x670), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF)),
    (0xFE20, 0xFE2F),
)
# Hangul letters that are written in syllables.
_JAMO: _Ranges = ((0x1100, 0x11FF), (0xA960, 0xA97F), (0xD7B0, 0xD7FF))
# Scripts whose letters change their shapes by joiners.
_JOINED_SCRIPTS: _Ranges = (
    *((0x590, 0x109F), (0x1780, 0x18AF), (0x1900, 0x1CFF), (0xA800, 0xABFF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFE)),
    *((0x10A00, 0x11FFF), (0x1E900, 0x1E95F)),
)
# Scripts that have variants of a letter.
_VARIED_SCRIPTS: _Ranges = (
    *((0x1000, 0x109F), (0x1820, 0x18AF), (0x2E80, 0xA4CF), (0xA840, 0xA877), (0xF900, 0xFAFF), (0x20000, 0x3FFFF)),
)


def _class(characters: Iterable[str]) -> str:
    """What stands between the brackets of a regular expression."""
    parts: list[str] = []
    codes = sorted(map(ord, characters))
    start = 0
    for place, code in enumerate(codes):
        if place + 1 == len(codes) or codes[place + 1] != code + 1:
            parts.append(f"\\U{codes[start]:08x}-\\U{code:08x}")
            start = place + 1
    return "".join(parts)


_MARKS = frozenset(
    character
    for character in _characters(((0x300, 0x1FFFF), *_SELECTORS))
    if unicodedata.category(character).startswith("M")
)
_MARKS_CLASS = _class(_MARKS)
_TOO_MANY_MARKS = re.compile(f"([{_MARKS_CLASS}]{{{MOST_MARKS}}})[{_MARKS_CLASS}]+")
_DIACRITIC = re.compile(f"[{_class(_characters(_DIACRITICS))}]+")


@lru_cache(maxsize=500)
def _pattern(first: frozenset[str], following: frozenset[str]) -> re.Pattern[str]:
    """One of the first characters, and all of the others that come next."""
    return re.compile(f"[{_class(first)}][{_class(following)}]*" if following else f"[{_class(first)}]")


@dataclass(frozen=True, slots=True)
class Aligned:
    """A text in one of the forms, and where its letters stand in the original.

    `pieces` are those that are not a letter for a letter: start and end in the text, start and end in the original.
    """

    text: str
    pieces: tuple[tuple[int, int, int, int], ...] = ()
    _starts: tuple[int, ...] = ()

    def start(self, place: int) -> int:
        """Where the letter at a place of the text begins in the original."""
        piece = self._piece(place)
        if piece is None:
            return place
        _start, end, original_start, original_end = piece
        return original_start if place < end else original_end + place - end

    def end(self, place: int) -> int:
        """Where the letter before a place of the text ends in the original, with its marks."""
        piece = self._piece(place - 1)
        if piece is None:
            return place
        _start, end, _original_start, original_end = piece
        return original_end if place <= end else original_end + place - end

    def _piece(self, place: int) -> tuple[int, int, int, int] | None:
        number = bisect_right(self._starts, place) - 1
        return self.pieces[number] if number >= 0 else None


@cache
def _following(removed: frozenset[str]) -> frozenset[str]:
    return removed | _MARKS | frozenset(_characters(_JAMO))


class _Form:
    """A way to read the table."""

    def __init__(self, removed: Iterable[str], written: Mapping[str, str], *, without_diacritics: bool = False) -> None:
        """`removed` characters go, others are written otherwise. `without_diacritics`: no mark stands by itself."""
        self._removed = frozenset(removed)
        self._written = {character: text for character, text in written.items() if character not in self._removed}
        self._without_diacritics = without_diacritics
        # What the letter before may be composed with, or goes with it.
        self._following = _following(self._removed)
        self._touched = self._following.union(self._written)
        self._composing = re.compile(f"[{_class(self._following - self._removed)}]")
        self._alone = {
            character: self._made(character) for character in self._written if character not in self._following
        }

    def _made(self, piece: str) -> str:
        """Of a piece of text with whose neighbours nothing in it is composed."""
        text = "".join(self._written.get(letter, letter) for letter in piece if letter not in self._removed)
        text = unicodedata.normalize("NFC", _TOO_MANY_MARKS.sub(r"\1", text))
        return unicodedata.normalize("NFC", _DIACRITIC.sub("", text)) if self._without_diacritics else text

    def _pieces(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Start and end of what is not as it should be, and what it should be."""
        # Most texts have nothing of it, or quotation marks: to look for these alone takes a fifth of the time.
        touched = self._touched.intersection(text)
        if not touched:
            return
        end = 0
        for match in _pattern(touched, touched & self._following).finditer(text):
            start, piece = match.start(), match.group()
            if self._composing.search(piece) is None:
                yield start, match.end(), self._alone.get(piece[0], "")
            else:
                # The letter before is what the marks belong to.
                start = max(end, start - 1) if piece[0] not in self._alone else start
                yield start, match.end(), self._made(text[start : match.end()])
            end = match.end()

    def __call__(self, text: str) -> str:
        parts: list[str] = []
        place = 0
        for start, end, made in self._pieces(text):
            parts += (text[place:start], made)
            place = end
        return "".join((*parts, text[place:])) if parts else text

    def aligned(self, text: str) -> Aligned:
        """The same text, with places."""
        parts: list[str] = []
        pieces: list[tuple[int, int, int, int]] = []
        place = length = 0
        for start, end, made in self._pieces(text):
            length += start - place
            if len(made) != 1 or end - start != 1:
                pieces.append((length, length + len(made), start, end))
            parts += (text[place:start], made)
            place, length = end, length + len(made)
        return Aligned("".join((*parts, text[place:])), tuple(pieces), tuple(piece[0] for piece in pieces))


def _composed() -> Iterator[tuple[str, str]]:
    """Characters that NFC writes otherwise by themselves, and what as."""
    for character in _characters(((0x80, _LAST_LETTER),)):
        if unicodedata.decomposition(character):
            composed = unicodedata.normalize("NFC", character)
            if composed != character:
                yield character, composed


def _shapes() -> Iterator[tuple[str, str]]:
    for character in _characters(((0x80, _LAST_LETTER),)):
        kind = unicodedata.decomposition(character).partition(" ")[0]
        is_shape = kind in _SHAPES or (
            kind == "<compat>" and unicodedata.name(character, "").startswith(_SHAPED_LETTERS)
        )
        if not is_shape:
            continue
        plain = unicodedata.normalize("NFKC", character)
        # What is composed with its neighbours is another matter.
        if plain[0] not in _MARKS and not any(letter in _composing_letters for letter in plain):
            yield character, "".join(_TYPED.get(letter, letter) for letter in plain)


_TYPED = _SPACES | _NO_BREAK_HYPHENS | _HYPHENS | _APOSTROPHES | _QUOTATION_MARKS
_composing_letters = frozenset(_characters((*_JAMO, *_FILLERS)))
_own = dict(_composed())
_kept_in_store = _own | _LINE_ENDS | _SEPARATORS
_always_removed = (*_characters(_CONTROL), *_characters(_DIRECTIONS), *_characters(_INVISIBLE))
_removed_to_see = (*_always_removed, *_characters((*_JOINERS, *_SELECTORS, *_TAGS, *_FILLERS)))
_as_seen = _kept_in_store | _UNWRITABLE | _SPACES | _NO_BREAK_HYPHENS
_as_compared = _as_seen | dict(_shapes()) | {"…": "..."} | _TYPED
_as_compared |= {character: _TYPED[plain] for character, plain in _own.items() if plain in _TYPED}

_STORED = _Form(_always_removed, _kept_in_store)
_SEEN = _Form(_removed_to_see, _as_seen)
_COMPARED = _Form(_removed_to_see, _as_compared, without_diacritics=True)

# What the forms are made of, and nothing else.
del _kept_in_store, _removed_to_see, _as_seen, _as_compared, _own

_ALWAYS_REMOVED = re.compile(f"[{_class(_always_removed)}]+")
_IN_CONTEXT = re.compile(f"[{_class(_characters((*_JOINERS, *_SELECTORS, *_TAGS)))}]")
_selectors, _tags = frozenset(_characters(_SELECTORS)), frozenset(_characters(_TAGS))
_SKIN_TONES = frozenset(_characters(((0x1F3FB, 0x1F3FF),)))
_FLAG, _KEYCAP = "\U0001f3f4", "\u20e3"
# Symbols that are letters or punctuation, and have a picture.
_PICTURED = frozenset("ℹ‼⁉〰〽")

_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,32});")
_BETWEEN_TAGS = re.compile(r"(<[^<>]*>)")


def stored(text: str) -> str:
    """As a text is kept and published: what nobody sees is not in it, and what typography needs is.

    NUL and halves of surrogate pairs stay, for whoever stores it to refuse.
    """
    if _IN_CONTEXT.search(text):
        text = _in_context(_TOO_MANY_MARKS.sub(r"\1", _ALWAYS_REMOVED.sub("", text)))
    return _STORED(text)


def stored_html(html: str) -> str:
    """The same of the text between tags, also where characters are written by their numbers or names.

    Tags stay as they are: what is wrong with an address is told, not mended.
    """
    if "<" not in html and "&" not in html:
        return stored(html)
    parts = _BETWEEN_TAGS.split(html)
    return "".join(part if number % 2 else stored(_REFERENCE.sub(_referred, part)) for number, part in enumerate(parts))


def _referred(reference: re.Match[str]) -> str:
    """The character itself, where it is one that might not be kept or that belongs to the letter before."""
    character = unescape(reference.group())
    is_own = len(character) == 1 and (character in _MARKS or bool(_IN_CONTEXT.match(character)))
    return character if is_own or _STORED(character) != character else reference.group()


def seen(text: str) -> str:
    """As a reader sees it: two texts that are equal so are the same on paper."""
    return _SEEN(text)


def compared(text: str) -> str:
    """As texts are looked up and compared, however they were typed."""
    return _COMPARED(text)


def align(text: str) -> Aligned:
    """`compared`, with the places of its letters in the text."""
    return _COMPARED.aligned(text)


def _in_context(text: str) -> str:
    """Without the joiners, selectors and tags that do nothing where they stand."""
    kept: list[str] = []
    base = before = ""
    place = 0
    for match in _IN_CONTEXT.finditer(text):
        start, character = match.start(), match.group()
        if start > place:
            kept.append(text[place:start])
            before = text[start - 1]
            # Marks may change places; a joiner belongs to the letter before them.
            base = next((letter for letter in reversed(kept[-1][-MOST_MARKS - 1 :]) if letter not in _MARKS), base)
        if _does_something(base, before, character, text[start + 1 : start + 2]):
            kept.append(character)
            before = character
        place = start + 1
    return "".join((*kept, text[place:]))


def _does_something(base: str, before: str, character: str, after: str) -> bool:
    if not before:
        return False
    if character in _tags:
        return before == _FLAG or before in _tags
    if character in _selectors:
        if before in "0123456789#*":
            return after == _KEYCAP
        return before in _PICTURED or unicodedata.category(before) in ("So", "Sm") or _is_of(before, _VARIED_SCRIPTS)
    if base and _is_of(base, _JOINED_SCRIPTS):
        return True
    is_picture = unicodedata.category(before) == "So" or before == "\ufe0f" or before in _SKIN_TONES or before in _tags
    return is_picture and after != "" and unicodedata.category(after) in ("So", "Sm")


def _is_of(character: str, scripts: _Ranges) -> bool:
    return any(first <= ord(character) <= last for first, last in scripts)
