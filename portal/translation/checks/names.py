"""Names of a text and of its translation, and which of them have no counterpart in the other.

A name keeps its spelling across languages, but for the case endings of a language and for the few names that have
another form in each (`Norvegija`, `Norway`). A dictionary tells names from words: its base form of a name is
capitalised, and foreign names it does not know at all.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from portal.dates import cldr_locale
from portal.i18n import language_codes
from portal.languages.analysis import base_key, is_dictionary_word, words
from portal.languages.bilingual import shipped_meanings
from portal.languages.common.folding import fold
from portal.languages.common.look_alikes import as_latin
from portal.languages.common.normalization import compared
from portal.languages.lemma_lists import lemma_of
from portal.languages.months import month_numbers
from portal.languages.registry import language as known_language

SHORTEST_NAME = 3
# A country's name and that of its people begin alike: Norway, Norwegian.
_COUNTRY_LETTERS = 3
_DOUBLE = re.compile(r"([^\W\d_aeiouy])\1")
_LONGEST_ABBREVIATION = 6
_PART = re.compile("[-’']")
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Name:
    """A word of a name at text[start:end]; `keys` are equal in part for forms of the same name in any language."""

    text: str
    start: int
    end: int
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class KnownName:
    """What somebody or something is called in the source's language and in that of the translation.

    Where it `must_match`, a translation without it is wrong; otherwise it is one that may stand there.
    """

    source: str
    target: str
    must_match: bool = True


def name_differences(
    source: str, target: str, source_language: str, target_language: str, known: Collection[KnownName] = ()
) -> tuple[list[Name], list[Name]]:
    """Names of the source that the target lacks, and names of the target that the source lacks.

    Both texts as they are compared; places are those in them.
    """
    source_words, target_words = list(_words(source)), list(_words(target))
    covered, lacking = _known_names(source_words, target_words, known)
    missing = [
        word
        for word in _unmatched(source_words, target_words, source_language, target_language)
        if word.start not in covered[0]
    ]
    added = [
        word
        for word in _unmatched(target_words, source_words, target_language, source_language)
        if word.start not in covered[1]
    ]
    if not missing or not added:
        # A rare word that only begins a sentence looks like a name; where the other text has a stranger too, it is one.
        missing = [word for word in missing if not _begins_sentence(source, word)]
        added = [word for word in added if not _begins_sentence(target, word)]
    return [*lacking, *missing], added


def _unmatched(own: Sequence[Name], others: Sequence[Name], language: str, other_language: str) -> Iterator[Name]:
    """Capitalised words, none of the language's words, of which no form stands in the other text."""
    text = _OtherText(others, other_language)
    for word in own:
        if not word.text[0].isupper() or len(word.text) < SHORTEST_NAME or word.keys & text.keys:
            continue
        if not is_word(word.text, language) and not _stands_translated(word.text, language, other_language, text):
            yield word


class _OtherText:
    """What is asked of a text for each word of another, found once."""

    def __init__(self, names: Sequence[Name], language: str) -> None:
        self.keys = frozenset().union(*(name.keys for name in names))
        self._texts = {name.text for name in names}
        self._language = language

    @cached_property
    def has_abbreviation(self) -> bool:
        return any(map(_is_abbreviation, self._texts))

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """The first letters of its words that the dictionary knows, as many as tell countries, or fewer."""
        known = (fold(text) for text in self._texts if is_dictionary_word(text, self._language))
        return frozenset(word[:length] for word in known for length in range(1, _COUNTRY_LETTERS + 1))


def _begins_sentence(text: str, word: Name) -> bool:
    for place in range(word.start - 1, -1, -1):
        if text[place] in ".!?:…":
            return True
        if text[place].isalnum() or text[place] == "_":
            return False
    return True


def _words(text: str) -> Iterator[Name]:
    for match in _WORD.finditer(text):
        yield Name(match.group(), match.start(), match.end(), _keys(match.group()))


@lru_cache(maxsize=50_000)
def _keys(word: str) -> frozenset[str]:
    """Folded forms without the endings of every language of the portal: foreign names take them too.

    Letters of other alphabets are taken for what they look like.
    """
    word = as_latin(word)
    lower = re.sub(r"[’'].*$", "", word.lower())
    forms = {fold(word), fold(lower)}
    for code in language_codes():
        forms.add(fold(_transliterated(lower, code)))
        own = known_language(code).words
        forms |= {own.base(form) for form in list(forms) if own.base}
        if own.lemmas:
            forms.add(fold(lemma_of(word, own.lemmas)))
    return frozenset(form for form in forms if len(form) >= SHORTEST_NAME) or frozenset({fold(word)})


def _transliterated(lower: str, language: str) -> str:
    rules = known_language(language).transliterations
    if not rules:
        return lower
    for letters, others in rules:
        lower = lower.replace(letters, others)
    return _DOUBLE.sub(r"\1", lower)


@lru_cache(maxsize=50_000)
def is_word(word: str, language: str) -> bool:
    """Whether it is no name: a word of the dictionary, a month, a day of the week, or an abbreviation.

    Abbreviations of organisations are translated: the EEA is the EEE in Lithuanian.
    """
    if _is_abbreviation(word):
        return True
    word = _PART.split(word)[0]
    if fold(word) in month_numbers() or fold(word) in _days(language):
        return True
    is_known = is_dictionary_word(word, language) or base_key(word, language) in _shipped_words(language)
    return is_known and not _is_known_name(word, language)


def _is_abbreviation(word: str) -> bool:
    return word.removesuffix("s").isupper() and 1 < len(word.removesuffix("s")) <= _LONGEST_ABBREVIATION


@cache
def _shipped_words(language: str) -> frozenset[str]:
    """Base keys of the words, not names, of the dictionaries that come with the portal."""
    terms = (meaning.term for meaning in shipped_meanings() if meaning.language == language)
    return frozenset(base_key(word, language) for term in terms for word in words(term) if word.islower())


@cache
def _days(language: str) -> frozenset[str]:
    return frozenset(map(fold, cldr_locale(language).days["format"]["wide"].values()))


@lru_cache(maxsize=50_000)
def _is_known_name(word: str, language: str) -> bool:
    """Whether the dictionary has it as a name."""
    lemmas = known_language(language).words.lemmas
    return lemmas is not None and lemma_of(word.lower(), lemmas)[:1].isupper()


def _stands_translated(word: str, language: str, other_language: str, text: _OtherText) -> bool:
    """Whether another text has what a country, its people or its language is called there, or an abbreviation."""
    forms = _territories(language, other_language).get
    keys = frozenset().union(*(forms(key, frozenset()) for key in _keys(word)))
    if not keys:
        return False
    beginnings = {key[:_COUNTRY_LETTERS] for key in keys}
    return not keys.isdisjoint(text.keys) or text.has_abbreviation or not beginnings.isdisjoint(text.beginnings)


@cache
def _territories(language: str, other_language: str) -> dict[str, frozenset[str]]:
    """Keys of the words of countries' and languages' names by those of the same name in another language."""
    own, other = cldr_locale(language), cldr_locale(other_language)
    table: dict[str, frozenset[str]] = {}
    for names, other_names in ((own.territories, other.territories), (own.languages, other.languages)):
        for code in names.keys() & other_names.keys():
            keys = frozenset().union(*(_keys(word) for word in words(other_names[code])))
            for word in words(names[code]):
                for key in _keys(word):
                    table[key] = table.get(key, frozenset()) | keys
    return table


def _known_names(
    source: Sequence[Name], target: Sequence[Name], known: Collection[KnownName]
) -> tuple[tuple[set[int], set[int]], list[Name]]:
    """Starts of words that belong to known names in either text, and known names that the target lacks."""
    covered: tuple[set[int], set[int]] = (set(), set())
    lacking = []
    for name in known:
        places = _places(name.source, source)
        if not places:
            continue
        counterparts = _places(name.target, target)
        if not counterparts and not name.must_match:
            continue
        for run in counterparts:
            covered[1].update(word.start for word in run)
        for run in places:
            covered[0].update(word.start for word in run)
        if not counterparts:
            first, last = places[0][0], places[0][-1]
            lacking.append(Name(name.target, first.start, last.end, first.keys))
    return covered, lacking


def _places(name: str, found: Sequence[Name]) -> list[Sequence[Name]]:
    """Words in a row that are the words of a name, in any form."""
    wanted = [_keys(word) for word in _WORD.findall(compared(name))]
    length = len(wanted)
    runs = (found[start : start + length] for start in range(len(found) - length + 1)) if length else ()
    return [run for run in runs if all(keys & word.keys for keys, word in zip(wanted, run, strict=True))]
