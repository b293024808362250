"""How near a text comes to what was printed, in characters and word by word, and what a person's review adds."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz.distance import Levenshtein

from news.importer.repair import SURE, RepairedText, TextChange

from .damage import Damaged

# How much of the text on both sides of a choice decides which of its readings is the right one.
_SIGHT = 30


def collapsed(text: str) -> str:
    """Paragraphs unwrapped and white space forgiven: every run of it is one space."""
    return " ".join(text.split())


def right_words(printed: str, text: str) -> list[bool]:
    """Of each word that was printed, whether `text` has it: whole, between spaces.

    The texts are aligned by characters, so that a word that fell apart does not move those behind it.
    """
    printed, text = (f" {collapsed(given)} " for given in (printed, text))
    blocks = iter(Levenshtein.opcodes(printed, text))
    block = next(blocks)
    right = []
    for word in re.finditer(r"\S+", printed):
        while block.src_end <= word.start():
            block = next(blocks)
        shift = block.dest_start - block.src_start
        right.append(
            block.tag == "equal"
            and word.end() <= block.src_end
            and text[word.start() + shift - 1] == text[word.end() + shift] == " "
        )
    return right


def is_looked_at(change: TextChange) -> bool:
    """Whether a person who reviews the text is asked about it."""
    return not change.is_applied or change.certainty < SURE


def reviewed(printed: str, repaired: RepairedText) -> str:
    """The text after a person who knows what was printed has chosen the right reading wherever it is offered."""
    text = repaired.text
    place_in_print = _places(printed, text)
    for change in sorted(filter(is_looked_at, repaired.changes), key=lambda change: change.start, reverse=True):
        start, end = max(change.start - _SIGHT, 0), min(change.end + _SIGHT, len(repaired.text))
        sight = printed[place_in_print[start] : place_in_print[end]]
        now = text[change.start : change.end]
        before, behind = text[start : change.start], text[change.end : end]
        choice = min(
            (now, change.before, change.after, *change.alternatives),
            key=lambda reading: Levenshtein.distance(f"{before}{reading}{behind}", sight),
        )
        text = f"{text[: change.start]}{choice}{text[change.end :]}"
    return text


def _places(printed: str, text: str) -> list[int]:
    """For every place in `text` the one in `printed` that it stands for."""
    places = []
    for block in Levenshtein.opcodes(printed, text):
        length = block.src_end - block.src_start
        places += [block.src_start + min(step, length) for step in range(block.dest_end - block.dest_start)]
    return [*places, len(printed)]


@dataclass(frozen=True)
class Failure:
    """A word that is wrong: what was printed, the text around it now, whether the right reading is offered."""

    printed: str
    sight: str
    is_offered: bool
    was_right: bool


@dataclass
class Stage:
    """`strict` counts white space as it stands: line breaks, empty lines between paragraphs."""

    distance: int = 0
    strict: int = 0
    right: int = 0

    def add(self, printed: str, text: str, right: list[bool]) -> None:
        self.distance += Levenshtein.distance(collapsed(printed), collapsed(text))
        self.strict += Levenshtein.distance(printed.strip(), text.strip())
        self.right += sum(right)


@dataclass
class Figures:
    characters: int = 0
    strict_characters: int = 0
    words: int = 0
    before: Stage = field(default_factory=Stage)
    automatic: Stage = field(default_factory=Stage)
    review: Stage = field(default_factory=Stage)
    spoilt: int = 0
    looked_at: int = 0
    seconds: float = 0
    failures: list[Failure] = field(default_factory=list)
    by_kind: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, printed: str, raw: str, repaired: RepairedText, kinds: Iterable[frozenset[str]] = ()) -> None:
        chosen = reviewed(printed, repaired)
        self.characters += len(collapsed(printed))
        self.strict_characters += len(printed.strip())
        before, automatic, review = (right_words(printed, text) for text in (raw, repaired.text, chosen))
        self.words += len(before)
        self.before.add(printed, raw, before)
        self.automatic.add(printed, repaired.text, automatic)
        self.review.add(printed, chosen, review)
        self.spoilt += sum(was and not now for was, now in zip(before, automatic, strict=True))
        self.looked_at += sum(map(is_looked_at, repaired.changes))
        self.failures += _failures(printed, repaired.text, before, automatic, review)
        for word, *stages in zip(kinds, before, automatic, review, strict=False):
            for kind in word:
                counts = self.by_kind.setdefault(kind, Counter())
                counts["words"] += 1
                for name, right in zip(("before", "automatic", "review"), stages, strict=True):
                    counts[name] += right

    def add_damaged(self, printed: str, scan: Damaged, repaired: RepairedText) -> None:
        self.add(printed, scan.text, repaired, (word.kinds for word in scan.words))

    def rate(self, stage: Stage) -> float:
        """The character error rate."""
        return stage.distance / self.characters

    def strict_rate(self, stage: Stage) -> float:
        return stage.strict / self.strict_characters

    def accuracy(self, stage: Stage) -> float:
        """The share of the words that are right."""
        return stage.right / self.words

    @property
    def spoilt_share(self) -> float:
        """Of the words that were right before the repair."""
        return self.spoilt / max(self.before.right, 1)


def _failures(printed: str, text: str, before: list[bool], automatic: list[bool], review: list[bool]) -> list[Failure]:
    printed, text = collapsed(printed), collapsed(text)
    places = _places(text, printed)
    failures = []
    for word, was, right, mended in zip(re.finditer(r"\S+", printed), before, automatic, review, strict=True):
        if not right:
            start, end = places[word.start()], places[word.end()]
            sight = f"{text[max(start - _SIGHT, 0) : start]}[{text[start:end]}]{text[end : end + _SIGHT]}"
            failures.append(Failure(word.group(), sight, is_offered=mended, was_right=was))
    return failures
