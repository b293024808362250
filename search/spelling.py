"""Typing errors and scanners' errors: words of the index that may have been meant, and what a reader may have meant."""

from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from .analysis import fold
from .matching import Spellings
from .query import Query, parse, replace_words

MIN_LETTERS = 5
LETTERS_FOR_TWO_EDITS = 8
FIXED_LETTERS = 2
MAX_SPELLINGS = 10
MAX_SCANS = 20


def may_be_misspelt(word: str) -> bool:
    """Short words have too many neighbours, and in numbers and codes every character counts."""
    return len(word) >= MIN_LETTERS and not any(map(str.isdigit, word))


def first_letters(word: str) -> str:
    """Folded letters that a word and what was meant by it mostly have in common: errors are rarest there."""
    return fold(word)[:FIXED_LETTERS]


def edits_of(word: str) -> int:
    return 2 if len(word) >= LETTERS_FOR_TWO_EDITS else 1


def nearest(word: str, vocabulary: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Words nearest to this one, of pairs (folded, as written); one edit apart, two where it is long."""
    folded = fold(word)
    start = folded[:FIXED_LETTERS]
    found = process.extract(
        folded,
        [candidate for candidate, _ in vocabulary],
        scorer=OSA.distance,
        score_cutoff=edits_of(folded),
        limit=None,
    )
    # Errors in the first letters are rare, so they count only where nothing else is near.
    ranked = sorted((not vocabulary[index][0].startswith(start), distance, index) for _, distance, index in found)
    best = [entry for entry in ranked if entry[0] == ranked[0][0]]
    return tuple(vocabulary[index][1] for _, _, index in best[:MAX_SPELLINGS])


def edits_of_scan(key: str) -> int:
    """How many letters of the key of a damaged word may be wrong."""
    return 0 if len(key) < MIN_LETTERS else edits_of(key)


def near_scans(key: str, keys: Sequence[str]) -> tuple[str, ...]:
    """Keys of damaged words that this one may have become, the nearest first."""
    found = process.extract(key, keys, scorer=OSA.distance, score_cutoff=edits_of_scan(key), limit=MAX_SCANS)
    return tuple(candidate for candidate, _, _ in found)


def is_near_scan(key: str, damaged: str) -> bool:
    edits = edits_of_scan(key)
    return key == damaged or (edits > 0 and OSA.distance(key, damaged, score_cutoff=edits) <= edits)


def suggested_query(query: Query, spellings: Spellings, language: str) -> Query | None:
    """The query with the nearest known spelling of each word that has one, those of the reader's language first."""
    replacements: dict[str, str] = {}
    for code in sorted(spellings.words, key=lambda code: code != language):
        for word, others in spellings.words[code].items():
            replacements.setdefault(word, others[0])
    return parse(replace_words(query, replacements)) if replacements else None
