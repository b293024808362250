"""Beginnings: by the first letters of a word it is told that no other key is one of its own, without its analysis.

Nearly every key of a word begins as the word does. Those that do not are the irregular ones (`went`, whose lemma is
`go`), which an index keeps a list of, text by text.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from .analysis import word_keys, words
from .common.folding import fold

LETTERS = 2
# Letters whose looks may depend on the rest of their word, and those of scripts that nothing is known of here.
_OTHER_SCRIPTS = "\u0250-\u1dff\u1f00-\U0010ffff"
_OTHER_SCRIPT = re.compile(f"[{_OTHER_SCRIPTS}]")
_LATIN = (*range(0x30, 0x250), *range(0x1E00, 0x1F00))


def beginning(key: str) -> str:
    """The first letters of a key or word, folded; fewer where it has no more."""
    return fold(key.strip("_"))[:LETTERS]


def may_be_of(first: str, second: str) -> bool:
    """Whether of two beginnings one may be of the same word as the other."""
    return first.startswith(second) or second.startswith(first)


@lru_cache(maxsize=100_000)
def is_irregular(word: str, language: str) -> bool:
    """Whether a word has a key that begins otherwise than the word."""
    keys, own = word_keys(word, language), beginning(word)
    return not all(may_be_of(own, beginning(key)) for key in {keys.exact, keys.root, *keys.stem, *keys.folded})


def irregular_words(texts: Iterable[str], language: str) -> tuple[str, ...]:
    """The irregular words of texts, once each; all of their words are analysed."""
    found = dict.fromkeys(word for text in texts for word in words(text))
    return tuple(word for word in found if is_irregular(word, language))


@cache
def _spelt(letter: str) -> str:
    """Latin letters and digits that are folded to one, or to nothing."""
    return "".join(chr(code) for code in _LATIN if chr(code).isalnum() and fold(chr(code))[:1] in ("", letter))


class Beginnings:
    """Finds the words of a text that begin as one of some keys does: a few more than have it."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._beginnings = {beginning(key) for key in keys}
        self._known: dict[str, bool] = {}
        letters = {begun[:1] for begun in self._beginnings}
        first = "" if "" in letters else "".join(map(_spelt, sorted(letters)))
        # A letter with none before it, and what follows: to look for the letter first is the quickest.
        own = rf"[{re.escape(first)}{_OTHER_SCRIPTS}](?<=\w)" if first or not self._beginnings else r"[^\W_]"
        self.pattern = re.compile(rf"{own}(?<![^\W_].)[^\W_]*", re.DOTALL)

    def may_have(self, word: str) -> bool:
        start = word[:LETTERS]
        known = self._known.get(start)
        if known is None:
            own = beginning(start)
            is_open = _OTHER_SCRIPT.search(start) is not None or not own
            known = is_open or any(may_be_of(own, other) for other in self._beginnings)
            self._known[start] = known
        return known
