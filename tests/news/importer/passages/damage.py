"""Damages text like a scan that a program expecting English has read; the same text always in the same way.

What letters with marks are read as, and how often, was counted in the founding text against its transcription, of
whose 121 none came through, and on pages that Tesseract read (`scanning.py`). The two differ, as programs do: the first
read ą as g, Tesseract reads it as a.
"""

import random
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

_MARKED: Mapping[str, Mapping[str, float]] = {
    "ą": {"g": 52, "a": 42, "q": 3, "4": 1, "j": 1},
    "č": {"€": 32, "c": 52, "é": 9, "¢": 4, "C": 3},
    "ę": {"e": 92, "g": 4, "¢": 2, "q": 2},
    "ė": {"é": 83, "e": 15, "eé": 2},
    "į": {"j": 50, ";": 12, "i": 20, "|": 4, "!": 3, "1": 3, "l": 3, "t": 2, "f": 1, "]": 2},
    "š": {"S": 78, "s": 9, "$": 6, "§": 6, "8": 1},
    "ų": {"y": 90, "u": 7, "g": 2, "v": 1},
    "ū": {"i": 26, "G": 20, "u": 18, "d": 10, "t": 7, "a": 6, "U": 5, "0": 4, "ii": 4},
    "ž": {"z": 68, "Z": 28, "2": 4},
    "Ą": {"A": 100},
    "Č": {"C": 75, "€": 25},
    "Ę": {"E": 100},
    "Ė": {"E": 60, "É": 40},
    "Į": {"|": 40, "I": 40, "J": 15, "]": 5},
    "Š": {"S": 85, "$": 12, "8": 3},
    "Ų": {"U": 70, "Y": 30},
    "Ū": {"U": 70, "G": 20, "0": 10},
    "Ž": {"Z": 95, "2": 5},
    "ø": {"o": 80, "6": 10, "@": 10},
    "å": {"a": 90, "4": 10},
    "ö": {"o": 60, "6": 40},
}
# Beside a letter that was read as a capital, ū is too: „iššūkiais“ came out as `iSSUkiais`.
_BETWEEN_CAPITALS = MappingProxyType({"U": 60, "t": 25, "G": 15})
_SHAPES: Mapping[str, Mapping[str, float]] = {
    "rn": {"m": 100},
    "ri": {"n": 100},
    "in": {"m": 100},
    "nt": {"rit": 100},
    "li": {"h": 100},
    "ii": {"u": 100},
    "ti": {"u": 60, "fi": 40},
    "m": {"rn": 70, "in": 30},
    "d": {"cl": 100},
    "h": {"li": 100},
    "u": {"ii": 60, "li": 40},
    "l": {"1": 40, "I": 35, "|": 15, "i": 10},
    "i": {"1": 30, "l": 40, "j": 20, "!": 10},
    "I": {"l": 60, "1": 25, "|": 15},
    "t": {"f": 50, "l": 25, "r": 25},
    "f": {"t": 100},
    "o": {"0": 50, "c": 30, "e": 20},
    "e": {"c": 70, "o": 30},
    "c": {"e": 100},
    "a": {"s": 30, "n": 40, "o": 30},
    "s": {"5": 30, "a": 30, "S": 40},
    "g": {"q": 50, "9": 50},
    "b": {"h": 60, "6": 40},
    "v": {"y": 60, "V": 40},
    "n": {"ri": 40, "u": 40, "r": 20},
    "O": {"0": 100},
    "B": {"8": 60, "R": 40},
    "0": {"O": 70, "o": 30},
    "1": {"l": 60, "I": 40},
    "5": {"S": 100},
    ".": {",": 70, "": 30},
    ",": {".": 70, "": 30},
}
_TYPOGRAPHY: Mapping[str, Mapping[str, float]] = {
    "„": {",,": 55, ",, ": 25, ",": 15, '"': 5},
    "“": {"‘": 30, '"': 35, "''": 20, "”": 15},
    "–": {"—": 60, "-": 40},
}

MARKS, SHAPES, TYPOGRAPHY = "marks", "shapes", "typography"
SPLIT, JOINED, DOUBLED, LINE_END = "split words", "lost spaces", "double spaces", "line ends"


@dataclass(frozen=True)
class Form:
    """How often each kind of damage strikes: the share of the places where it could."""

    marks: float
    shapes: float = 0
    typography: float = 0
    split: float = 0
    joined: float = 0
    doubled: float = 0
    line_end: float = 0
    # As people type who have no Lithuanian keyboard: the mark is lost and the letter stays.
    folds: bool = False


# The rates are such that the character error rate of all passages is what the name promises; a test holds them to it.
FORMS: Mapping[str, Form] = {
    "light 2 %": Form(0.24, 0.0008, 0.4, 0.0005, 0.0005, 0.01, 0.1),
    "scan 5.5 %": Form(0.69, 0.003, 0.8, 0.003, 0.002, 0.02, 0.2),
    "heavy 9 %": Form(1, 0.018, 1, 0.012, 0.006, 0.03, 0.3),
    "no marks": Form(1, folds=True),
    "lines alone": Form(0, line_end=0.3),
}
SCAN = "scan 5.5 %"
LINES_ALONE = "lines alone"

_MARKED_LETTERS = frozenset("ąčęėįšųūžĄČĘĖĮŠŲŪŽøåö")
# Addresses are in letters that every program reads, and seldom broken over lines.
_ADDRESS = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+")
_VOWELS = frozenset("aąeęėiįyouųū")
_NARROWEST, _WIDEST = 80, 95
_SHORTEST_SPLIT = 7
_SHORTEST_HYPHENATED = 6


@dataclass(frozen=True)
class DamagedWord:
    """What a word was, where it is now, and what was done to it."""

    clean: str
    start: int
    end: int
    kinds: frozenset[str]


@dataclass(frozen=True)
class Damaged:
    text: str
    words: tuple[DamagedWord, ...]


@cache
def damaged(text: str, form: str, seed: str) -> Damaged:
    return _Scan(text, FORMS[form], random.Random(f"{form} {seed}")).read()  # noqa: S311


class _Scan:
    """`pieces` holds what each character of the text has become, so that every step knows where everything was."""

    def __init__(self, text: str, form: Form, chance: random.Random) -> None:
        self.text, self.form, self.chance = text, form, chance
        self.pieces = list(text)
        self.kinds: defaultdict[int, set[str]] = defaultdict(set)
        self.address = {place for found in _ADDRESS.finditer(text) for place in range(*found.span())}
        self.habits: dict[tuple[str, str], dict[str, float]] = {}

    def read(self) -> Damaged:
        self._misread()
        self._respace()
        self._wrap()
        starts = [0]
        for piece in self.pieces:
            starts.append(starts[-1] + len(piece))
        words = tuple(
            DamagedWord(
                found.group(),
                starts[found.start()],
                starts[found.end()],
                frozenset().union(*(self.kinds[place] for place in range(*found.span()) if place in self.kinds)),
            )
            for found in re.finditer(r"\S+", self.text)
        )
        return Damaged("".join(self.pieces), words)

    def _becomes(self, place: int, piece: str, kind: str) -> None:
        if piece != self.pieces[place]:
            self.pieces[place] = piece
            self.kinds[place].add(kind)

    def _misread(self) -> None:
        text, form = self.text, self.form
        place = 0
        while place < len(text):
            letter, pair = text[place], text[place : place + 2]
            if letter in _MARKED_LETTERS:
                if self.chance.random() < form.marks:
                    self._becomes(place, self._marked(place), MARKS)
            elif letter in _TYPOGRAPHY:
                if self.chance.random() < form.typography:
                    self._becomes(place, self._choice(TYPOGRAPHY, letter, _TYPOGRAPHY[letter]), TYPOGRAPHY)
            elif place not in self.address and self.chance.random() < form.shapes:
                shape = pair if pair in _SHAPES else letter
                if shape in _SHAPES:
                    self._becomes(place, self._choice(SHAPES, shape, _SHAPES[shape]), SHAPES)
                    if len(shape) > 1:
                        self.pieces[place + 1] = ""
                        place += 1
            place += 1

    def _marked(self, place: int) -> str:
        letter = self.text[place]
        if self.form.folds:
            return _folded(letter)
        if letter == "ū" and "S" in (self.pieces[place - 1], self.text[place + 1 : place + 2]):
            return self._choice(MARKS, "ū between capitals", _BETWEEN_CAPITALS)
        return self._choice(MARKS, letter, _MARKED[letter])

    def _choice(self, kind: str, read: str, weights: Mapping[str, float]) -> str:
        """Each scan has habits of its own: what one reads as g, another reads as a."""
        habit = self.habits.setdefault(
            (kind, read), {piece: weight * self.chance.gammavariate(1, 1) for piece, weight in weights.items()}
        )
        return self.chance.choices(list(habit), list(habit.values()))[0]

    def _respace(self) -> None:
        for found in re.finditer(r"[^\W\d_]+", self.text):
            start, end = found.span()
            if end - start >= _SHORTEST_SPLIT and start not in self.address and self._strikes(self.form.split):
                place = self.chance.randrange(start + 2, end - 2)
                self._becomes(place, f"{self.pieces[place]} ", SPLIT)
        for found in re.finditer(r"(?<=\S) (?=\S)", self.text):
            if self._strikes(self.form.joined) and not {found.start() - 1, found.end()} & self.address:
                self.pieces[found.start()] = ""
                # The space is of no word: the damage is noted with the letters on both of its sides.
                self.kinds[found.start() - 1].add(JOINED)
                self.kinds[found.end()].add(JOINED)
            elif self._strikes(self.form.doubled):
                self.pieces[found.start()] = "  "

    def _strikes(self, rate: float) -> bool:
        return self.chance.random() < rate

    def _wrap(self) -> None:
        """Breaks lines like a typesetter, sometimes within a word."""
        width = self.chance.randint(_NARROWEST, _WIDEST)
        for paragraph in re.finditer(r"[^\n]+", self.text):
            column = 0
            for word in re.finditer(r"\S+", paragraph.group()):
                start, end = (paragraph.start() + place for place in word.span())
                length = sum(map(len, self.pieces[start:end]))
                if column + 1 + length > width and column:
                    column = self._break(start, end, width - column)
                else:
                    column += length + (column > 0)

    def _break(self, start: int, end: int, room: int) -> int:
        """The word from `start` does not fit: the length that it takes on the new line."""
        cuts = [
            place
            for place in range(start + 2, min(end - 2, start + room - 2))
            if self.text[place - 1].lower() in _VOWELS
            and self.text[place - 2 : place + 2].isalpha()
            and self.text[place].lower() not in _VOWELS
        ]
        if (
            cuts
            and end - start >= _SHORTEST_HYPHENATED
            and start not in self.address
            and self._strikes(self.form.line_end)
        ):
            self.pieces[cuts[-1]] = f"-\n{self.pieces[cuts[-1]]}"
            self.kinds[cuts[-1]].add(LINE_END)
            return sum(map(len, self.pieces[cuts[-1] : end])) - len("-\n")
        self.pieces[start - 1] = "\n"
        for place in (start - 1, start):
            self.kinds[place].discard(JOINED)
        return sum(map(len, self.pieces[start:end]))


def _folded(letter: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))
