"""Presence: whether a text has what is asked for, by the keys of it."""

from collections.abc import Callable, Container, Iterator
from typing import TypeAlias

from portal.languages.analysis import sought_keys

from .matching import Condition, Either, TermMatch, WordMatch, term_matches

# What a text may have of a query: a phrase, a word, or a key of a compound or of a day.
Met: TypeAlias = TermMatch | WordMatch | str


def key_as_written(key: str) -> str:
    """How an exact key stands among all keys of a text: what is left of a misspelt word may be a word as written."""
    return f"={key}"


def word_keys_anywhere(match: WordMatch) -> list[str]:
    """Keys of which a text has one where it has the word, leaving roots, beginnings and damaged words aside."""
    keys = (key for form in match.forms() for key in (key_as_written(form.exact), *form.stem, *form.folded))
    return list(dict.fromkeys(keys))


def wholes_anywhere(match: TermMatch) -> list[str]:
    """Keys of compounds and days of which a text has one where it has such a whole."""
    return list(map(key_as_written, match.wholes))


def spelling_keys(word: str, language: str) -> list[str]:
    """Keys of which a text has one where it has a word, which somebody may have meant, in some form."""
    return word_keys_anywhere(WordMatch(sought_keys(word, language)))


def word_frequency(word: str, language: str, counted: Callable[[str], int]) -> int:
    return max(map(counted, spelling_keys(word, language)))


def keys_anywhere(condition: Condition) -> Iterator[str]:
    """All keys by which `frequency` counts."""
    for match in term_matches([condition]):
        yield from wholes_anywhere(match)
        for word in match.words:
            yield from word_keys_anywhere(word)


def is_met(condition: Condition, met: Container[Met]) -> bool:
    """Whether a text that has these meets a condition."""
    if not isinstance(condition, TermMatch):
        enough = any if isinstance(condition, Either) else all
        return enough(is_met(part, met) for part in condition.parts)
    if condition.is_phrase:
        return condition in met
    return any(key in met for key in condition.wholes) or (
        bool(condition.words) and all(word in met for word in condition.words)
    )


def frequency(condition: Condition, counted: Callable[[str], int]) -> int:
    """About how many texts meet a condition: as many as have the most frequent of its keys, which `counted` tells."""
    if not isinstance(condition, TermMatch):
        found = [frequency(part, counted) for part in condition.parts]
        return max(found) if isinstance(condition, Either) else min(found)
    each = (max(map(counted, word_keys_anywhere(word))) for word in condition.words)
    return max(max(map(counted, wholes_anywhere(condition)), default=0), min(each, default=0))
