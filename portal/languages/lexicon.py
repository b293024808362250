"""Lexicon: the words of a language, how frequent each is and what its ending says, in a file that is not loaded."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .registry import language as known_language
from .word_graph import LETTER_MASK, Automaton, packed
from .word_graph import read as read_automaton

FILE = "words.lexicon"


@dataclass(frozen=True, slots=True)
class Payload:
    """What a word of the lexicon is: log10 of its share of running words, its tags, whether it is only a name."""

    frequency: float
    tags: tuple[str, ...]
    is_name: bool


class Lexicon(Automaton):
    """Words in lower case."""

    def __init__(self, letters: str, payloads: tuple[Payload, ...], edges: "memoryview[int]") -> None:
        super().__init__(letters, edges)
        self.payloads = payloads

    def get(self, word: str) -> Payload | None:
        """The entry of a word in lower case."""
        number = self.payload_number(word)
        return None if number is None else self.payloads[number]


def read(path: Path) -> Lexicon:
    letters, payloads, edges = read_automaton(path)
    made = tuple(Payload(frequency, tuple(tags.split()), bool(is_name)) for frequency, tags, is_name in payloads)
    return Lexicon(letters, made, edges)


# As frequent as a word that a text is about.
_KNOWN_FREQUENCY = -4.3


def of_words(words: Collection[str]) -> Lexicon:
    """A lexicon of words and names, given in lower case, of which no more is known."""
    count = Counter(letter for word in words for letter in word)
    # An edge has no room for the letters of more alphabets than one.
    letters = "".join(sorted(letter for letter, _ in count.most_common(LETTER_MASK)))
    ordered = sorted({word for word in words if word and not set(word) - set(letters)})
    edges = packed(((word, 0) for word in ordered), letters)
    return Lexicon(letters, (Payload(_KNOWN_FREQUENCY, (), True),), memoryview(edges))


@cache
def lexicon(language: str) -> Lexicon | None:
    """That of a language code, if there is one."""
    path = known_language(language).data_file(FILE)
    return read(path) if path else None
