"""Places of words in a text, as it is compared, without a look at all of its words."""

from collections.abc import Iterable, Iterator

from portal.languages.analysis import COMPOUND
from portal.languages.beginnings import Beginnings

# What stands between the parts of a compound.
_JOINERS = frozenset("-‑.@_&'’")


def compounds_beginning_so(text: str, beginnings: Beginnings) -> Iterator[tuple[int, str]]:
    """Compounds that have a word that may begin so, with their places, in order."""
    end = 0
    for match in beginnings.pattern.finditer(text):
        start = match.start()
        if start >= end and beginnings.may_have(match.group()):
            place, compound = _compound(text, start)
            end = place + len(compound)
            yield place, compound


def compounds_with(text: str, words: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Compounds that have one of these words, with their places; a place may come twice."""
    for word in words:
        end = 0
        while (start := text.find(word, end)) >= 0:
            end = start + len(word)
            if not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum():
                place, compound = _compound(text, start)
                end = place + len(compound)
                yield place, compound


def _compound(text: str, start: int) -> tuple[int, str]:
    """Place and text of the compound that the word is part of that begins at `start`."""
    while start > 1 and text[start - 1] in _JOINERS and text[start - 2].isalnum():
        start -= 2
        while start and text[start - 1].isalnum():
            start -= 1
    match = COMPOUND.match(text, start)
    return start, match.group() if match else ""
