"""Snippets: the passage of a text in which a query matches best, and texts with their marks as HTML."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from ..query.presence import Met

SNIPPET_CHARACTERS = 260
# A snippet begins with the text where the first match is so near, else this much before the match.
NEAR_BEGINNING = 80
RUN_UP = 60
LONGEST_RUN_UP = 140
MAX_NEAR = 40
_SENTENCE_END = re.compile(r"[.!?…]\s+|\n")


@dataclass(frozen=True, slots=True)
class Mark:
    """text[start:end] is a form of a word of the query."""

    start: int
    end: int
    word: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A text and where a query matches in it, in order; `met` is what of the query it has.

    `places` are those of the compounds that meet something, in the text as it is compared.
    """

    field: str
    text: str
    marks: Sequence[Mark]
    met: frozenset[Met]
    compared: str
    places: Sequence[int]


def snippet_of(lead: Marked, body: Marked) -> tuple[str, str]:
    """Field and marked text of the place with the most different words of the query, then the most matches."""
    best: tuple[int, int] = (0, 0)
    chosen = lead if lead.text else body
    inside: Sequence[Mark] = ()
    for field in (lead, body):
        for index, mark in enumerate(field.marks):
            near = [
                other for other in field.marks[index : index + MAX_NEAR] if other.end <= mark.start + SNIPPET_CHARACTERS
            ]
            if (len({other.word for other in near}), len(near)) > best:
                best, chosen, inside = (len({other.word for other in near}), len(near)), field, near
    return chosen.field, _cut(chosen, inside)


def render(text: str, marks: Sequence[Mark]) -> str:
    """The escaped text with its marks."""
    pieces: list[str] = []
    place = 0
    for mark in marks:
        pieces += [escape(text[place : mark.start]), "<mark>", escape(text[mark.start : mark.end]), "</mark>"]
        place = mark.end
    return "".join([*pieces, escape(text[place:])])


def _cut(field: Marked, inside: Sequence[Mark]) -> str:
    """About SNIPPET_CHARACTERS around some marks, from the beginning of a sentence where one is near."""
    text = field.text
    focus, last = (inside[0].start, inside[-1].end) if inside else (0, 0)
    start = 0
    if focus > NEAR_BEGINNING:
        sentences = [match.end() for match in _SENTENCE_END.finditer(text, max(0, focus - LONGEST_RUN_UP), focus)]
        start = sentences[-1] if sentences else text.find(" ", focus - RUN_UP, focus) + 1 or focus
    end = max(last, min(len(text), start + SNIPPET_CHARACTERS))
    if end < len(text):
        space = text.rfind(" ", last, end)
        end = space if space > last else end
    marks = [
        Mark(mark.start - start, mark.end - start, mark.word)
        for mark in field.marks
        if start <= mark.start and mark.end <= end
    ]
    html = " ".join(render(text[start:end], marks).split())
    return ("… " if start else "") + html + (" …" if end < len(text) else "")
