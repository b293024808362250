"""How programs that read scans misread letters, and how one text was misread."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

# A misreading: what was printed, and what it was read as.
Misreading = tuple[str, str]


@dataclass(frozen=True)
class Confusions:
    """Of one language: shares of what a marked letter is read as when it is misread, and rare misreadings of shapes."""

    marks: Mapping[str, Mapping[str, float]]
    shapes: Mapping[str, Mapping[str, float]]


CONFUSIONS: Mapping[str, Confusions] = {
    "lt": Confusions(
        marks={
            "ą": {"a": 45, "g": 40, "q": 4, "4": 1, "j": 1, "ä": 2, "à": 2, "á": 1, "o": 1, "s": 0.3, "å": 1},
            "č": {"c": 55, "€": 25, "é": 4, "¢": 3, "ć": 2, "ë": 1, "e": 1, "ê": 0.5, "C": 1, "ç": 1},
            "ę": {"e": 80, "g": 5, "¢": 2, "q": 2, "ç": 2, "è": 1, "c": 0.5, "é": 1},
            "ė": {"é": 55, "e": 35, "eé": 1, "è": 2, "ë": 2, "ê": 1, "6": 0.5, "ē": 1, "c": 0.5},
            "į": {
                "j": 35, "i": 25, ";": 9, "|": 4, "!": 3, "1": 3, "l": 3, "t": 2, "f": 0.7, "]": 1.5, "í": 2, "ì": 1,
                "I": 1.5, "[": 0.5, "}": 0.5, "ij": 0.5, "y": 0.5, "ï": 0.5, ":": 0.3, ",": 0.3, "L": 0.2,
            },
            "š": {"S": 45, "s": 38, "$": 5, "§": 6, "8": 0.7, "5": 0.7, "ś": 2, "&": 0.2, "3": 0.3},
            "ų": {"y": 50, "u": 35, "g": 3, "v": 1, "ü": 1, "q": 1, "ij": 0.3, "w": 0.2, "μ": 0.3},
            "ū": {
                "u": 40, "G": 15, "i": 5, "d": 6, "a": 6, "t": 5, "0": 4, "ii": 2, "ü": 3, "ù": 1, "ú": 2, "o": 1,
                "U": 3, "Q": 1, "b": 1, "6": 1, "O": 1, "fi": 1, "ti": 0.5, "û": 1, "n": 0.5, "ñ": 0.3,
            },
            "ž": {"z": 80, "2": 5, "Z": 4, "ź": 1, "ż": 1, "7": 0.2, "Ž": 0.5, "%": 0.1},
        },
        shapes={
            "rn": {"m": 1}, "m": {"rn": 0.7, "in": 0.2, "nn": 0.1, "ni": 0.1, "iii": 0.05}, "ri": {"n": 1},
            "in": {"m": 1}, "ni": {"m": 1}, "nt": {"rit": 0.5}, "li": {"h": 1, "u": 0.3}, "ii": {"u": 1, "n": 0.2},
            "ti": {"u": 0.6, "fi": 0.4, "n": 0.1}, "d": {"cl": 1, "ci": 0.2, "el": 0.05, "tl": 0.05, "a": 0.05},
            "h": {"li": 1, "b": 0.5, "n": 0.1}, "u": {"ii": 0.6, "li": 0.4, "n": 0.3, "v": 0.2, "o": 0.05, "a": 0.05},
            "l": {"1": 0.4, "I": 0.4, "|": 0.2, "i": 0.15, "t": 0.1, "j": 0.05, "!": 0.1, "L": 0.05},
            "i": {"1": 0.3, "l": 0.4, "j": 0.2, "!": 0.1, "|": 0.1, "t": 0.1, "r": 0.05, "f": 0.05, ";": 0.05},
            "t": {"f": 0.5, "l": 0.25, "r": 0.25, "i": 0.15, "c": 0.05, "+": 0.05}, "f": {"t": 1, "i": 0.1},
            "o": {"0": 0.5, "c": 0.3, "e": 0.2, "a": 0.1, "ó": 0.05, "u": 0.05}, "e": {"c": 0.7, "o": 0.3, "a": 0.2},
            "c": {"e": 1, "o": 0.1}, "a": {"s": 0.3, "n": 0.4, "o": 0.3, "u": 0.1, "e": 0.2, "á": 0.05, "d": 0.05},
            "s": {"5": 0.3, "a": 0.3, "S": 0.4, "$": 0.1, "§": 0.05, "8": 0.1, "e": 0.05, "z": 0.05},
            "g": {"q": 0.5, "9": 0.5, "y": 0.1, "j": 0.05}, "b": {"h": 0.6, "6": 0.4, "d": 0.05, "o": 0.05},
            "v": {"y": 0.6, "V": 0.4, "u": 0.1, "r": 0.05}, "n": {"ri": 0.4, "u": 0.4, "r": 0.2, "m": 0.2, "h": 0.1},
            "r": {"t": 0.2, "i": 0.1, "f": 0.1, "n": 0.1, "v": 0.05}, "p": {"n": 0.1, "o": 0.05, "P": 0.2, "q": 0.05},
            "k": {"lc": 0.3, "h": 0.2, "K": 0.3, "l": 0.1, "b": 0.05, "lt": 0.05},
            "j": {"i": 0.3, "y": 0.1, ";": 0.1, "l": 0.05},
            "y": {"v": 0.5, "j": 0.1, "g": 0.1}, "z": {"2": 0.4, "Z": 0.3, "x": 0.05}, "w": {"vv": 1},
            "ė": {}, "va": {"w": 0.1}, "vv": {"w": 1}, "nn": {"m": 0.3, "im": 0.2}, "um": {"urn": 0.1},
        },
    )
}  # fmt: skip

# What was counted in a text weighs against so many letters of what is common.
_PRIOR_LETTERS = 6.0
# A text has habits: a letter that was read as g twice was hardly read as a the next time.
_PRIOR_HABITS = 2.5
# How one letter fares says at once how the others do: a text is either misread or not.
_PRIOR_TEXT = 0.8
_PRIOR_KEPT = 0.65
_PRIOR_SHAPES = 0.001
_PRIOR_CHARACTERS = 300
# The share of common words that are written with a capital within a sentence.
_CAPITALS = 0.1


@dataclass(frozen=True)
class Channel:
    """What one text's reader made of letters: a cost for each misreading, in natural logarithms.

    `kept` is the share of marked letters that came through, by letter; `shares` how those were read that did not.
    """

    confusions: Confusions
    kept: Mapping[str, float]
    shares: Mapping[str, Mapping[str, float]]
    shape_rate: float = _PRIOR_SHAPES

    @classmethod
    def unknown(cls, confusions: Confusions) -> "Channel":
        """Before anything was counted."""
        return cls(confusions, dict.fromkeys(confusions.marks, _PRIOR_KEPT), _shares(confusions, {}))

    @cached_property
    def costs(self) -> Mapping[Misreading, float]:
        costs: dict[Misreading, float] = {}
        for printed, read_as in self.confusions.shapes.items():
            for read, weight in read_as.items():
                costs[printed, read] = -math.log(self.shape_rate * weight)
        for printed, kept in self.kept.items():
            costs[printed, printed] = -math.log(kept)
            for read, share in self.shares[printed].items():
                costs[printed, read] = -math.log((1 - kept) * share)
        return costs

    @cached_property
    def mean_kept(self) -> float:
        """The share of marked letters that came through, each letter counting alike."""
        return sum(self.kept.values()) / len(self.kept)

    def learnt(self, counts: Mapping[Misreading, float], characters: int) -> "Channel":
        """After so many misreadings, and letters that came through, in a text of so many characters."""
        marks = self.confusions.marks
        right = sum(counts.get((letter, letter), 0.0) for letter in marks)
        seen = sum(count for (printed, _), count in counts.items() if printed in marks)
        # Letters that are rare in this text fare like the others.
        of_all = (right + _PRIOR_TEXT * _PRIOR_KEPT) / (seen + _PRIOR_TEXT)
        kept: dict[str, float] = {}
        for letter in marks:
            letters = sum(count for (printed, _), count in counts.items() if printed == letter)
            share = (counts.get((letter, letter), 0.0) + _PRIOR_LETTERS * of_all) / (letters + _PRIOR_LETTERS)
            kept[letter] = min(0.9995, max(0.005, share))
        shapes = sum(count for (printed, _), count in counts.items() if printed not in marks)
        rate = (shapes + _PRIOR_SHAPES * _PRIOR_CHARACTERS) / (characters + _PRIOR_CHARACTERS)
        return Channel(self.confusions, kept, _shares(self.confusions, counts), min(0.03, rate))

    def misreads_small(self, printed: str, read: str) -> bool:
        """Whether a small letter is likely to have been read as this capital: more so than a capital, which is rare."""
        return self.shares.get(printed, {}).get(read, 0.0) * (1 - self.kept.get(printed, 1.0)) > _CAPITALS

    def cost(self, misreadings: Iterable[Misreading]) -> float:
        costs = self.costs
        return sum(costs[misreading] for misreading in misreadings)


def _shares(confusions: Confusions, counts: Mapping[Misreading, float]) -> dict[str, dict[str, float]]:
    shares: dict[str, dict[str, float]] = {}
    for printed, read_as in confusions.marks.items():
        total = sum(read_as.values())
        counted = sum(counts.get((printed, read), 0) for read in read_as if read != printed)
        shares[printed] = {
            read: (counts.get((printed, read), 0) + _PRIOR_HABITS * max(weight, 0.1) / total)
            / (counted + _PRIOR_HABITS)
            for read, weight in read_as.items()
            if read != printed
        }
    return shares


@dataclass(frozen=True)
class Readings:
    """What each read piece may have been, for walking along a lexicon: `(printed, misreading or None)`."""

    marks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    shapes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, confusions: Confusions) -> "Readings":
        marks: dict[str, list[str]] = {}
        shapes: dict[str, list[str]] = {}
        for printed, read_as in confusions.marks.items():
            marks.setdefault(printed, []).append(printed)
            for read in read_as:
                if read != printed:
                    marks.setdefault(read, []).append(printed)
        for printed, read_as in confusions.shapes.items():
            for read in read_as:
                if printed not in marks.get(read, ()):
                    shapes.setdefault(read, []).append(printed)
        return cls(
            {read: tuple(printed) for read, printed in marks.items()},
            {read: tuple(printed) for read, printed in shapes.items()},
        )
