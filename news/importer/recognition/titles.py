"""Title and lead: what stands at the beginning of a text."""

import re
from collections.abc import Sequence

from portal.languages.common.words import folded_in_place
from portal.languages.language import Language
from portal.languages.registry import of_languages

from .facts import Span, TextFact
from .patterns import any_of

_SENTENCE = re.compile(r"[.!?…][”“\"»)]?$")
# Titles are shorter, leads longer than these.
LONGEST_TITLE = 300
SHORTEST_LEAD = 40
# The title stands among the first paragraphs.
LAST_TITLE = 5


@of_languages
def _header(own: tuple[Language, ...]) -> re.Pattern[str]:
    """Lines above the title, folded: the project's name in quotation marks, its number, a date, an address."""
    every = [each.recognition.projects for each in own]
    project, number = any_of(each.project for each in every), any_of(each.number for each in every)
    numbered = any_of(pattern for each in every for pattern in (each.project, each.agreement))
    return re.compile(
        rf"{project}\s*[„“\"«][^„“”\"»]*[“”\"»]?\W*$"
        rf"|{numbered}?\s*{number}\b.{{0,60}}$"
        r"|[\d\s./:–-]+$|(?:https?://|www\.)\S+$"
    )


def find_title(paragraphs: Sequence[str]) -> TextFact | None:
    """The first paragraph that is neither a sentence nor a line such as the project's number; else the first one."""
    texts = [(number, text.strip()) for number, text in enumerate(paragraphs) if text.strip()]
    for number, text in texts[:LAST_TITLE]:
        if _is_header(text) or len(text) > LONGEST_TITLE:
            continue
        is_sentence = bool(_SENTENCE.search(text)) and len(re.findall(r"\w+", text)) > 12
        if not is_sentence:
            return _fact(paragraphs, number, 0.9)
        break
    return _fact(paragraphs, texts[0][0], 0.4) if texts else None


def find_lead(paragraphs: Sequence[str], title: TextFact | None) -> TextFact | None:
    """The first whole sentence or more after the title."""
    start = title.span.paragraph + 1 if title else 0
    for number in range(start, len(paragraphs)):
        text = paragraphs[number].strip()
        if len(text) >= SHORTEST_LEAD and _SENTENCE.search(text) and not _is_header(text):
            return _fact(paragraphs, number, 0.85)
    return None


def _is_header(text: str) -> bool:
    return len(text) <= LONGEST_TITLE and _header().fullmatch(folded_in_place(text)) is not None


def _fact(paragraphs: Sequence[str], number: int, certainty: float) -> TextFact:
    text = paragraphs[number]
    start = len(text) - len(text.lstrip())
    return TextFact(text.strip(), Span(number, start, start + len(text.strip())), certainty)
