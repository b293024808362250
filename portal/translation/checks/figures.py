"""What reads the same in every language: links, codes, numbers, times and months of a text, each with its place, and
numbers in words."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from portal.languages.analysis import words
from portal.languages.common.folding import fold
from portal.languages.common.natural_numbers import MOST_DIGITS, roman_number
from portal.languages.common.patterns import (
    ADDRESS_TO_COMPARE,
    CODE_TO_COMPARE,
    ISO_DAY,
    NUMBER_OR_TIME,
    NUMBER_WITH_SPACES,
    ROMAN_NUMERAL,
)
from portal.languages.months import month_numbers
from portal.languages.number_words import read_numbers
from portal.languages.registry import language as known_language


class Sort(StrEnum):
    LINK = "link"
    CODE = "code"
    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Figure:
    """Text at [start:end] that stands for `value`; equal values mean the same in any language.

    `scaled` is the value of a number that a word behind it multiplies: `2 million`.
    """

    sort: Sort
    value: str
    text: str
    start: int
    end: int
    scaled: str = ""


_TIME_OF_DAY = re.compile(r"\b(\d{1,2})(?:[.:](\d\d))?\s*(a|p)\.?\s?m\b\.?", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_FOLLOWING = re.compile(r"[\s\u00a0\u202f-]?([^\W\d_]+)")
# A month is part of a date where figures stand this near to it.
_NEAR = 8


def figures(text: str, language: str) -> list[Figure]:
    """Figures in the order of the text, none within another."""
    found: list[Figure] = []
    rest = text
    for sort, pattern in ((Sort.LINK, ADDRESS_TO_COMPARE), (Sort.CODE, CODE_TO_COMPARE)):
        matches = [
            match for match in pattern.finditer(rest) if sort is Sort.LINK or not ISO_DAY.fullmatch(match.group())
        ]
        for match in matches:
            value = _address(match.group()) if sort is Sort.LINK else match.group().lower()
            found.append(Figure(sort, value, match.group(), match.start(), match.end()))
        rest = _blanked(rest, matches)
    days = list(ISO_DAY.finditer(rest))
    for match in days:
        values = (str(int(match[1])), f"month {int(match[2])}", str(int(match[3])))
        found += [Figure(Sort.DATE, value, match.group(), match.start(), match.end()) for value in values]
    rest = _blanked(rest, days)
    months = list(_months(rest, language))
    starts = [month.start for month in months]
    for number in _numbers(rest, language):
        following = bisect_left(starts, number.start)
        is_in_date = any(
            0 <= number.start - month.end <= _NEAR or 0 <= month.start - number.end <= _NEAR
            for month in months[max(following - 1, 0) : following + 1]
        )
        is_year = re.fullmatch(r"(?:19|20)\d\d", number.value) is not None
        found.append(replace(number, sort=Sort.DATE) if is_in_date or is_year else number)
    return sorted([*found, *months], key=lambda figure: figure.start)


@dataclass(frozen=True, slots=True)
class NumbersInWords:
    """What a text says in words: `sure` are numbers, `possible` are values that it may name; they only excuse figures
    of the other text, and so does a half any value that ends in one."""

    sure: tuple[Figure, ...]
    possible: frozenset[str]
    has_half: bool

    def may_name(self, value: str) -> bool:
        return value in self.possible or (self.has_half and value.endswith(".5"))


def numbers_in_words(text: str, language: str) -> NumbersInWords:
    rules = known_language(language).numbers
    rest = _blanked(text, ADDRESS_TO_COMPARE.finditer(text))
    read = list(read_numbers(rest, rules.words)) if rules.words else []
    sure = [Figure(Sort.NUMBER, each.value, each.text, each.start, each.end) for each in read if each.is_sure]
    # What is a number for certain is no beginning of another one: `seven` of `seventy`.
    rest = _without(rest, sure)
    possible = {each.value for each in read}
    for word in words(rest):
        folded = fold(word)
        for number, beginnings in rules.beginnings.items():
            if folded.startswith(tuple(beginnings.split())):
                possible.add(str(number))
        if ROMAN_NUMERAL.fullmatch(word):
            possible.add(str(roman_number(word)))
    halves = rules.words.halves if rules.words else frozenset()
    return NumbersInWords(tuple(sure), frozenset(possible), any(word.lower() in halves for word in words(rest)))


def _blanked(text: str, matches: Iterable[re.Match[str]]) -> str:
    """The text with spaces in place of what was found in it, in its order."""
    parts, end = [], 0
    for match in matches:
        parts += [text[end : match.start()], " " * (match.end() - match.start())]
        end = match.end()
    return "".join((*parts, text[end:]))


def _without(text: str, found: Iterable[Figure]) -> str:
    """As above, for figures in the order of the text."""
    parts, end = [], 0
    for figure in found:
        parts += [text[end : figure.start], " " * (figure.end - figure.start)]
        end = figure.end
    return "".join((*parts, text[end:]))


def _address(text: str) -> str:
    """Without what does not change where it leads."""
    return re.sub(r"^https?://", "", text.lower()).removeprefix("www.").rstrip("/")


def _months(text: str, language: str) -> Iterator[Figure]:
    names, others = month_numbers(), known_language(language).dates.months_that_are_words
    for match in _WORD.finditer(text):
        month = names.get(fold(match.group()))
        if month is None or match.group() in others:
            continue
        yield Figure(Sort.DATE, f"month {month}", match.group(), match.start(), match.end())


def _numbers(text: str, language: str) -> Iterator[Figure]:
    times = list(_TIME_OF_DAY.finditer(text))
    for match in times:
        hour = int(match[1]) % 12 + (12 if match[3].lower() == "p" else 0)
        value = _value(f"{hour}.{match[2] or 0}", "")
        yield Figure(Sort.NUMBER, value, match.group(), match.start(), match.end())
    text = _blanked(text, times)
    spaced = list(NUMBER_WITH_SPACES.finditer(text))
    for match in spaced:
        yield _number(match, text, language)
    text = _blanked(text, spaced)
    for match in NUMBER_OR_TIME.finditer(text):
        yield _number(match, text, language)


def _number(match: re.Match[str], text: str, language: str) -> Figure:
    value = _value(match.group(), language)
    following, known = _FOLLOWING.match(text, match.end()), known_language(language).numbers.words
    factor = known.multiplier(following[1]) if following and known else 1
    scaled = _scaled(value, factor) if factor > 1 else ""
    return Figure(Sort.NUMBER, value, match.group(), match.start(), match.end(), scaled)


def _scaled(value: str, factor: int) -> str:
    """“” for what is no number that can be multiplied: a time, or more digits than a number has."""
    if value.count(".") > 1 or len(value) > MOST_DIGITS:
        return ""
    product = Decimal(value) * factor
    return str(int(product)) if product == int(product) else str(product.normalize())


def _value(written: str, language: str) -> str:
    """Digits with a point before the fraction, whichever way the language groups and separates them."""
    compact = re.sub(r"[\s\u00a0\u202f]", "", written)
    thousands = known_language(language).numbers.thousands
    if thousands and re.fullmatch(rf"\d{{1,3}}(?:\{thousands}\d{{3}})+(?:[.,]\d+)?", compact):
        compact = compact.replace(thousands, "")
    compact = re.sub(r"[,:]", ".", compact)
    whole, _point, fraction = compact.partition(".")
    # 13.00 is one o’clock, and 2.50 litres are two and a half.
    fraction = fraction if "." in fraction else fraction.rstrip("0")
    whole = str(int(whole)) if len(whole) <= MOST_DIGITS else whole.lstrip("0")
    return f"{whole}.{fraction}" if fraction else whole
