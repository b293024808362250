"""Builds the automaton of words that `lexicon.Lexicon` reads."""

from array import array
from collections.abc import Iterable

from .edges import LAST, LETTER_BITS, TARGET_SHIFT

Edges = tuple[tuple[int, int], ...]


def automaton(words: Iterable[tuple[str, int]], letters: str) -> "array[int]":
    """Edges of the smallest automaton of words, given in the order of their letters' numbers, with their payloads.

    A node is the number of its first edge; its edges follow each other up to the one marked LAST. The edge of letter
    number 0 leads to a payload: a word ends there. The root is the node in the last place: its number ends the array.
    """
    number = {letter: place + 1 for place, letter in enumerate(letters)}
    edges = array("I", [LAST])
    known: dict[Edges, int] = {(): 0}
    path: list[list[tuple[int, int]]] = [[]]
    previous: list[int] = []

    def stored(node: Edges) -> int:
        place = known.get(node)
        if place is None:
            place = known[node] = len(edges)
            edges.extend(letter | target << TARGET_SHIFT for letter, target in node)
            edges[-1] |= LAST
        return place

    def close(length: int) -> None:
        while len(path) > length + 1:
            node = stored(tuple(path.pop()))
            letter, _ = path[-1][-1]
            path[-1][-1] = (letter, node)

    for word, payload in words:
        codes = [number[letter] for letter in word]
        common = 0
        for ours, theirs in zip(codes, previous, strict=False):
            if ours != theirs:
                break
            common += 1
        close(common)
        for code in codes[common:]:
            path[-1].append((code, 0))
            path.append([])
        path[-1].append((0, payload))
        previous = codes
    close(0)
    root = stored(tuple(path[0]))
    edges.append(root)
    assert max(number.values()) < 1 << LETTER_BITS  # noqa: S101
    return edges
