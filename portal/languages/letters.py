"""Letter n-grams: how probable letters are as a word of a language that no lexicon has, a name, a compound."""

import json
import math
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from .registry import language as known_language

FILE = "letters.json"

START, END = "^", "$"
ORDER = 4
# Costs are stored as a character each, in steps of so many natural logarithms, from a space on.
STEP = 0.1
FIRST = 32
# The share of running words that no lexicon has.
UNKNOWN_WORDS = 0.012
# Half of them are foreign: their letters follow no rule that is known here.
FOREIGN = 0.5
FOREIGN_LETTER = 2.85
# New words and names follow the habits of known ones less than those do: nothing costs more than so much.
_DEAREST_STEP, _DEAREST = 2.5, 8.0


class Letters:
    """Costs, in natural logarithms, of each letter after up to three others; what is not listed backs off."""

    def __init__(self, path: Path) -> None:
        table: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
        self._costs: dict[str, dict[str, float]] = {
            context: {entries[place]: (ord(entries[place + 1]) - FIRST) * STEP for place in range(0, len(entries), 2)}
            for context, entries in table.items()
        }

        self._known: dict[tuple[str, str], float] = {}

    def cost(self, before: str, letter: str) -> float:
        """Of a letter after the last letters of a word, which begins with START."""
        key = (before[1 - ORDER :], letter)
        cost = self._known.get(key)
        if cost is None:
            cost = self._known[key] = self._cost(*key)
        return cost

    def _cost(self, before: str, letter: str) -> float:
        total = 0.0
        for start in range(max(0, len(before) - ORDER + 1), len(before) + 1):
            costs = self._costs.get(before[start:])
            if costs is not None:
                found = costs.get(letter)
                if found is not None:
                    return min(total + found, _DEAREST)
                total += min(costs[" "], _DEAREST_STEP)
        return _DEAREST


def unknown_prior(cost: float) -> float:
    """ln of the probability of a word that no lexicon has, by the cost of its letters."""
    return math.log(UNKNOWN_WORDS * (1 - FOREIGN)) - cost


def foreign_prior(word: str) -> float:
    """ln of that of a word of any other language."""
    return math.log(UNKNOWN_WORDS * FOREIGN) - FOREIGN_LETTER * (len(word) + 0.7)


def table(words: Iterable[tuple[str, float]], least: float) -> Mapping[str, str]:
    """What `Letters` reads, learnt from words with their weights; what occurs less than `least` is left out."""
    counts: dict[str, dict[str, float]] = {}
    for word, weight in words:
        written = START + word + END
        for place in range(1, len(written)):
            for start in range(max(0, place - ORDER + 1), place + 1):
                of_context = counts.setdefault(written[start:place], {})
                of_context[written[place]] = of_context.get(written[place], 0.0) + weight
    result: dict[str, str] = {}
    for context, after in sorted(counts.items()):
        kept = {letter: count for letter, count in after.items() if count >= least or not context}
        if not kept:
            continue
        total = sum(after.values())
        # Witten and Bell: as many more events as there were kinds of them.
        whole = total + len(after)
        rest = (whole - sum(kept.values())) / whole
        entries = {" ": -math.log(rest), **{letter: -math.log(count / whole) for letter, count in kept.items()}}
        result[context] = "".join(
            letter + chr(FIRST + min(94, round(cost / STEP))) for letter, cost in sorted(entries.items())
        )
    return result


@cache
def letters(language: str) -> Letters | None:
    path = known_language(language).data_file(FILE)
    return Letters(path) if path else None
