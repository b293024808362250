"""Takes a text with several languages in it apart: one after the other, or paragraph by paragraph."""

import re
from collections.abc import Sequence
from itertools import groupby

from portal.languages.registry import language_codes

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
    by_number = _in_order(paragraphs, detected, own) or _filled([code if code in own else "" for code in detected])
    found: dict[str, list[int]] = {}
    for number, language in enumerate(by_number):
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

    The borders are where the fewest letters are on the wrong side.
    """
    total = sum(len(text) for text, code in zip(paragraphs, detected, strict=True) if code)
    # By the languages up to a paragraph, in their order: letters on the right side, and where each language begins.
    best: dict[tuple[str, ...], tuple[int, tuple[int, ...]]] = {(code,): (0, (0,)) for code in own}
    for number, (text, code) in enumerate(zip(paragraphs, detected, strict=True)):
        if code not in own:
            continue
        begun = {
            (*order, code): (letters + len(text), (*starts, number))
            for order, (letters, starts) in best.items()
            if code not in order
        }
        best = {
            order: (letters + len(text) if order[-1] == code else letters, starts)
            for order, (letters, starts) in best.items()
        }
        for order, found in begun.items():
            if order not in best or found[0] > best[order][0]:
                best[order] = found
    whole = [(found, order) for order, found in best.items() if len(order) == len(own)]
    (letters, starts), order = max(whole, key=lambda each: each[0][0], default=((0, ()), ()))
    if not order or letters < IN_ORDER * total:
        return []
    ends = (*starts[1:], len(paragraphs))
    return [code for code, start, end in zip(order, starts, ends, strict=True) for _ in range(start, end)]


def _filled(languages: Sequence[str]) -> list[str]:
    """Gaps take the language before them, those at the beginning the first one after."""
    filled: list[str] = []
    first = next(language for language in languages if language)
    for language, group in groupby(languages):
        filled += [language or (filled[-1] if filled else first) for _one in group]
    return filled
