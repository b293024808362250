"""Spelling: words of the index that may have been meant despite errors of typing and scanning, and suggestions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from portal.i18n import language_codes
from portal.languages.analysis import base_key, is_known_without_marks, is_known_word, misread_keys
from portal.languages.bilingual import shipped_words
from portal.languages.common.folding import fold
from portal.languages.near_words import near_words

from .matching import Spellings
from .parse import Query, parse, replace_words
from .typing_errors import typing_cost

MIN_LETTERS = 5
SHORTEST_BASE = 4
SHORTEST_BEGINNING = 3
LETTERS_OF_A_BEGINNING = 4
LETTERS_FOR_TWO_EDITS = 8
FIXED_LETTERS = 2
SHORTEST_DAMAGED = 6
DAMAGED_TWICE = 9
# What it costs beside typing errors, as typing_errors.py reckons, that only words without their endings are near, and
# that an error is in the first letters, where errors are rare.
ANOTHER_ENDING = 0.3
BEGINS_OTHERWISE = 0.3
# What a spelling costs at most of a word that is too short for two errors: an unlikely letter in the first place, or
# one that leaves the endings different too, makes other words of most.
DEAREST = 1.2
# Spellings that cost so much more than the likeliest are as likely.
AS_LIKELY = 0.05
MAX_SPELLINGS = 10
MAX_SCANS = 20


def may_be_misspelt(word: str) -> bool:
    """Short words have too many neighbours, and in numbers and codes every character counts."""
    return len(word) >= MIN_LETTERS and not any(map(str.isdigit, word))


def is_listed(word: str) -> bool:
    """Whether a dictionary has the word as it stands."""
    return any(is_known_word(word, language) or fold(word) in shipped_words(language) for language in language_codes())


def is_as_meant(word: str) -> bool:
    """Whether a dictionary has the word, with its marks or without, so that who typed it meant it."""
    return is_listed(word) or any(is_known_without_marks(word, language) for language in language_codes())


def may_be_unfinished(word: str, language: str) -> bool:
    """A word that a reader of a language has not typed to its end yet, for all that is known."""
    return len(word) >= SHORTEST_BEGINNING and word.isalpha() and not is_known_word(word, language)


def may_lack_a_word(query: Query) -> bool:
    """Of two words one may be missing in what is meant where one is in no dictionary."""
    return len(query.clauses) == 2 and not all(map(is_listed, query.words()))


def edits_of(word: str) -> int:
    """How many letters of a folded word may be wrong."""
    if len(word) < MIN_LETTERS:
        return 0
    return 2 if len(word) >= LETTERS_FOR_TWO_EDITS else 1


def edits_of_base(base: str) -> int:
    """How many letters of a word without its ending may be wrong."""
    return 1 if len(base) == SHORTEST_BASE else edits_of(base)


def candidates(word: str, language: str, vocabulary: Iterable[str]) -> list[str]:
    """Words that one may have been meant for: of the vocabulary of an index, and of the dictionaries.

    They differ in few letters, endings apart or not. Who typed a word of the dictionary meant it: then the error may be
    in the text, and words of the dictionary are others.
    """
    typed = _typed(word, language)
    found = dict.fromkeys(other for other in vocabulary if any(typed.is_near(other)))
    return list(found | dict.fromkeys(() if typed.is_meant else near_words(word, language)))


def nearest(word: str, language: str, frequencies: Mapping[str, int]) -> tuple[str, ...]:
    """Those candidates of which texts have some form that were most likely meant, the likeliest first.

    `frequencies` tell how many texts have each.
    """
    typed = _typed(word, language)
    ranked = [
        (cost, -frequency, other)
        for other, frequency in frequencies.items()
        if frequency and (cost := typed.cost_of(other)) is not None
    ]
    # Of what is alike the words of the index come first, as `candidates` has them.
    ranked.sort(key=lambda each: each[:2])
    return tuple(other for cost, _, other in ranked if cost <= ranked[0][0] + AS_LIKELY)[:MAX_SPELLINGS]


@dataclass(frozen=True, slots=True)
class _Typed:
    """A word that may be misspelt, in lower case; folded, and without its ending."""

    word: str
    language: str
    folded: str
    base: str
    is_meant: bool

    def is_near(self, other: str) -> tuple[bool, bool]:
        """Whether few letters differ: of the whole words, and of what is left without their endings."""
        other_folded = fold(other)
        most = 1 if self.is_meant or self._begins_otherwise(other_folded) else 2
        of_word, of_base = min(most, edits_of(self.folded)), min(most, edits_of_base(self.base))
        return (
            OSA.distance(self.folded, other_folded, score_cutoff=of_word) <= of_word,
            OSA.distance(self.base, base_key(other, self.language), score_cutoff=of_base) <= of_base,
        )

    def cost_of(self, other: str) -> float | None:
        """How unlikely it is that this was typed for another word; None where it differs too much."""
        is_near, is_base_near = self.is_near(other)
        other_folded, costs = fold(other), []
        if is_near:
            # Who types without marks types all words so.
            is_unmarked = self.folded == self.word
            costs.append(typing_cost(self.folded, other_folded) if is_unmarked else typing_cost(self.word, other))
        if is_base_near:
            costs.append(typing_cost(self.base, base_key(other, self.language)) + ANOTHER_ENDING)
        if not costs or (self.is_meant and is_as_meant(other)):
            return None
        cost = min(costs) + (BEGINS_OTHERWISE if self._begins_otherwise(other_folded) else 0.0)
        return cost if cost <= DEAREST or len(self.folded) >= LETTERS_FOR_TWO_EDITS else None

    def _begins_otherwise(self, other_folded: str) -> bool:
        return other_folded[:FIXED_LETTERS] != self.folded[:FIXED_LETTERS]


def _typed(word: str, language: str) -> _Typed:
    return _Typed(word.lower(), language, fold(word), base_key(word, language), is_as_meant(word))


def edits_of_scan(key: str) -> int:
    """How many letters of the key of a damaged word may be wrong, beside those that are written alike anyway."""
    if len(key) < SHORTEST_DAMAGED:
        return 0
    return 2 if len(key) >= DAMAGED_TWICE else 1


def near_scans(key: str, language: str, keys: Sequence[str]) -> tuple[str, ...]:
    """Keys of damaged words that this one may have become, the nearest first."""
    found = process.extract(key, keys, scorer=OSA.distance, score_cutoff=edits_of_scan(key), limit=MAX_SCANS)
    return tuple(dict.fromkeys([*misread_keys(key, language), *(candidate for candidate, _, _ in found)]))


def is_near_scan(key: str, damaged: str, language: str) -> bool:
    edits = edits_of_scan(key)
    return damaged in misread_keys(key, language) or OSA.distance(key, damaged, score_cutoff=edits) <= edits


def suggested_query(query: Query, spellings: Spellings, language: str) -> Query | None:
    """The query with the nearest known spelling of each word that has one, those of the reader's language first."""
    replacements: dict[str, str] = {}
    for code in sorted(spellings.words, key=lambda code: code != language):
        for word, others in spellings.words[code].items():
            replacements.setdefault(word, others[0])
    return parse(replace_words(query, replacements)) if replacements else None
