"""Finds the encoding of a text by its content: old files do not say theirs, or say a wrong one."""

import codecs
import re
from collections import Counter
from collections.abc import Iterator

from portal.languages.language import Language
from portal.languages.others.encodings import WESTERN
from portal.languages.registry import languages

# Byte order marks; UTF-32's little-endian one begins with UTF-16's.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Names that pages give, and what browsers take them for (WHATWG Encoding Standard).
ALIASES = {"iso-8859-1": "windows-1252", "latin1": "windows-1252", "us-ascii": "windows-1252", "ascii": "windows-1252"}
SHORTEST_ENDED_WORD = 5
_TYPOGRAPHY = "„“”‘’‚–—…«»"
_SYMBOLS = "§°€£©®™•·×±½¼¾\N{NO-BREAK SPACE}\N{SOFT HYPHEN}"
# How much a character speaks for the encoding that it comes out of.
OWN_LETTER = 1.0
OTHER_LETTER = -0.5
TYPOGRAPHY = 0.6
SYMBOL = 0.2
IMPLAUSIBLE = -1.0
CONTROL = -4.0
# A letter of the text's own language in the encoding's own language.
LANGUAGE_AGREES = 0.5
# From this share of such words on, the language of a text counts as known.
KNOWN_LANGUAGE_SHARE = 0.12
# A declared encoding is left only for one that reads clearly better, on average for each character outside ASCII.
CLEARLY_BETTER = 0.5
SAMPLE_BYTES = 256 * 1024
# Broken bytes that UTF-8 may have, as a share of its characters outside ASCII: files are cut off and pasted together.
BROKEN_SHARE = 0.05

_ASCII_WORD = re.compile(rb"(?<![\x80-\xff])\b[A-Za-z]+\b(?![\x80-\xff])")


def decode(content: bytes, declared: str = "") -> tuple[str, str]:
    """The text and the name of its encoding, by byte order mark or content; `declared` only breaks ties.

    What is broken comes out as U+FFFD.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace"), encoding
    if encoding := _unmarked_utf16(content):
        return content.decode(encoding, "replace"), encoding
    if content.isascii():
        return content.decode("ascii"), "utf-8"
    if _is_utf8(content):
        return content.decode("utf-8", "replace"), "utf-8"
    encoding = _legacy_encoding(content, declared)
    return content.decode(encoding, "replace"), encoding


def _unmarked_utf16(content: bytes) -> str:
    """Text of European languages has a high byte of 0, 1 or 0x20 (quotes, dashes) in nearly every unit."""
    sample = content[: SAMPLE_BYTES - SAMPLE_BYTES % 2]
    units = len(sample) // 2
    if units < 2 or len(content) % 2:
        return ""
    for encoding, high, low in (("utf-16-le", sample[1::2], sample[0::2]), ("utf-16-be", sample[0::2], sample[1::2])):
        if (
            sum(map(high.count, (b"\0", b"\1", b"\x20"))) > 0.95 * units
            and high.count(0) > units / 2 > low.count(0) * 4
        ):
            return encoding
    return ""


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        decoded = content.decode("utf-8", "replace")
        broken = decoded.count("\N{REPLACEMENT CHARACTER}")
        outside = sum(not character.isascii() for character in decoded) - broken
        return broken <= BROKEN_SHARE * outside
    return True


def _legacy_encoding(content: bytes, declared: str) -> str:
    sample = content[:SAMPLE_BYTES]
    known = _known_languages(sample)
    scores: dict[str, float] = {}
    for encoding, letters, code in _candidates():
        agreement = LANGUAGE_AGREES if code in known else 0.0
        score = _plausibility(sample.decode(encoding, "replace"), letters, agreement)
        scores[encoding] = max(scores.get(encoding, score), score)
    best = max(scores, key=lambda encoding: scores[encoding])
    declared = ALIASES.get(declared.lower(), declared.lower())
    if declared in scores and scores[best] < scores[declared] + CLEARLY_BETTER:
        return declared
    if declared and declared not in scores and _decodes(content, declared):
        return declared
    return best


def _candidates() -> list[tuple[str, str, str]]:
    """Single-byte encodings, the commonest of each of the portal's languages first, with the letters of the language
    and its code."""
    ranked = [
        (rank, name, each.encodings.letters, each.code)
        for each in languages()
        for rank, name in enumerate(each.encodings.names)
    ]
    known = [(name, letters, code) for _rank, name, letters, code in sorted(ranked, key=lambda row: row[0])]
    return known + [(name, WESTERN.letters, "") for name in WESTERN.names]


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        return False
    return True


def _known_languages(sample: bytes) -> set[str]:
    words = Counter(match.group().decode("ascii").lower() for match in _ASCII_WORD.finditer(sample))
    enough = KNOWN_LANGUAGE_SHARE * words.total()
    return {
        language.code
        for language in languages()
        if sum(count for word, count in words.items() if _is_of(word, language)) > enough
    }


def _is_of(word: str, language: Language) -> bool:
    if word in language.words.stop_words:
        return True
    return len(word) >= SHORTEST_ENDED_WORD and word.endswith(language.encodings.endings)


def _plausibility(text: str, letters: str, agreement: float) -> float:
    """How well the characters outside ASCII stand where they stand, on average, in a text of a language."""
    scores = list(_scores(text, letters, agreement))
    return sum(scores) / len(scores) if scores else 0.0


def _scores(text: str, letters: str, agreement: float) -> Iterator[float]:
    for position, character in enumerate(text):
        if character.isascii():
            continue
        before, after = text[position - 1 : position], text[position + 1 : position + 2]
        if character.isalpha():
            if character.isupper() and before.islower():
                yield IMPLAUSIBLE
            else:
                yield OWN_LETTER + agreement if character.lower() in letters else OTHER_LETTER
        elif character in _TYPOGRAPHY:
            # Between two letters stands an apostrophe, and no other mark.
            yield TYPOGRAPHY if character == "’" or not (before.isalpha() and after.isalpha()) else IMPLAUSIBLE
        elif character in _SYMBOLS:
            yield SYMBOL
        else:
            yield CONTROL if "\x80" <= character < "\xa0" or character == "\N{REPLACEMENT CHARACTER}" else IMPLAUSIBLE
