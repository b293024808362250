"""Many words, each with the number of what is known of it, in a file that is looked up without being loaded.

An edge is one number: that of its letter, whether it is the last of its node, and the node that it leads to. A node is
the number of its first edge; its edges follow each other up to the one marked LAST. The edge of letter number 0 leads
to a payload: a word ends there. The root is the node in the last place.
"""

import json
import mmap
import struct
from array import array
from collections.abc import Iterable
from pathlib import Path
from typing import Any

LETTER_BITS = 6
LETTER_MASK = (1 << LETTER_BITS) - 1
LAST = 1 << LETTER_BITS
TARGET_SHIFT = LETTER_BITS + 1

Edges = tuple[tuple[int, int], ...]


class Automaton:
    """`edges` and `root` are for walking along the letters of words that are not looked up as they stand."""

    def __init__(self, letters: str, edges: "memoryview[int]") -> None:
        self.numbers = {letter: place + 1 for place, letter in enumerate(letters)}
        self.edges = edges
        self.root = edges[len(edges) - 1]

    def payload_number(self, word: str) -> int | None:
        node = self.root
        edges = self.edges
        for letter in word:
            number = self.numbers.get(letter)
            if number is None:
                return None
            while True:
                edge = edges[node]
                if edge & LETTER_MASK == number:
                    node = edge >> TARGET_SHIFT
                    break
                if edge & LAST:
                    return None
                node += 1
        # The edge that ends a word is the first of its node.
        edge = edges[node]
        return None if edge & LETTER_MASK or not node else edge >> TARGET_SHIFT


def write(path: Path, letters: str, payloads: list[Any], edges: "array[int]") -> None:
    """Payloads are what JSON can hold, by their numbers."""
    header = json.dumps({"letters": letters, "payloads": payloads}, ensure_ascii=False).encode()
    start = 4 + len(header)
    partial = path.with_suffix(".part")
    partial.write_bytes(struct.pack("<I", len(header)) + header + b"\0" * (-start % 4) + edges.tobytes())
    # Processes that read the old file go on with it.
    partial.replace(path)


def read(path: Path) -> tuple[str, list[Any], "memoryview[int]"]:
    """Letters, payloads and edges, the last without loading them."""
    with path.open("rb") as file:
        content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    (size,) = struct.unpack_from("<I", content)
    header = json.loads(content[4 : 4 + size])
    start = 4 + size
    start += -start % 4
    return header["letters"], header["payloads"], memoryview(content)[start:].cast("I")


def packed(words: Iterable[tuple[str, int]], letters: str) -> "array[int]":
    """Edges of the smallest automaton of words, given in the order of their letters' numbers, with their payloads."""
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
