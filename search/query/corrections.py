"""Corrections: what a query may have been meant to be whose words no text has: with other spaces, or another word."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations, pairwise

from portal.i18n import language_codes
from portal.languages.analysis import MAX_WORD_LETTERS, is_stop_word
from portal.languages.common.folding import fold
from portal.languages.near_words import near_words

from .parse import Query, parse, replace_words
from .spelling import is_as_meant, may_be_misspelt
from .typing_errors import typing_cost

# By language and word: how many texts have some form of it.
Frequencies = Mapping[str, Mapping[str, int]]

# A space in the wrong place leaves so many words of one, or one of so many.
MOST_PIECES = 3
SHORTEST_RUN = 6
SHORTEST_PIECE = 3
# What is in no dictionary is a piece at so many letters: shorter ones are in any word.
SHORTEST_UNLISTED_PIECE = 5
# Words of the dictionary that are likelier than this cost, as typing_errors.py reckons, by language.
DEAREST_LISTED = 0.7
LISTED_TRIED = 3


def words_to_count(query: Query, misspelt: Collection[str]) -> list[str]:
    """Words whose frequencies `with_other_spaces` needs."""
    pieces = (piece for word in misspelt if _may_be_a_run(word) for piece in _pieces(word))
    return list(dict.fromkeys([*misspelt, *pieces, *("".join(words) for words in _neighbours(query))]))


def with_other_spaces(query: Query, misspelt: Collection[str], frequencies: Frequencies) -> Iterator[Query]:
    """Words put together that were typed apart, then such as were typed together put apart, as texts have them.

    Of those that are put together one is misspelt, if any is: it would be a word by chance.
    """
    for words in _neighbours(query):
        is_known = any(own.get("".join(words)) for own in frequencies.values())
        if is_known and (not misspelt or any(word in misspelt for word in words)):
            apart = r"\b" + r"\s+".join(map(re.escape, words)) + r"\b"
            text = re.sub(apart, "".join(words), query.text, count=1)
            if text != query.text:
                yield parse(text)
    apart_by_word = {word: best for word in misspelt if (best := _apart(word, frequencies))}
    if apart_by_word:
        yield parse(replace_words(query, apart_by_word))


def with_listed_words(query: Query, misspelt: Collection[str]) -> Iterator[Query]:
    """With the likeliest words of the dictionaries: no text has these, but what they are called in another language."""
    for word in misspelt:
        if not may_be_misspelt(word):
            continue
        for language in language_codes():
            costs = {near: typing_cost(fold(word), fold(near)) for near in near_words(word, language)}
            likely = [near for near in costs if costs[near] <= DEAREST_LISTED]
            for near in sorted(likely, key=lambda near: costs[near])[:LISTED_TRIED]:
                yield parse(replace_words(query, {word: near}))


def _neighbours(query: Query) -> Iterator[Sequence[str]]:
    """Words that stand beside each other, up to so many."""
    typed = list(query.typed_words())
    for length in range(2, MOST_PIECES + 1):
        for start in range(len(typed) - length + 1):
            run = typed[start : start + length]
            is_row = all(second[0] == first[0] + 1 for first, second in pairwise(run))
            if is_row and all(word.isalpha() for _number, word in run):
                yield [word for _number, word in run]


def _may_be_a_run(word: str) -> bool:
    return SHORTEST_RUN <= len(word) <= MAX_WORD_LETTERS and word.isalpha()


def _pieces(word: str) -> Iterator[str]:
    """What the word may begin with, end with, or have between: of the latter, words of the dictionaries."""
    for place in range(SHORTEST_PIECE, len(word) - SHORTEST_PIECE + 1):
        yield word[:place]
        yield word[place:]
    for start, end in combinations(range(1, len(word)), 2):
        if end - start >= SHORTEST_PIECE and is_as_meant(word[start:end]):
            yield word[start:end]
    # One letter or two that are a word by themselves leave the rest.
    for place in range(1, SHORTEST_PIECE):
        yield word[place:]
        yield word[:-place]


def _apart(word: str, frequencies: Frequencies) -> str | None:
    """The word as the fewest words that one language has, of these the likeliest."""
    if not _may_be_a_run(word):
        return None
    for cuts in range(1, MOST_PIECES):
        best: tuple[tuple[int, int], str] | None = None
        for places in combinations(range(1, len(word)), cuts):
            pieces = [word[start:end] for start, end in pairwise((0, *places, len(word)))]
            for language, own in frequencies.items():
                worth = _worth(pieces, language, own)
                if worth and (best is None or worth > best[0]):
                    best = worth, " ".join(pieces)
        if best:
            return best[1]
    return None


def _worth(pieces: Sequence[str], language: str, frequencies: Mapping[str, int]) -> tuple[int, int] | None:
    """How many of the pieces dictionaries have, and how many texts have the rarest; None where one is no word."""
    telling = [piece for piece in pieces if not is_stop_word(piece, language)]
    if not telling or any(len(piece) < SHORTEST_PIECE or not frequencies.get(piece) for piece in telling):
        return None
    listed = [piece for piece in telling if is_as_meant(piece)]
    if any(len(piece) < SHORTEST_UNLISTED_PIECE for piece in telling if piece not in listed):
        return None
    return len(listed) - len(telling), min(frequencies[piece] for piece in telling)
