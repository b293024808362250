"""What of a text is a word that may have been misread, and what stands between words."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

LONGEST_WORD = 60

# Whatever the text, each place is looked at a limited number of times: an e-mail begins where its word does, and names
# of hosts are as long as they may be.
_ADDRESS = re.compile(
    r"(?:https?://|ftp://|www\.)\S+|(?<!\S)\S[^\s@]*+@\S[^\s.]*+\.\S+"
    r"|(?<!\w-)(?<!\w--)\b[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.(?:lt|eu|com|org|no|net|info|en|ee|lv|de|se|dk|gov|edu|fi|uk|pl)\b(?:/\S*)?"
)
# What may be within a misread word: letters, digits, and marks that letters are taken for.
WORD = r"[^\s.,:/\\\-–—‑()„“”\"«»{}<>?…*+=_]+"
_TOKEN = re.compile(rf"{WORD}|[.!?…]+|[,:()–—]|\n")
_ROMAN = re.compile(r"[IVXLCDM]+")
_LETTER = re.compile(r"[^\W\d_]")
# Digits that letters are read as, and letters that stand alone where `į` was.
_MISREAD_DIGITS = frozenset("0124568")
_ALONE = "j;|!1ilt]JI"
# `Iš`, not an abbreviation.
_MISREAD_CAPITALS = frozenset(("IS",))
_LONGEST_ABBREVIATION = 4
# What a full stop follows without ending a sentence.
_ABBREVIATED = re.compile(
    r"(?:^|[\s(„.])(?:[^\W\d_]|[Nn]r|str|tūkst|mln|mlrd|proc|val|min|psl|vnt|prof|dr|doc|pvz|plg|[žŽ]r|sav|vyr|gyd|akad|tel|mok|gerb|buv|š|vad)$"
)
# What follows a number rather than a preposition.
_COUNTED = re.compile(
    r"\s+(?:\d|(?:d|m|val|proc|mln|tūkst|mlrd|eur|lt|ct|kg|km|kv|cm|mm|ha|psl|a|kl|min|sek|st)\b|%|€)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Token:
    """At text[start:end]. `is_open`: it is a word that may have been misread. `ends`: a sentence ends with it."""

    start: int
    end: int
    text: str
    is_open: bool
    is_word: bool
    ends: bool = False


def tokens(text: str, known: Collection[str]) -> Iterator[Token]:
    """Words, and the marks and line ends between them; addresses are words of their own."""
    capitals = _Capitals(text)
    protected = [found.span() for found in _ADDRESS.finditer(text)]
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
                or not (following[:1].islower() or _ABBREVIATED.search(text[max(0, start - 8) : start]))
            )
            yield Token(start, end, read, is_open=False, is_word=False, ends=ends)
        elif read in ",:()–—":
            yield Token(start, end, read, is_open=False, is_word=False)
        else:
            yield Token(start, end, read, is_open=may_be_misread(text, start, end, known, capitals), is_word=True)


def may_be_misread(text: str, start: int, end: int, known: Collection[str], capitals: "_Capitals") -> bool:
    """Not names and words that are known, numbers, codes and abbreviations."""
    read = text[start:end]
    if len(read) > LONGEST_WORD or read in known:
        return False
    letters = len(_LETTER.findall(read))
    if len(read) == 1 or not letters:
        is_apart = text[start - 1 : start] in ("", " ", "\n", "(") and text[end : end + 1] in (" ", "\n")
        return read in _ALONE and is_apart and not _COUNTED.match(text, end)
    if any(letter.isdigit() for letter in read):
        digits = [letter for letter in read if letter.isdigit()]
        if _is_code(text, start, end):
            return False
        return len(digits) <= 2 and letters >= len(digits) and set(digits) <= _MISREAD_DIGITS and not read[1:].isupper()
    if _ROMAN.fullmatch(read):
        return False
    if read in _MISREAD_CAPITALS:
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
    ) or bool(re.fullmatch(r"[A-Z]{1,4}\d+\w*|\d+[A-Za-z]{1,2}|\d+\w{1,3}", text[start:end]))


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
