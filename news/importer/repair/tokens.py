"""What of a text is a word that may have been misread, and what stands between words."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from portal.languages.common.patterns import ADDRESS_IN_SCAN, CODE_WORD_IN_SCAN, ROMAN_NUMERAL
from portal.languages.repair_rules import RepairRules

LONGEST_WORD = 60

# What may be within a misread word: letters, digits, and marks that letters are taken for.
WORD = r"[^\s.,:/\\\-–—‑()„“”\"«»{}<>?…*+=_]+"
_TOKEN = re.compile(rf"{WORD}|[.!?…]+|[,:()–—]|\n")
_LETTER = re.compile(r"[^\W\d_]")
# Digits that letters are read as.
_MISREAD_DIGITS = frozenset("0124568")
_LONGEST_ABBREVIATION = 4


@dataclass(frozen=True, slots=True)
class Token:
    """At text[start:end]. `is_open`: it is a word that may have been misread. `ends`: a sentence ends with it."""

    start: int
    end: int
    text: str
    is_open: bool
    is_word: bool
    ends: bool = False


class Tokenizer:
    """Tells words from marks by the rules of a language."""

    def __init__(self, rules: RepairRules) -> None:
        self._rules = rules
        abbreviations = "".join(f"|{re.escape(word)}" for word in sorted(rules.abbreviations))
        # What a full stop follows without ending a sentence: any letter too.
        self._abbreviated = re.compile(rf"(?:^|[\s(„.])(?:[^\W\d_]{abbreviations})$")
        counted = "".join(rf"|{re.escape(word)}\b" for word in sorted(rules.counted))
        # What follows a number rather than a word of one letter.
        self._counted = re.compile(rf"\s+(?:\d|%|€{counted})", re.IGNORECASE)

    def tokens(self, text: str, known: Collection[str]) -> Iterator[Token]:
        """Words, and the marks and line ends between them; addresses are words of their own."""
        capitals = _Capitals(text)
        protected = [found.span() for found in ADDRESS_IN_SCAN.finditer(text)]
        place = 0
        for found in _TOKEN.finditer(text):
            start, end = found.span()
            while place < len(protected) and protected[place][1] <= start:
                place += 1
            if place < len(protected) and protected[place][0] < end:
                if protected[place][0] >= start or not place:
                    yield Token(*protected[place], text[slice(*protected[place])], is_open=False, is_word=True)
                continue
            read = found.group()
            if read[0] in ".?…\n" or (read[0] == "!" and len(read) > 1 and not any(map(str.isalnum, read))):
                following = text[end : end + 3].strip("„“ ")
                ends = (
                    read[0] == "\n"
                    or read[0] != "."
                    or not (following[:1].islower() or self._abbreviated.search(text[max(0, start - 8) : start]))
                )
                yield Token(start, end, read, is_open=False, is_word=False, ends=ends)
            elif read in ",:()–—":
                yield Token(start, end, read, is_open=False, is_word=False)
            else:
                yield Token(
                    start, end, read, is_open=self._may_be_misread(text, start, end, known, capitals), is_word=True
                )

    def _may_be_misread(self, text: str, start: int, end: int, known: Collection[str], capitals: "_Capitals") -> bool:
        """Not names and words that are known, numbers, codes and abbreviations."""
        read = text[start:end]
        if len(read) > LONGEST_WORD or read in known:
            return False
        letters = len(_LETTER.findall(read))
        if len(read) == 1 or not letters:
            is_apart = text[start - 1 : start] in ("", " ", "\n", "(") and text[end : end + 1] in (" ", "\n")
            return read in self._rules.misread_alone and is_apart and not self._counted.match(text, end)
        if any(letter.isdigit() for letter in read):
            digits = [letter for letter in read if letter.isdigit()]
            if _is_code(text, start, end):
                return False
            return (
                len(digits) <= 2
                and letters >= len(digits)
                and set(digits) <= _MISREAD_DIGITS
                and not read[1:].isupper()
            )
        if ROMAN_NUMERAL.fullmatch(read):
            return False
        if read in self._rules.no_abbreviations:
            return True
        return not (
            read.isalpha()
            and read.isupper()
            and letters <= _LONGEST_ABBREVIATION
            and read.isascii()
            and not capitals.are_around(start, end)
        )


def _is_code(text: str, start: int, end: int) -> bool:
    """`LT10` of `NOR-LT10-VRM`, `KA122`."""
    joined = text[start - 1 : start] in "-/" or text[end : end + 1] in "-/"
    return (
        bool(text[start - 1 : start] + text[end : end + 1]) and joined and text[start:end].upper() == text[start:end]
    ) or bool(CODE_WORD_IN_SCAN.fullmatch(text[start:end]))


class _Capitals:
    """Which lines of a text are in capitals; each line is counted once, however many words of it are asked about."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._end = -1
        self._letters = self._upper = 0

    def are_around(self, start: int, end: int) -> bool:
        """Whether the words beside are in capitals too, as in a heading; asked in the order of the text."""
        if end > self._end:
            line_start = self._text.rfind("\n", 0, start) + 1
            line_end = self._text.find("\n", end)
            self._end = line_end if line_end >= 0 else len(self._text)
            letters = [letter for letter in self._text[line_start : self._end] if letter.isalpha()]
            self._letters, self._upper = len(letters), sum(map(str.isupper, letters))
        return self._letters > end - start + 6 and self._upper > 0.8 * self._letters
