"""Typing errors: how unlikely it is that one word was typed for another."""

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
    before: list[float] = []
    last = [0.0]
    for letter in meant:
        last.append(last[-1] + _missing(meant, len(last) - 1, letter))
    for row, letter in enumerate(typed):
        own = [last[0] + _too_many(typed, row)]
        for column, wanted in enumerate(meant):
            cost = min(
                last[column] + _another(letter, wanted),
                last[column + 1] + _too_many(typed, row),
                own[column] + _missing(meant, column, wanted),
            )
            if row and column and letter == meant[column - 1] and typed[row - 1] == wanted and letter != wanted:
                cost = min(cost, before[column - 1] + _CHANGED_PLACES)
            own.append(cost)
        before, last = last, own
    return last[-1]


def _another(typed: str, meant: str) -> float:
    if typed == meant:
        return 0.0
    if fold(typed) == fold(meant):
        return _UNMARKED
    return _NEIGHBOURING_KEY if (typed, meant) in _side_by_side() else _UNLIKELY


def _too_many(typed: str, place: int) -> float:
    """A letter twice, or a key beside that of the letter before or after it."""
    letter, costs = typed[place], [_UNLIKELY]
    for other in (place - 1, place + 1):
        if 0 <= other < len(typed):
            if typed[other] == letter:
                costs.append(_DOUBLED)
            elif (letter, typed[other]) in _side_by_side():
                costs.append(_NEIGHBOURING_KEY)
    return min(costs)


def _missing(meant: str, place: int, letter: str) -> float:
    return _DOUBLED if place and meant[place - 1] == letter else _MISSING
