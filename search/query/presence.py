"""Presence: whether a text has what is asked for, by the one field that holds every key of it."""

from collections.abc import Callable, Iterator

from .matching import Condition, Either, TermMatch, WordMatch, term_matches


def word_keys_anywhere(match: WordMatch) -> list[str]:
    """Keys of which a text has one where it has the word, leaving roots, beginnings and damaged words aside."""
    return list(dict.fromkeys(key for form in match.forms() for key in (form.exact, *form.stem, *form.folded)))


def keys_anywhere(condition: Condition) -> Iterator[str]:
    """All keys by which `frequency` counts."""
    for match in term_matches([condition]):
        yield from match.wholes
        for word in match.words:
            yield from word_keys_anywhere(word)


def frequency(condition: Condition, counted: Callable[[str], int]) -> int:
    """About how many texts meet a condition: as many as have the most frequent of its keys, which `counted` tells."""
    if not isinstance(condition, TermMatch):
        found = [frequency(part, counted) for part in condition.parts]
        return max(found) if isinstance(condition, Either) else min(found)
    each = (max(map(counted, word_keys_anywhere(word))) for word in condition.words)
    return max(max(map(counted, condition.wholes), default=0), min(each, default=0))
