"""A document as its reviewers have left it: the analysis with the decisions over it.

What can be decided about is named by a target, with a value that goes into JSON:

- `word:lt:3:2`, repair 2 of paragraph 3: the reading that was chosen, or None;
- `text:lt:3`, the paragraph written anew, or None;
- `part:lt:3`, what the paragraph is: a value of `ParagraphRole`;
- `groups:en`, the alignment: `[[[0], [0, 1]], …]`;
- `fact:date`, `fact:people.0.role.lt`, …: a fact by its path, a text;
- `apart:en`, whether the translation becomes one with a text of its own: true or false;
- `shown`, whether readers see where the text comes from: true or false.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from portal.languages.common.natural_numbers import natural_number

from .analysis import Analysis, Group, Paragraph, ParagraphRole, Repair
from .facts import fact_texts

LONGEST_READING = 200
LONGEST_TEXT = 20_000


class InvalidDecision(Exception):
    """There is no such target, or it cannot have that value. Nothing that a form offers."""


@dataclass(frozen=True)
class Doubt:
    """A doubtful word of a paragraph, with what was chosen for it, if anything."""

    target: str
    repair: Repair
    chosen: str | None


@dataclass(frozen=True)
class Segment:
    """A stretch of a paragraph; `repair` where it came from one, `target` where it can be decided on."""

    text: str
    repair: Repair | None = None
    target: str = ""
    is_undecided: bool = False


class Review:
    """`decided`: the last decision's value by target."""

    def __init__(self, analysis: Analysis, decided: Mapping[str, Any]) -> None:
        self.analysis = analysis
        self.decided = decided

    def value(self, target: str) -> Any:
        """What holds now.

        Raises:
            InvalidDecision: for what is no target.
        """
        if target in self.decided:
            return self.decided[target]
        kind, _, rest = target.partition(":")
        if kind == "word":
            self._repair(rest)
            return None
        if kind == "text":
            self._paragraph(rest)
            return None
        if kind == "part":
            return self._paragraph(rest).part.value
        if kind == "groups" and rest in self.analysis.target_languages:
            return groups_to_json(self.analysis.groups.get(rest, ()))
        if kind == "fact" and rest in self.fact_defaults:
            return self.fact_defaults[rest]
        if (kind == "apart" and rest in self.analysis.target_languages) or target == "shown":
            return False
        raise InvalidDecision(target)

    def check(self, target: str, value: Any) -> None:
        """
        Raises:
            InvalidDecision: where the target cannot have the value.
        """
        self.value(target)
        kind, _, rest = target.partition(":")
        if kind in ("word", "text"):
            longest = LONGEST_READING if kind == "word" else LONGEST_TEXT
            is_valid = value is None or (isinstance(value, str) and "\x00" not in value and len(value) <= longest)
        elif kind == "part":
            is_valid = value in set(ParagraphRole)
        elif kind == "groups":
            is_valid = self._are_groups(rest, value)
        elif kind == "fact":
            is_valid = isinstance(value, str) and "\x00" not in value
            if rest == "picture":
                numbers = map(str, range(len(self.analysis.facts.get("pictures") or ())))
                is_valid = value in {"", *numbers}
        else:
            is_valid = isinstance(value, bool)
        if not is_valid:
            raise InvalidDecision(target)

    @cached_property
    def fact_defaults(self) -> dict[str, str]:
        """Facts by path; title and lead are the paragraphs that are marked as such, as they read now."""
        facts = fact_texts(self.analysis.facts, list(self.analysis.texts))
        for language in self.analysis.texts:
            for part in (ParagraphRole.TITLE, ParagraphRole.LEAD):
                found = self.paragraphs_of(language, part)
                if found:
                    facts[f"{part}.{language}"] = " ".join(self.text(language, index) for index in found)
        return facts

    def fact(self, path: str) -> str:
        return str(self.value(f"fact:{path}"))

    def part(self, language: str, index: int) -> ParagraphRole:
        return ParagraphRole(self.value(f"part:{language}:{index}"))

    def paragraphs_of(self, language: str, *parts: ParagraphRole) -> list[int]:
        """Indices of the paragraphs that are one of these."""
        return [index for index in range(len(self.analysis.texts[language])) if self.part(language, index) in parts]

    def text(self, language: str, index: int) -> str:
        """The paragraph as it reads now; doubtful words without a decision as the repair left them."""
        written = self.value(f"text:{language}:{index}")
        if written is not None:
            return str(written)
        return "".join(segment.text for segment in self.segments(language, index))

    def segments(self, language: str, index: int) -> list[Segment]:
        """The paragraph cut at its repairs; in one piece where somebody has written it anew."""
        paragraph = self.analysis.texts[language][index]
        written = self.value(f"text:{language}:{index}")
        if written is not None:
            return [Segment(str(written))]
        segments, position = [], 0
        for number, repair in enumerate(paragraph.repairs):
            target = f"word:{language}:{index}:{number}"
            chosen = self.value(target)
            text = paragraph.text[repair.start : repair.end] if chosen is None else chosen
            segments.append(Segment(paragraph.text[position : repair.start]))
            segments.append(Segment(text, repair, target, repair.is_doubtful and chosen is None))
            position = repair.end
        segments.append(Segment(paragraph.text[position:]))
        return [segment for segment in segments if segment.text or segment.repair]

    def doubts(self, language: str, index: int) -> list[Doubt]:
        """The doubtful words of a paragraph that counts and has not been written anew."""
        if self.part(language, index) is ParagraphRole.OMITTED or self.value(f"text:{language}:{index}") is not None:
            return []
        return [
            Doubt(target, repair, self.value(target))
            for number, repair in enumerate(self.analysis.texts[language][index].repairs)
            if repair.is_doubtful and (target := f"word:{language}:{index}:{number}")
        ]

    @property
    def undecided(self) -> int:
        """Doubtful words that nobody has decided on."""
        return sum(
            doubt.chosen is None
            for language, paragraphs in self.analysis.texts.items()
            for index in range(len(paragraphs))
            for doubt in self.doubts(language, index)
        )

    @property
    def readings(self) -> dict[str, list[str]]:
        """By language, what the words may be that nobody has decided on."""
        found: dict[str, dict[str, None]] = {}
        for language, paragraphs in self.analysis.texts.items():
            for index in range(len(paragraphs)):
                for doubt in self.doubts(language, index):
                    if doubt.chosen is None:
                        found.setdefault(language, {}).update(dict.fromkeys(doubt.repair.readings))
        return {language: list(readings) for language, readings in found.items()}

    def groups(self, language: str) -> tuple[Group, ...]:
        """The alignment with a translation; certainties are those of groups that are as they were found."""
        found = {(group.source, group.target): group.certainty for group in self.analysis.groups.get(language, ())}
        return tuple(
            Group(tuple(source), tuple(target), found.get((tuple(source), tuple(target)), 1.0))
            for source, target in self.value(f"groups:{language}")
        )

    def _are_groups(self, language: str, value: Any) -> bool:
        """Every paragraph of both sides once."""
        try:
            source = [index for group in value for index in group[0]]
            target = [index for group in value for index in group[1]]
        except (TypeError, IndexError, KeyError):
            return False
        own = range(len(self.analysis.texts[self.analysis.source_language]))
        theirs = range(len(self.analysis.texts[language]))
        return sorted(source) == list(own) and sorted(target) == list(theirs)

    def _paragraph(self, place: str) -> Paragraph:
        language, _, index = place.partition(":")
        try:
            return self.analysis.texts[language][_natural(index)]
        except (KeyError, IndexError) as error:
            raise InvalidDecision(place) from error

    def _repair(self, place: str) -> Repair:
        place, _, number = place.rpartition(":")
        try:
            return self._paragraph(place).repairs[_natural(number)]
        except IndexError as error:
            raise InvalidDecision(place) from error


def groups_to_json(groups: Iterable[Group]) -> list[list[list[int]]]:
    return [[list(group.source), list(group.target)] for group in groups]


def _natural(text: str) -> int:
    """A number as targets have it, without signs and leading zeros: each target has one name."""
    number = natural_number(text)
    if number is None or text != str(number):
        raise InvalidDecision(text)
    return number
