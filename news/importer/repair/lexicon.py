"""The words of a language with how frequent each is and what its ending says, read from a file without loading it."""

import json
import mmap
import struct
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .edges import LAST, LETTER_MASK, TARGET_SHIFT

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Payload:
    """What a word of the lexicon is: log10 of its share of running words, its tags, whether it is only a name."""

    frequency: float
    tags: tuple[str, ...]
    is_name: bool


class Lexicon:
    """Words in lower case. `edges` and `root` are for walking along the letters of a misread word."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        (size,) = struct.unpack_from("<I", self._map)
        header = json.loads(self._map[4 : 4 + size])
        self.letters: str = header["letters"]
        self.numbers = {letter: place + 1 for place, letter in enumerate(self.letters)}
        self.payloads = tuple(
            Payload(frequency, tuple(tags.split()), bool(is_name)) for frequency, tags, is_name in header["payloads"]
        )
        start = 4 + size
        start += -start % 4
        self.edges = memoryview(self._map)[start:].cast("I")
        self.root = self.edges[len(self.edges) - 1]

    def get(self, word: str) -> Payload | None:
        """The entry of a word in lower case."""
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
        edge = edges[node]
        # The edge that ends a word is the first of its node.
        return None if edge & LETTER_MASK or not node else self.payloads[edge >> TARGET_SHIFT]


def write(path: Path, letters: str, payloads: list[tuple[float, str, int]], edges: bytes) -> None:
    header = json.dumps({"letters": letters, "payloads": payloads}, ensure_ascii=False).encode()
    start = 4 + len(header)
    path.write_bytes(struct.pack("<I", len(header)) + header + b"\0" * (-start % 4) + edges)


@cache
def lexicon(language: str) -> Lexicon | None:
    """That of a language code, if there is one."""
    path = DATA / f"{language}.lexicon"
    return Lexicon(path) if path.exists() else None
