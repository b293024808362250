"""Hidden Markov model of tags: which ending follows which, by the grammar of texts that were learnt from."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from .lexicon import Payload
from .registry import language as known_language

FILE = "grammar.json"

# What is no word: the edge of a sentence, a mark within one, a number, a word without a known ending.
EDGE, MARK, NUMBER, OTHER = "S", "K", "M", "X"
SUFFIX_LETTERS = 3
# Weight of a tag that an ending allows but that was never seen of it.
_LEAST = 1e-4

# Of one word: tags with their weights; a weight is the probability of the word times that of its having the tag.
Weights = Mapping[str, float]


@dataclass(frozen=True)
class Grammar:
    """`shares`: of each tag among words. `after`: shares of tags after one or two others, the nearer last.

    `kinds`: how often words with the same possible tags have each; `words`: the same of frequent words; `suffixes`: of
    words that no lexicon has, by their last letters.
    """

    shares: Mapping[str, float]
    after: Mapping[str, Mapping[str, float]]
    kinds: Mapping[str, Mapping[str, float]]
    words: Mapping[str, Mapping[str, float]]
    suffixes: Mapping[str, Mapping[str, float]]

    def tags_of(self, word: str, payload: Payload | None) -> Mapping[str, float]:
        """P(tag | word) of a word in lower case."""
        known = self.words.get(word)
        if known is not None:
            return known
        if payload is not None and payload.tags:
            kind = self.kinds.get(" ".join(payload.tags))
            return kind if kind is not None else dict.fromkeys(payload.tags, 1 / len(payload.tags))
        return self.suffixes.get(word[-SUFFIX_LETTERS:], {OTHER: 1.0})

    def transition(self, first: str, second: str, third: str) -> float:
        """P(third | first, second)."""
        key = (first, second, third)
        found = self._transitions.get(key)
        if found is None:
            both = self.after.get(f"{first} {second}")
            one = self.after.get(second, {})
            share = self.shares.get(third, _LEAST)
            single = one.get(third, one.get("", 1.0) * share)
            found = single if both is None else both.get(third, both.get("", 1.0) * single)
            self._transitions[key] = found
        return found

    @cached_property
    def _transitions(self) -> dict[tuple[str, str, str], float]:
        return {}

    def posteriors(self, words: Sequence[Weights]) -> list[dict[str, float]]:
        """For each word of a text the share of each of its tags, given all words around.

        The weights are to be divided by the tags' shares already.
        """
        return posteriors(words, self.transition)


def posteriors(words: Sequence[Weights], transition: Callable[[str, str, str], float]) -> list[dict[str, float]]:
    """The share of each tag of each word, by going forward and backward over pairs of neighbouring tags."""
    count = len(words)
    if not count:
        return []
    # alpha[(a, b)]: weight of all ways to the word that has tag b, with a before it.
    forward: list[dict[tuple[str, str], float]] = []
    current = {(EDGE, tag): weight * transition(EDGE, EDGE, tag) for tag, weight in words[0].items()}
    current = _normal(current)
    forward.append(current)
    for place in range(1, count):
        following: dict[tuple[str, str], float] = {}
        items = words[place].items()
        for (first, second), weight in current.items():
            for third, emission in items:
                value = weight * emission * transition(first, second, third)
                key = (second, third)
                following[key] = following.get(key, 0.0) + value
        current = _normal(following)
        forward.append(current)
    backward = dict.fromkeys(current, 1.0)
    result: list[dict[str, float]] = [{}] * count
    for place in range(count - 1, -1, -1):
        shares: dict[str, float] = {}
        alpha = forward[place]
        for key, weight in alpha.items():
            shares[key[1]] = shares.get(key[1], 0.0) + weight * backward.get(key, 0.0)
        total = sum(shares.values()) or 1.0
        result[place] = {tag: share / total for tag, share in shares.items()}
        if place:
            earlier: dict[tuple[str, str], float] = {}
            items = words[place].items()
            for first, second in forward[place - 1]:
                earlier[first, second] = sum(
                    emission * transition(first, second, third) * backward[second, third] for third, emission in items
                )
            backward = _normal(earlier)
    return result


def _normal(weights: dict[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    total = sum(weights.values())
    if total <= 0:
        return dict.fromkeys(weights, 1.0 / max(1, len(weights)))
    return {key: weight / total for key, weight in weights.items()}


@cache
def grammar(language: str) -> Grammar | None:
    path = known_language(language).data_file(FILE)
    return Grammar(**json.loads(path.read_text(encoding="utf-8"))) if path else None
