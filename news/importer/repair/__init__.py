"""Repairs text that came out of a scan or a page's layout: lines, typography, misread words. Pure functions."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from portal.languages.registry import language as known_language

from .layout import cleaned, paragraphs_alone, unwrapped
from .offset_text import SURE, TextChange, TracedText
from .typography import dashed, numbered, quoted, respaced
from .words import repairer

__all__ = ["SURE", "RepairedText", "TextChange", "repair_text"]


@dataclass(frozen=True)
class RepairedText:
    """Paragraphs, one empty line between them, and what was changed or is doubtful, in the order of the text.

    `raw_spans` are where each paragraph begins and ends in the text that was given.
    """

    text: str
    changes: tuple[TextChange, ...]
    raw_spans: tuple[tuple[int, int], ...] = ()


def repair_text(
    text: str,
    language: str,
    *,
    known_words: Collection[str] = (),
    has_layout_lines: bool = True,
) -> RepairedText:
    """The text as it was printed, as far as can be told.

    `known_words` are words and names that are right as they are, in the case in which they are written.
    `has_layout_lines`: lines end where those of a page did; otherwise a line is a paragraph.
    """
    code = language.split("-")[0]
    rules = known_language(code).repair
    words = repairer(code, frozenset((*rules.cased_words, *known_words)))
    traced = cleaned(TracedText.of(text))
    if has_layout_lines:
        traced = unwrapped(traced, code, words.words.is_one_word if words else _begins_small)
    else:
        traced = paragraphs_alone(traced)
    traced = dashed(respaced(quoted(respaced(traced, rules), rules.quotes), rules), rules)
    if words:
        traced = words.repaired(numbered(traced))
    return RepairedText(traced.text, traced.changes, tuple(_raw_spans(traced)))


def _raw_spans(traced: TracedText) -> Iterator[tuple[int, int]]:
    start = 0
    for paragraph in traced.text.split("\n\n"):
        yield traced.given_span(start, start + len(paragraph))
        start += len(paragraph) + 2


def _begins_small(first: str, second: str) -> bool:
    return second[:1].islower()
