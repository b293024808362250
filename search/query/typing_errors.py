"""Typing errors: how unlikely it is that one word was typed for another."""

from collections.abc import Container
from itertools import accumulate

from portal.languages.common.folding import fold
from portal.languages.common.keyboard import neighbours
from portal.languages.language import Language
from portal.languages.registry import of_languages

# What each error costs, of an unlikely one: a letter for one that is nothing like it.
_UNMARKED = 0.1
_NEIGHBOURING_KEY = 0.6
_CHANGED_PLACES = 0.6
_DOUBLED = 0.5
_MISSING = 0.7
_UNLIKELY = 1.0


@of_languages
def _side_by_side(own: tuple[Language, ...]) -> frozenset[tuple[str, str]]:
    return frozenset().union(*(neighbours(each.keyboard) for each in own))


def typing_cost(typed: str, meant: str) -> float:
    """The sum of the likeliest errors that make the one of the other; both in lower case.

    Optimal string alignment, with costs by what fingers do: another key than the one beside it, a letter twice, two in
    the wrong order, one without its mark.
    """
    side_by_side = _side_by_side()
    missing = [_DOUBLED if place and meant[place - 1] == letter else _MISSING for place, letter in enumerate(meant)]
    before: list[float] = []
    last = [0.0, *accumulate(missing)]
    for row, letter in enumerate(typed):
        too_many = _too_many(typed, row, side_by_side)
        own = [last[0] + too_many]
        for column, wanted in enumerate(meant):
            cost = min(
                last[column] + _another(letter, wanted, side_by_side),
                last[column + 1] + too_many,
                own[column] + missing[column],
            )
            if row and column and letter == meant[column - 1] and typed[row - 1] == wanted and letter != wanted:
                cost = min(cost, before[column - 1] + _CHANGED_PLACES)
            own.append(cost)
        before, last = last, own
    return last[-1]


def _another(typed: str, meant: str, side_by_side: Container[tuple[str, str]]) -> float:
    if typed == meant:
        return 0.0
    if not (typed.isascii() and meant.isascii()) and fold(typed) == fold(meant):
        return _UNMARKED
    return _NEIGHBOURING_KEY if (typed, meant) in side_by_side else _UNLIKELY


def _too_many(typed: str, place: int, side_by_side: Container[tuple[str, str]]) -> float:
    """A letter twice, or a key beside that of the letter before or after it."""
    letter, others = typed[place], [typed[other] for other in (place - 1, place + 1) if 0 <= other < len(typed)]
    if letter in others:
        return _DOUBLED
    return _NEIGHBOURING_KEY if any((letter, other) in side_by_side for other in others) else _UNLIKELY
