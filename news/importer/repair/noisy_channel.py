"""Noisy channel: how programs that read scans misread letters, and how one text was misread."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from portal.languages.repair_rules import Confusions, Prefixes

# A misreading: what was printed, and what it was read as.
Misreading = tuple[str, str]


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
        return sum(self.kept.values()) / len(self.kept) if self.kept else 1.0

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


@dataclass(frozen=True, slots=True)
class Prefix:
    """A prefix as it was printed, what it costs, in natural logarithms, and how it was misread."""

    printed: str
    cost: float
    misreadings: tuple[Misreading, ...]


@dataclass(frozen=True)
class Readings:
    """What each read piece may have been, for walking along a lexicon.

    `prefixes` are those that may stand before words whose tags begin with `prefixed_tags`, by what was read.
    """

    marks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    shapes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    prefixes: Mapping[str, Prefix] = field(default_factory=dict)
    prefixed_tags: str = ""

    @cached_property
    def longest_prefix(self) -> int:
        return max(map(len, self.prefixes), default=0)

    @classmethod
    def of(cls, confusions: Confusions, prefixes: Prefixes) -> "Readings":
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
            _read_prefixes(prefixes),
            prefixes.tags,
        )


def _read_prefixes(prefixes: Prefixes) -> Mapping[str, Prefix]:
    """By what was read; the first one counts where two are read alike."""
    found: dict[str, Prefix] = {}
    for printed, cost in prefixes.costs.items():
        marked = next((letter for letter in printed if letter in prefixes.read_as), "")
        if not marked:
            found.setdefault(printed, Prefix(printed, cost, ()))
        for read in prefixes.read_as.get(marked, ()):
            found.setdefault(printed.replace(marked, read), Prefix(printed, cost, ((marked, read),)))
    return found
