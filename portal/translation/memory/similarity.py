"""How alike two texts are to a translator, and an old translation with the figures of a new source.

Figures do not count: the announcement of another year's meeting is the same text with other numbers.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from babel.dates import get_month_names
from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from portal.dates import cldr_locale
from portal.languages.common.folding import fold
from portal.languages.common.html_text import plain_text
from portal.languages.common.normalization import compared, seen
from portal.languages.common.patterns import GROUP_SPACES
from portal.languages.months import month_numbers

from ..checks.figures import Figure, Sort, figures

EXACT = 100
# The same words with other figures, capitals, punctuation or markup.
SAME_WORDS = 99
_TOKEN = re.compile(r"[^\W_]+")
_WORD = re.compile(r"\d+|[^\W\d_]+")
_MARKUP = re.compile(r"(<[^<>]*>|&[#\w]{1,40};)")


@dataclass(frozen=True, slots=True)
class Comparable:
    """A text as it is seen, and as it is compared: `masked` has one sign for a number and a month; its `words`."""

    text: str
    masked: str
    words: tuple[str, ...]


@lru_cache(maxsize=20_000)
def comparable(html: str) -> Comparable:
    text, months = seen(plain_text(html)), month_numbers()
    masked = _WORD.sub(
        lambda word: "0" if word.group().isdigit() or fold(word.group()) in months else word.group(),
        compared(text).casefold(),
    )
    return Comparable(text, masked, tuple(_TOKEN.findall(masked)))


def similarity(one: Comparable, other: Comparable) -> int:
    """Percent: the mean of how much of the letters and how much of the words, in their order, both have."""
    if one.text == other.text:
        return EXACT
    if one.words == other.words:
        return SAME_WORDS
    letters = fuzz.ratio(one.masked, other.masked)
    words = 100 * Indel.normalized_similarity(one.words, other.words)
    return min(SAME_WORDS - 1, int((letters + words) / 2))


@dataclass(frozen=True, slots=True)
class Adapted:
    """A translation in which figures were replaced: `replaced` are those of the new source that it has now."""

    html: str
    replaced: tuple[str, ...]


def adapted(old_source: str, old_target: str, new_source: str, languages: tuple[str, str]) -> Adapted:
    """The old translation with the new source's figures, where each old one has one counterpart; else as it was.

    `languages` are those of the source and of the translation; the texts are HTML.
    """
    language, other_language = languages
    old, new = (figures(seen(plain_text(html)), language) for html in (old_source, new_source))
    if [figure.value for figure in old] == [figure.value for figure in new] or not _same_sorts(old, new):
        return Adapted(old_target, ())
    changed = {before.value: after for before, after in zip(old, new, strict=True) if before.value != after.value}
    replacements: dict[str, str] = {}
    theirs = figures(seen(plain_text(old_target)), other_language)
    for value, after in changed.items():
        found = {figure.text for figure in theirs if figure.value == value}
        if len(found) != 1 or any(each.value != after.value for each in _counterparts(old, new, value)):
            return Adapted(old_target, ())
        replacements[found.pop()] = _written(after, other_language)
    return Adapted(_with_replacements(old_target, replacements), tuple(replacements.values()))


def _same_sorts(old: Sequence[Figure], new: Sequence[Figure]) -> bool:
    return [(each.sort, _is_month(each)) for each in old] == [(each.sort, _is_month(each)) for each in new]


def _counterparts(old: Sequence[Figure], new: Sequence[Figure], value: str) -> list[Figure]:
    return [after for before, after in zip(old, new, strict=True) if before.value == value]


def _is_month(figure: Figure) -> bool:
    return figure.value.startswith("month ")


def _written(figure: Figure, language: str) -> str:
    """As the other language writes it; months in the form that stands in dates."""
    if figure.sort is Sort.DATE and _is_month(figure):
        month = int(figure.value.removeprefix("month "))
        return str(get_month_names("wide", "format", cldr_locale(language))[month])
    if figure.sort in (Sort.LINK, Sort.CODE) or "." not in figure.value:
        return figure.text if figure.sort in (Sort.LINK, Sort.CODE) else figure.value
    return figure.value.replace(".", str(cldr_locale(language).number_symbols["latn"]["decimal"]))


def _with_replacements(html: str, replacements: dict[str, str]) -> str:
    """All at once, and only whole figures of the text between the tags, whichever spaces and hyphens they have."""
    ordered = sorted(replacements, key=len, reverse=True)
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(_pattern_of, ordered)) + r")(?!\w)")
    parts = _MARKUP.split(html)
    return "".join(
        part if number % 2 else pattern.sub(lambda match: replacements[seen(match.group())], part)
        for number, part in enumerate(parts)
    )


def _pattern_of(figure: str) -> str:
    return re.escape(figure).replace(r"\ ", f"[{GROUP_SPACES}]").replace(r"\-", "[-\u2010\u2011]")
