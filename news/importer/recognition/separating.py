"""Takes a text with several languages in it apart: one after the other, or paragraph by paragraph."""

import re
from collections.abc import Sequence
from itertools import groupby

from portal.i18n import language_codes

from .language import detect_language

# Each language has this share of the letters at least, and a whole sentence: a list of names in another language or a
# quotation is part of the text.
LEAST_SHARE = 0.2
# One language after the other: of the letters, so many stand on the right side of the border.
IN_ORDER = 0.9

_SENTENCE_END = re.compile(r"[.!?…][”“\"»)]?$")
SHORTEST_SENTENCE = 7


def separate_languages(paragraphs: Sequence[str]) -> dict[str, list[int]]:
    """Numbers of the paragraphs by language, in the order of the text; all under one where it has only one.

    A paragraph that says too little, an address or a number, belongs to what stands before it, else after it.
    """
    codes = language_codes()
    detected = [language if (language := detect_language(text)) in codes else "" for text in paragraphs]
    letters = {code: _letters(paragraphs, detected, code) for code in codes}
    total = sum(letters.values())
    own = [
        code
        for code in codes
        if total and letters[code] >= LEAST_SHARE * total and _has_sentence(paragraphs, detected, code)
    ]
    if len(own) < 2:
        main = max(codes, key=lambda code: letters[code])
        return {main: list(range(len(paragraphs)))}
    languages = _in_order(paragraphs, detected, own) or _filled([code if code in own else "" for code in detected])
    found: dict[str, list[int]] = {}
    for number, language in enumerate(languages):
        found.setdefault(language, []).append(number)
    return found


def _letters(paragraphs: Sequence[str], detected: Sequence[str], language: str) -> int:
    return sum(len(text) for text, code in zip(paragraphs, detected, strict=True) if code == language)


def _has_sentence(paragraphs: Sequence[str], detected: Sequence[str], language: str) -> bool:
    return any(
        code == language and len(text.split()) >= SHORTEST_SENTENCE and _SENTENCE_END.search(text.strip()[-3:])
        for text, code in zip(paragraphs, detected, strict=True)
    )


def _in_order(paragraphs: Sequence[str], detected: Sequence[str], own: Sequence[str]) -> list[str]:
    """The language of each paragraph where one language follows the other; empty where they are mixed.

    The border is where the fewest letters are on the wrong side.
    """
    if len(own) != 2:
        return []
    total = sum(len(text) for text, code in zip(paragraphs, detected, strict=True) if code)
    best: tuple[int, int, str, str] | None = None
    for first, second in (own, own[::-1]):
        right = sum(len(text) for text, code in zip(paragraphs, detected, strict=True) if code == second)
        for border, (text, code) in enumerate(zip(paragraphs, detected, strict=True), start=1):
            right += len(text) if code == first else -len(text) if code == second else 0
            if code == first and (best is None or right > best[0]):
                best = right, border, first, second
    if best is None or best[0] < IN_ORDER * total:
        return []
    _right, border, first, second = best
    while border < len(paragraphs) and not detected[border]:
        border += 1
    return [first] * border + [second] * (len(paragraphs) - border)


def _filled(languages: Sequence[str]) -> list[str]:
    """Gaps take the language before them, those at the beginning the first one after."""
    filled: list[str] = []
    first = next(language for language in languages if language)
    for language, group in groupby(languages):
        filled += [language or (filled[-1] if filled else first) for _one in group]
    return filled
