"""What reads the same in every language: links, codes, numbers, times and months of a text, each with its place."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from search.analysis import fold, words
from search.dates import month_numbers


class Sort(StrEnum):
    LINK = "link"
    CODE = "code"
    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Figure:
    """Text at [start:end] that stands for `value`; equal values mean the same in any language."""

    sort: Sort
    value: str
    text: str
    start: int
    end: int


# Addresses end before punctuation that belongs to the sentence.
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>“”„\"]*[\w/]|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
# Letters and figures joined: NOR-LT10-VRM-01-K-02-006, and figures joined by points or slashes: 1.1.1.
_CODE = re.compile(
    r"\b(?=[A-Z])(?=[\w/-]{0,80}\d)(?=[\w/-]{0,80}[^\W\d_])[A-Z][\w]*(?:[-/][\w]+)+\b|\b\d+(?:\.\d+){2,}\b"
)
_ISO_DAY = re.compile(r"\b((?:19|20)\d\d)[-.](\d\d)[-.](\d\d)\b")
_TIME_OF_DAY = re.compile(r"\b(\d{1,2})(?:[.:](\d\d))?\s*(a|p)\.?\s?m\b\.?", re.IGNORECASE)
_SPACED = re.compile(r"(?<![\d.,])\d{1,3}(?:[\s\u00a0\u202f]\d{3})+(?:[.,]\d+)?(?!\d)")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_WORD = re.compile(r"[^\W\d_]+")
# What stands between thousands where it is no space, by language.
_THOUSANDS = {"en": ",", "lt": "."}
# Names of months that are other words too where they are written small, by language.
_OTHER_WORDS = {"en": {"may", "march"}}
# A month is part of a date where figures stand this near to it.
_NEAR = 8

# Beginnings, folded, of what numbers and ordinals are called, by language.
_NUMBER_WORDS: Mapping[str, Mapping[int, str]] = {
    "lt": {
        0: "nul", 1: "vien pirm", 2: "du dvi dvej abu abi antr", 3: "trys tri trej trec", 4: "ketur ketver ketvirt",
        5: "penk", 6: "ses", 7: "septyn septint", 8: "astuon astunt", 9: "devyn devint", 10: "desimt",
        11: "vienuolik", 12: "dvylik tuzin", 13: "trylik", 14: "keturiolik", 15: "penkiolik", 16: "sesiolik",
        17: "septyniolik", 18: "astuoniolik", 19: "devyniolik", 20: "dvidesimt", 30: "trisdesimt",
        40: "keturiasdesimt", 50: "penkiasdesimt pus", 60: "sesiasdesimt", 70: "septyniasdesimt", 80: "astuoniasdesimt",
        90: "devyniasdesimt", 100: "simt", 1000: "tukstan",
    },
    "en": {
        0: "zero", 1: "one first once single", 2: "two second twice both pair", 3: "three third", 4: "four",
        5: "five fifth", 6: "six", 7: "seven", 8: "eight", 9: "nine ninth", 10: "ten tenth", 11: "eleven",
        12: "twelve twelfth dozen",
        13: "thirteen", 14: "fourteen", 15: "fifteen", 16: "sixteen", 17: "seventeen", 18: "eighteen", 19: "nineteen",
        20: "twent", 30: "thirt", 40: "fort", 50: "fift half", 60: "sixt", 70: "sevent", 80: "eight", 90: "ninet",
        100: "hundred", 1000: "thousand",
    },
}  # fmt: skip


def figures(text: str, language: str) -> list[Figure]:
    """Figures in the order of the text, none within another."""
    found: list[Figure] = []
    rest = text
    for sort, pattern in ((Sort.LINK, _LINK), (Sort.CODE, _CODE)):
        for match in pattern.finditer(rest):
            if sort is Sort.CODE and _ISO_DAY.fullmatch(match.group()):
                continue
            value = _address(match.group()) if sort is Sort.LINK else match.group().lower()
            found.append(Figure(sort, value, match.group(), match.start(), match.end()))
            rest = _blanked(rest, match)
    for match in _ISO_DAY.finditer(rest):
        values = (str(int(match[1])), f"month {int(match[2])}", str(int(match[3])))
        found += [Figure(Sort.DATE, value, match.group(), match.start(), match.end()) for value in values]
        rest = _blanked(rest, match)
    months = list(_months(rest, language))
    for number in _numbers(rest, language):
        is_in_date = any(
            0 <= number.start - month.end <= _NEAR or 0 <= month.start - number.end <= _NEAR for month in months
        )
        is_year = re.fullmatch(r"(?:19|20)\d\d", number.value) is not None
        found.append(replace(number, sort=Sort.DATE) if is_in_date or is_year else number)
    return sorted([*found, *months], key=lambda figure: figure.start)


def spelt_numbers(text: str, language: str) -> frozenset[int]:
    """Numbers that the text may name in words; generous, for it only excuses figures."""
    found = set()
    for word in map(fold, words(text)):
        for number, beginnings in _NUMBER_WORDS.get(language, {}).items():
            if word.startswith(tuple(beginnings.split())):
                found.add(number)
    return frozenset(found)


def _blanked(text: str, match: re.Match[str]) -> str:
    return text[: match.start()] + " " * (match.end() - match.start()) + text[match.end() :]


def _address(text: str) -> str:
    """Without what does not change where it leads."""
    return re.sub(r"^https?://", "", text.lower()).removeprefix("www.").rstrip("/")


def _months(text: str, language: str) -> Iterator[Figure]:
    names, others = month_numbers(), _OTHER_WORDS.get(language.split("-")[0], set())
    for match in _WORD.finditer(text):
        month = names.get(fold(match.group()))
        if month is None or match.group() in others:
            continue
        yield Figure(Sort.DATE, f"month {month}", match.group(), match.start(), match.end())


def _numbers(text: str, language: str) -> Iterator[Figure]:
    for match in _TIME_OF_DAY.finditer(text):
        hour = int(match[1]) % 12 + (12 if match[3].lower() == "p" else 0)
        value = _value(f"{hour}.{match[2] or 0}", "")
        yield Figure(Sort.NUMBER, value, match.group(), match.start(), match.end())
        text = _blanked(text, match)
    for match in _SPACED.finditer(text):
        yield Figure(Sort.NUMBER, _value(match.group(), language), match.group(), match.start(), match.end())
        text = _blanked(text, match)
    for match in _NUMBER.finditer(text):
        yield Figure(Sort.NUMBER, _value(match.group(), language), match.group(), match.start(), match.end())


def _value(written: str, language: str) -> str:
    """Digits with a point before the fraction, whichever way the language groups and separates them."""
    compact = re.sub(r"[\s\u00a0\u202f]", "", written)
    thousands = _THOUSANDS.get(language.split("-")[0])
    if thousands and re.fullmatch(rf"\d{{1,3}}(?:\{thousands}\d{{3}})+(?:[.,]\d+)?", compact):
        compact = compact.replace(thousands, "")
    compact = re.sub(r"[,:]", ".", compact)
    whole, _point, fraction = compact.partition(".")
    # 13.00 is one o’clock, and 2.50 litres are two and a half.
    fraction = fraction if "." in fraction else fraction.rstrip("0")
    return f"{int(whole)}.{fraction}" if fraction else str(int(whole))
