"""Typing errors: words of the index that may have been meant, and the query that a reader may have meant."""

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


def may_be_misspelt(word: str) -> bool:
    """Short words have too many neighbours, and in numbers and codes every character counts."""
    return len(word) >= MIN_LETTERS and not any(map(str.isdigit, word))


def first_letters(word: str) -> str:
    """Folded letters that a word and what was meant by it have in common: errors are rarest there."""
    return fold(word)[:FIXED_LETTERS]


def nearest(word: str, vocabulary: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Words nearest to this one, of pairs (folded, as written); one edit apart, two where it is long."""
    folded = fold(word)
    edits = 2 if len(folded) >= LETTERS_FOR_TWO_EDITS else 1
    found = process.extract(
        folded,
        [candidate for candidate, _ in vocabulary],
        scorer=OSA.distance,
        score_cutoff=edits,
        limit=MAX_SPELLINGS,
    )
    return tuple(vocabulary[index][1] for _, _, index in found)


def suggested_query(query: Query, spellings: Spellings, language: str) -> Query | None:
    """The query with the nearest known spelling of each word that has one, those of the reader's language first."""
    replacements: dict[str, str] = {}
    for code in sorted(spellings.words, key=lambda code: code != language):
        for word, others in spellings.words[code].items():
            replacements.setdefault(word, others[0])
    return parse(replace_words(query, replacements)) if replacements else None
