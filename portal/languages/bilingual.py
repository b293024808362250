"""The bilingual dictionaries that come with the portal."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .analysis import words
from .common.folding import fold
from .registry import language, languages

FOLDER = "dictionaries"


@dataclass(frozen=True, slots=True)
class Meaning:
    """Words of `language`, in their base form, and what they are called in `other_language`, the best first."""

    language: str
    term: str
    other_language: str
    others: tuple[str, ...]


def read_dictionary(path: Path, first: str) -> Iterator[Meaning]:
    """Meanings in both directions of a file such as `lt/dictionaries/en.tsv`; a line is `lt1; lt2<TAB>en1; en2`."""
    second = path.stem
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            left, right = (tuple(term.strip() for term in side.split(";")) for side in line.split("\t"))
            yield from (Meaning(first, term, second, right) for term in left)
            yield from (Meaning(second, term, first, left) for term in right)


def shipped_meanings() -> Iterator[Meaning]:
    """Those of the dictionaries between the portal's languages. Read anew each time: they are many, and asked for once
    by each of those who keep what they need of them."""
    codes = [each.code for each in languages()]
    for code in codes:
        if folder := language(code).folder:
            for path in sorted((folder / FOLDER).glob("*.tsv")):
                if path.stem in codes:
                    yield from read_dictionary(path, code)


@cache
def shipped_words(code: str) -> frozenset[str]:
    """Words of the dictionaries that come with the portal, folded."""
    terms = (meaning.term for meaning in shipped_meanings() if meaning.language == code)
    return frozenset(fold(word) for term in terms for word in words(term))
