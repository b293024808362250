"""Words that a misread word may have been."""

from collections.abc import Iterator
from dataclasses import dataclass

from portal.languages.letters import END, START, Letters, unknown_prior
from portal.languages.lexicon import Lexicon, Payload
from portal.languages.word_graph import LAST, LETTER_MASK, TARGET_SHIFT

from .noisy_channel import Channel, Misreading, Readings

MOST_SHAPES = 2
# In natural logarithms: a reading that costs so much more than the best one is none.
WORST = 24.0
MOST_STEPS = 6000
# So many letters of a word follow a prefix at least.
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
_BEAM = 6
# A mark, a digit or a capital within a new word.
_ODD_LETTER = 6.0
_MOST_NEW = 4


def new_words(read: str, letters: Letters, readings: Readings, channel: Channel) -> list[Candidate]:
    """Words that no lexicon has, as they may have been before marks were lost, the likeliest first."""
    costs = channel.costs
    lower = read.lower()
    # For each place, the likeliest beginnings that reach it.
    reached: list[list[tuple[float, float, str, tuple[Misreading, ...]]]] = [[] for _ in range(len(read) + 1)]
    reached[0] = [(0.0, 0.0, START, ())]
    for place, letter in enumerate(lower):
        beam = sorted(reached[place])[:_BEAM]
        for total, own, word, misreadings in beam:
            options: list[tuple[int, str, tuple[Misreading, ...], float]] = []
            if letter not in readings.marks.get(letter, ()):
                is_odd = not letter.isalpha() or (place and read[place] != letter and not read.isupper())
                options.append((1, letter, (), _ODD_LETTER * is_odd))
            for length in (1, 2):
                piece = read[place : place + length]
                if len(piece) == length:
                    for printed in dict.fromkeys(
                        (*readings.marks.get(piece, ()), *(readings.marks.get(letter, ()) if length == 1 else ()))
                    ):
                        misreading = (printed, piece if (printed, piece) in costs else letter)
                        options.append((length, printed, (misreading,), costs[misreading]))
            for length, printed, more, cost in options:
                of_letter = letters.cost(word, printed)
                reached[place + length].append(
                    (total + cost + of_letter, own + of_letter, word + printed, (*misreadings, *more))
                )
    result: list[Candidate] = []
    for _, own, word, misreadings in sorted(reached[-1])[:_MOST_NEW]:
        prior = unknown_prior(own + letters.cost(word, END))
        result.append(Candidate(word.removeprefix(START), misreadings, None, prior))
    return result


def _walk(
    read: str, lexicon: Lexicon, readings: Readings, channel: Channel, *, shapes: bool
) -> Iterator[tuple[str, tuple[Misreading, ...], Payload, float]]:
    edges, numbers, costs = lexicon.edges, lexicon.numbers, channel.costs
    marks, rare, prefixed_tags = readings.marks, readings.shapes, readings.prefixed_tags
    end = len(read)
    lower = read.lower()
    stack: list[tuple[int, int, float, str, tuple[Misreading, ...], int, float]] = [
        (0, lexicon.root, 0.0, "", (), 0, 0.0)
    ]
    for length in range(2, min(readings.longest_prefix, end - _SHORTEST_PREFIXED) + 1):
        prefix = readings.prefixes.get(read[:length]) or readings.prefixes.get(lower[:length])
        if prefix is not None:
            more = channel.cost(prefix.misreadings)
            stack.append((length, lexicon.root, prefix.cost + more, prefix.printed, prefix.misreadings, 0, prefix.cost))
    steps = 0
    while stack and steps < MOST_STEPS:
        place, node, cost, word, misreadings, odd, prefixed = stack.pop()
        steps += 1
        if place == end:
            edge = edges[node]
            if node and not edge & LETTER_MASK:
                payload = lexicon.payloads[edge >> TARGET_SHIFT]
                if not prefixed or (not payload.is_name and any(tag[0] in prefixed_tags for tag in payload.tags)):
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
