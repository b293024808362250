"""Ranking: weights of fields and keys for BM25, freshness, and how much is counted, the same for every engine."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

# Parts of a text in one language.
FIELDS = ("title", "lead", "names", "body")
# Kinds of keys in each part; see analysis.py. Unchecked scans have one more for their whole text: SCAN.
SUB_FIELDS = ("exact", "stem", "folded", "root")
SCAN = "scan"
# And one of all keys of these, by which it is asked what a text has at all, and how many have it.
ANYWHERE = "anywhere"

# Small on the whole: BM25 counts a weight like repetitions of a word, and their effect levels off soon above one.
FIELD_WEIGHTS = {"title": 1.5, "lead": 1.0, "names": 0.8, "body": 0.4}
# The rarer a key, the more BM25 gives for it, and of a word's keys the exact one is the rarest. Its stem matches
# wherever it does, so what it adds to that is small.
SUB_FIELD_WEIGHTS = {"exact": 0.2, "stem": 0.7, "folded": 0.4, "root": 0.05}
SCAN_WEIGHT = 0.02
OWN_LANGUAGE_BOOST = 1.1
# The reader's language is shown unless another matches more than this many times better.
OWN_LANGUAGE_FLOOR = 0.5
# A text found by the translation of a word, or of several, is worth this part of one that has it, or some of them.
_TRANSLATED_WORD = 0.25
_TRANSLATED_WORDS = 0.5
# A text keeps this part of its score however old it is; half of the rest is gone after so many days.
FRESHNESS_FLOOR = 0.75
FRESHNESS_HALF_DAYS = 1000.0
# What all of the words are worth besides, in the weight of the whole query.
ALL_WORDS = 4.0
# A word weighs so much at most: whole numbers, since engines can only count.
HEAVIEST = 4
# Of so many words all are needed, or most of their weight where they were translated.
FEW = 2
VALUES_A_FACET = 100
MAX_WORDS_TO_COMPLETE = 8


@dataclass(frozen=True, slots=True)
class Demand:
    """How much of a query's weight a text must have, where that has few words and where it has more.

    `unknown` is what a word weighs that no text of the language has, of what the rarest one weighs.
    """

    of_few: float
    of_more: float
    unknown: float


AS_TYPED = Demand(of_few=1.0, of_more=0.5, unknown=0.4)
# What has no translation does not forbid.
AS_TRANSLATED = Demand(of_few=1.0, of_more=0.5, unknown=0.3)
LOOSELY_TRANSLATED = replace(AS_TRANSLATED, of_few=0.5)


def translation_weight(words: int) -> float:
    return _TRANSLATED_WORD if words == 1 else _TRANSLATED_WORDS


@dataclass(frozen=True, slots=True)
class Weighed:
    """`weights` of what a query asks for, in its order, and how much of them a text needs; `rarity` of all of it."""

    weights: tuple[int, ...]
    needed: int
    rarity: float

    @property
    def needs_all(self) -> bool:
        return self.needed == sum(self.weights)


def weigh(frequencies: Sequence[int], telling: Sequence[bool], texts: int, demand: Demand) -> Weighed:
    """Rare words weigh more than common ones, and those that tell nothing weigh nothing where others tell something.

    `frequencies`: in how many of the texts each is found.
    """
    rarities = [
        (_rarity(frequency, texts) if frequency else demand.unknown * _rarity(0, texts))
        if tells or not any(telling)
        else 0.0
        for frequency, tells in zip(frequencies, telling, strict=True)
    ]
    highest = max(rarities, default=0.0) or 1.0
    weights = tuple(max(1, round(HEAVIEST * rarity / highest)) if rarity else 0 for rarity in rarities)
    share = demand.of_few if sum(map(bool, weights)) <= FEW else demand.of_more
    return Weighed(weights, max(1, math.ceil(share * sum(weights))), sum(rarities))


def _rarity(frequency: int, texts: int) -> float:
    """As BM25 has it; `texts` may be fewer than have the word where some were replaced."""
    return math.log(1 + (max(texts - frequency, 0) + 0.5) / (frequency + 0.5))


def language_to_show(scores: Mapping[str, float], own: str, present: Collection[str]) -> str:
    """Of an item found: the reader's own where it matches nearly as well as the best one.

    `scores` are those of the languages that match; without any it is his own where the item has it.
    """
    if not scores:
        return own if own in present else next(iter(present))
    best = max(scores, key=lambda code: scores[code])
    return own if own in scores and scores[own] > OWN_LANGUAGE_FLOOR * scores[best] else best
