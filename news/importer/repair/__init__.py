"""Repairs text that came out of a scan or a page's layout: lines, typography, misread words. Pure functions."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from .layout import cleaned, paragraphs_alone, unwrapped
from .lexicon import lexicon
from .traced import SURE, Change, TracedText
from .typography import dashed, quoted, respaced
from .words import repair_words

__all__ = ["SURE", "Change", "RepairedText", "repair_text"]

DEFAULT_LANGUAGE = "lt"


@dataclass(frozen=True)
class RepairedText:
    """Paragraphs, one empty line between them, and what was changed or is doubtful, in the order of the text.

    `raw_spans` are where each paragraph begins and ends in the text that was given.
    """

    text: str
    changes: tuple[Change, ...]
    raw_spans: tuple[tuple[int, int], ...] = ()


def repair_text(
    text: str,
    language: str = DEFAULT_LANGUAGE,
    *,
    known_words: Collection[str] = (),
    has_layout_lines: bool = True,
) -> RepairedText:
    """The text as it was printed, as far as can be told.

    `known_words` are words and names that are right as they are, in the case in which they are written.
    `has_layout_lines`: lines end where those of a page did; otherwise a line is a paragraph.
    """
    code = language.split("-")[0]
    traced = cleaned(TracedText.of(text))
    traced = (
        unwrapped(traced, lambda first, second: _is_one_word(first, second, code))
        if has_layout_lines
        else paragraphs_alone(traced)
    )
    traced = dashed(respaced(quoted(respaced(traced), code)))
    traced = repair_words(traced, code, known_words)
    return RepairedText(traced.text, traced.changes, tuple(_raw_spans(traced)))


def _raw_spans(traced: TracedText) -> Iterator[tuple[int, int]]:
    start = 0
    for paragraph in traced.text.split("\n\n"):
        yield traced.given_span(start, start + len(paragraph))
        start += len(paragraph) + 2


def _is_one_word(first: str, second: str, language: str) -> bool:
    """Whether a hyphen at the end of a line only parts a word: not where both sides are words and the whole is none."""
    if second[:1].isupper() and not first.isupper():
        return False
    words = lexicon(language)
    if words is None:
        return second[:1].islower()
    left, right = (re.sub(r"^\W+|\W+$", "", side).lower() for side in (first, second))
    if words.get(left + right):
        return True
    return not (len(left) > 3 and len(right) > 3 and words.get(left) and words.get(right))
