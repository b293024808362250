"""What changed between two texts, word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from portal.languages.common.normalization import seen

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


class Difference(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Passage:
    """Text that both have, or that only the one before or only the one after has."""

    kind: Difference
    text: str


def word_differences(before: str, after: str) -> list[Passage]:
    """Passages in reading order; those that are not ADDED make up `before`, those that are not REMOVED `after`.

    Both texts are read as they are seen. A space alone between two changes belongs to both, so that a replaced phrase
    reads as one.
    """
    old, new = _TOKEN.findall(seen(before)), _TOKEN.findall(seen(after))
    passages: list[Passage] = []
    for removed, added, same in _changes(old, new):
        if removed:
            passages.append(Passage(Difference.REMOVED, "".join(removed)))
        if added:
            passages.append(Passage(Difference.ADDED, "".join(added)))
        if same:
            passages.append(Passage(Difference.SAME, "".join(same)))
    return passages


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """Tokens removed, tokens added in their place, and the tokens of both that follow."""
    removed: list[str] = []
    added: list[str] = []
    for tag, start, end, other_start, other_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            removed += old[start:end]
            added += new[other_start:other_end]
        elif removed and added and end - start == 1 and old[start].isspace() and end < len(old):
            removed.append(old[start])
            added.append(old[start])
        else:
            yield removed, added, list(old[start:end])
            removed, added = [], []
    if removed or added:
        yield removed, added, []
