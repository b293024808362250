"""Beginnings: by the first letters of a word it is told that no other key is one of its own, without its analysis.

Nearly every key of a word begins as the word does. Those that do not are the irregular ones (`went`, whose lemma is
`go`), which an index keeps a list of, text by text.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from .analysis import word_keys, words
from .common.folding import fold

LETTERS = 2
# Letters of other alphabets may look like Latin ones, by the rest of their word.
_OTHER_ALPHABET = re.compile("[\u0370-\u052f\u1f00-\u1fff]")
# Of letters behind these it is told word by word: longer classes take regular expressions milliseconds to make.
_LATIN = {letter: fold(letter)[:1] for letter in map(chr, range(0x180))}
_EVERY_WORD = re.compile(r"[^\W_]+")


def beginning(key: str) -> str:
    """The first letters of a key or word, folded; fewer where it has no more."""
    return fold(key.strip("_"))[:LETTERS]


def may_be_of(first: str, second: str) -> bool:
    """Whether of two beginnings one may be of the same word as the other."""
    return first.startswith(second) or second.startswith(first)


@lru_cache(maxsize=20_000)
def is_irregular(word: str, language: str) -> bool:
    """Whether a word has a key that begins otherwise than the word; those of its families are left out.

    They mostly do where there is a prefix (`pastatyti`), and are rarely asked for.
    """
    keys, own = word_keys(word, language), beginning(word)
    return not all(may_be_of(own, beginning(key)) for key in {keys.exact, *keys.stem, *keys.folded})


def irregular_words(texts: Iterable[str], language: str) -> tuple[str, ...]:
    """The irregular words of texts, once each; all of their words are analysed."""
    found = dict.fromkeys(word for text in texts for word in words(text))
    return tuple(word for word in found if is_irregular(word, language))


@lru_cache(maxsize=1000)
def _words_with_first(letters: frozenset[str]) -> re.Pattern[str]:
    """Words whose first letter is folded to one of these, to nothing, or is none of _LATIN."""
    wanted = {"", *letters}
    others = "".join(letter for letter, first in _LATIN.items() if not letter.isalnum() or first not in wanted)
    # A letter with none before it, and what follows: to look for the letter first is the quickest.
    return re.compile(rf"[^{re.escape(others)}](?<=\w)(?<![^\W_].)[^\W_]*", re.DOTALL)


class Beginnings:
    """Finds the words of a text that begin as one of some keys does: a few more than have it."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._beginnings = {beginning(key) for key in keys}
        self._known: dict[str, bool] = {}
        is_open = "" in self._beginnings
        self.pattern = _EVERY_WORD if is_open else _words_with_first(frozenset(each[0] for each in self._beginnings))

    def may_have(self, word: str) -> bool:
        start = word[:LETTERS]
        known = self._known.get(start)
        if known is None:
            own = beginning(start)
            known = not own or _OTHER_ALPHABET.search(start) is not None
            known = known or any(may_be_of(own, other) for other in self._beginnings)
            self._known[start] = known
        return known
