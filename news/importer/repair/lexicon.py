"""The words of a language with how frequent each is and what its ending says, read from a file without loading it."""

import json
import mmap
import struct
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .automaton import automaton
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

    def __init__(self, letters: str, payloads: tuple[Payload, ...], edges: "memoryview[int]") -> None:
        self.numbers = {letter: place + 1 for place, letter in enumerate(letters)}
        self.payloads = payloads
        self.edges = edges
        self.root = edges[len(edges) - 1]

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
    partial = path.with_suffix(".part")
    partial.write_bytes(struct.pack("<I", len(header)) + header + b"\0" * (-start % 4) + edges)
    # Processes that read the old file go on with it.
    partial.replace(path)


def read(path: Path) -> Lexicon:
    with path.open("rb") as file:
        content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    (size,) = struct.unpack_from("<I", content)
    header = json.loads(content[4 : 4 + size])
    payloads = tuple(
        Payload(frequency, tuple(tags.split()), bool(is_name)) for frequency, tags, is_name in header["payloads"]
    )
    start = 4 + size
    start += -start % 4
    return Lexicon(header["letters"], payloads, memoryview(content)[start:].cast("I"))


# As frequent as a word that a text is about.
_KNOWN_FREQUENCY = -4.3


def of_words(words: Collection[str]) -> Lexicon:
    """A lexicon of words and names, given in lower case, of which no more is known."""
    count = Counter(letter for word in words for letter in word)
    # An edge has no room for the letters of more alphabets than one.
    letters = "".join(sorted(letter for letter, _ in count.most_common(LETTER_MASK)))
    ordered = sorted({word for word in words if word and not set(word) - set(letters)})
    edges = automaton(((word, 0) for word in ordered), letters)
    return Lexicon(letters, (Payload(_KNOWN_FREQUENCY, (), True),), memoryview(edges))


@cache
def lexicon(language: str) -> Lexicon | None:
    """That of a language code, if there is one."""
    path = DATA / f"{language}.lexicon"
    return read(path) if path.exists() else None
