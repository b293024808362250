"""Words of the dictionaries that one may have been meant for which is in none: they differ by one typing error."""

from collections.abc import Iterator
from functools import lru_cache

from .common.folding import fold
from .lemma_lists import has_word
from .lemmas import lemmas
from .registry import language as known_language

MOST_LETTERS = 30


@lru_cache(maxsize=1000)
def near_words(word: str, language: str) -> tuple[str, ...]:
    """In every form that the dictionaries of a language have."""
    lower = word.lower()
    if len(lower) > MOST_LETTERS:
        return ()
    if listed := lemmas(language):
        return listed.near(fold(lower))
    dictionary = known_language(language).words.lemmas
    if dictionary is None:
        return ()
    alphabet = "".join(known_language(language).keyboard).replace(" ", "")
    others = filter(None, dict.fromkeys(_typed_for(lower, alphabet)))
    return tuple(other for other in others if has_word(other, dictionary))


def _typed_for(word: str, alphabet: str) -> Iterator[str]:
    """What a word may be without one letter that is another, too many, missing, or changed its place."""
    for place in range(len(word) + 1):
        before, after = word[:place], word[place:]
        for letter in alphabet:
            yield before + letter + after
            if after and letter != after[0]:
                yield before + letter + after[1:]
        if after:
            yield before + after[1:]
        if len(after) > 1 and after[0] != after[1]:
            yield before + after[1] + after[0] + after[2:]
