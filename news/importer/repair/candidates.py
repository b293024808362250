"""Words that a misread word may have been."""

from collections.abc import Iterator
from dataclasses import dataclass

from .channel import Channel, Misreading, Readings
from .edges import LAST, LETTER_MASK, TARGET_SHIFT
from .lexicon import Lexicon, Payload

MOST_SHAPES = 2
# In natural logarithms: a reading that costs so much more than the best one is none.
WORST = 24.0
MOST_STEPS = 6000
# Prefixes that may stand before any verb, participle, adjective or noun of action, and what they cost.
_PREFIXES = {"ne": 3.2, "nebe": 6.0, "be": 6.0, "tebe": 8.0}
_SHORTEST_PREFIXED = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word in lower case, the misreadings that make it what was read, and its entry (of a known word: None)."""

    word: str
    misreadings: tuple[Misreading, ...]
    payload: Payload | None
    prior: float


def candidates(read: str, lexicon: Lexicon, readings: Readings, channel: Channel, *, shapes: bool) -> list[Candidate]:
    """Words of a lexicon that may have been read as `read`; with `shapes`, rare misreadings of letters too."""
    found: dict[str, tuple[float, Candidate]] = {}
    for word, misreadings, payload, prior in _walk(read, lexicon, readings, channel, shapes=shapes):
        cost = channel.cost(misreadings) - prior
        if word not in found or cost < found[word][0]:
            found[word] = cost, Candidate(word, misreadings, payload, prior)
    return [candidate for _, candidate in sorted(found.values(), key=lambda pair: pair[0])]


_LN10 = 2.302585


def _walk(
    read: str, lexicon: Lexicon, readings: Readings, channel: Channel, *, shapes: bool
) -> Iterator[tuple[str, tuple[Misreading, ...], Payload, float]]:
    edges, numbers, costs = lexicon.edges, lexicon.numbers, channel.costs
    marks, rare = readings.marks, readings.shapes
    end = len(read)
    lower = read.lower()
    stack: list[tuple[int, int, float, str, tuple[Misreading, ...], int, float]] = [
        (0, lexicon.root, 0.0, "", (), 0, 0.0)
    ]
    for prefix, cost in _PREFIXES.items():
        if lower.startswith(prefix) and end - len(prefix) >= _SHORTEST_PREFIXED:
            stack.append((len(prefix), lexicon.root, cost, prefix, (), 0, cost))
    steps = 0
    while stack and steps < MOST_STEPS:
        place, node, cost, word, misreadings, odd, prefixed = stack.pop()
        steps += 1
        if place == end:
            edge = edges[node]
            if node and not edge & LETTER_MASK:
                payload = lexicon.payloads[edge >> TARGET_SHIFT]
                if not prefixed or (not payload.is_name and any(tag[0] in "AVD" for tag in payload.tags)):
                    yield word, misreadings, payload, payload.frequency * _LN10 - prefixed
            continue
        # The letter as it is.
        letter = lower[place]
        number = numbers.get(letter)
        if number is not None and letter not in marks.get(letter, ()):
            target = _follow(edges, node, number)
            if target:
                is_odd_case = read[place] != letter and place and not read.isupper()
                stack.append((place + 1, target, cost + 3 * is_odd_case, word + letter, misreadings, odd, prefixed))
        for length in (1, 2, 3):
            piece = read[place : place + length]
            if len(piece) < length:
                break
            options = marks.get(piece, ())
            if length == 1 and piece != letter:
                options = tuple(dict.fromkeys((*options, *marks.get(letter, ()))))
            for printed in options:
                target = _follow(edges, node, numbers.get(printed, 0))
                if target:
                    misreading = (printed, piece if (printed, piece) in costs else letter)
                    more = cost + costs[misreading]
                    if more < WORST:
                        stack.append(
                            (place + length, target, more, word + printed, (*misreadings, misreading), odd, prefixed)
                        )
            if shapes and odd < MOST_SHAPES:
                for printed in rare.get(piece, ()):
                    target = node
                    for each in printed:
                        target = _follow(edges, target, numbers.get(each, 0))
                        if not target:
                            break
                    else:
                        more = cost + costs[printed, piece]
                        if more < WORST:
                            stack.append(
                                (
                                    place + length,
                                    target,
                                    more,
                                    word + printed,
                                    (*misreadings, (printed, piece)),
                                    odd + 1,
                                    prefixed,
                                )
                            )


def _follow(edges: memoryview, node: int, number: int) -> int:
    """The node that a letter leads to; 0 where there is none."""
    if not number:
        return 0
    while True:
        edge = edges[node]
        if edge & LETTER_MASK == number:
            return int(edge >> TARGET_SHIFT)
        if edge & LAST:
            return 0
        node += 1
