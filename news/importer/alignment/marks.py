"""By what a paragraph is known again in another language: numbers, codes, addresses, names and words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from portal.languages.analysis import MAX_WORD_LETTERS, is_stop_word, tokens, word_keys, words
from portal.languages.bilingual import shipped_meanings
from portal.languages.common.cognates import skeleton
from portal.languages.common.folding import fold
from portal.languages.common.patterns import (
    ADDRESS_TO_PAIR_BY,
    CODE_TO_PAIR_BY,
    GROUP_SPACES,
    NUMBER_IN_GROUPS_OF_THREE,
    NUMBERS_IN_ROW,
)
from portal.languages.registry import language as known_language


@dataclass(frozen=True, slots=True)
class MarkKind:
    """How often a mark of this kind is met again in the translation of its paragraph, and in any other paragraph."""

    in_translation: float
    by_chance: float


NUMBER = MarkKind(in_translation=0.9, by_chance=0.05)
ADDRESS = MarkKind(in_translation=0.95, by_chance=0.01)
NAME = MarkKind(in_translation=0.65, by_chance=0.02)
# The dictionary knows the word, so its absence says something.
WORD = MarkKind(in_translation=0.45, by_chance=0.04)
# It does not; the word may still be the same in both languages.
UNKNOWN_WORD = MarkKind(in_translation=0.2, by_chance=0.025)


@dataclass(frozen=True, slots=True)
class Mark:
    """Two marks of paragraphs in different languages may mean the same where they have a key in common."""

    kind: MarkKind
    keys: frozenset[str]


NAME_LETTERS = 4
COGNATE_LETTERS = 5
SHORTEST_WORD = 3

_SENTENCE_END = re.compile(r"(?:^|[.!?:]|[„“\"«])\W*$")


def marks(text: str, language: str, other_language: str, *, translate: bool) -> list[Mark]:
    """Marks of a paragraph, each once.

    Words are known by keys in one of the two languages: those of the language that is translated (`translate`) by the
    keys of their translations, the others by their own.
    """
    found: dict[Mark, None] = {}
    rest = text
    for pattern, clean in ((ADDRESS_TO_PAIR_BY, _address_key), (CODE_TO_PAIR_BY, str.lower)):
        for match in pattern.finditer(rest):
            found[Mark(ADDRESS, frozenset({f"@{clean(match.group())}"}))] = None
        rest = pattern.sub(lambda match: " " * len(match.group()), rest)
    for number in _numbers(rest, language):
        found[Mark(NUMBER, frozenset({f"#{number}"}))] = None
    for token in tokens(NUMBERS_IN_ROW.sub(lambda match: " " * len(match.group()), rest)):
        if SHORTEST_WORD <= len(token.text) <= MAX_WORD_LETTERS and not is_stop_word(token.text, language):
            is_capitalised = token.text[0].isupper()
            is_inside = is_capitalised and not _SENTENCE_END.search(rest[max(0, token.start - 8) : token.start])
            found[_word_mark(token.text, language, other_language, translate, is_capitalised, is_inside)] = None
    return list(found)


def _address_key(address: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", address.lower()).rstrip("/.")


def _numbers(text: str, language: str) -> Iterator[str]:
    """Numbers as they are written in English without separators: `12 500`, `12,500` → `12500`; `3,5` → `3.5`."""
    for match in NUMBERS_IN_ROW.finditer(text):
        whole = match.group()
        grouped = NUMBER_IN_GROUPS_OF_THREE.fullmatch(whole)
        if grouped and grouped.group(1) in {*GROUP_SPACES, known_language(language).numbers.thousands}:
            yield whole.replace(grouped.group(1), "")
            continue
        for part in re.split(f"[{GROUP_SPACES}]", whole):
            yield part.replace(",", ".").lstrip("0") or "0"


@lru_cache(maxsize=10_000)
def _word_mark(
    word: str, language: str, other_language: str, translate: bool, is_capitalised: bool, is_inside: bool
) -> Mark:
    plain = fold(word)
    own = word_keys(word, language)
    keys = {f"~{skeleton(plain)[:COGNATE_LETTERS]}"} if len(plain) >= COGNATE_LETTERS else set()
    if is_capitalised:
        keys.add(f"^{plain[:NAME_LETTERS]}")
    own_keys = {*own.stem, *own.folded}
    known = _translations(language, other_language)
    is_known = any(key in known for key in own_keys)
    if translate:
        for key in own_keys:
            keys |= known.get(key, frozenset())
    else:
        keys |= {f"={key}" for key in own_keys}
    kind = NAME if is_inside else WORD if is_known else UNKNOWN_WORD
    return Mark(kind, frozenset(keys))


@cache
def _translations(language: str, other_language: str) -> dict[str, frozenset[str]]:
    """Keys of the words that the shipped dictionaries translate a word by, by each key of the word.

    A word that is known as a part of terms only is taken to mean any word of their translations.
    """
    alone: dict[str, set[str]] = {}
    in_terms: dict[str, set[str]] = {}
    for meaning in shipped_meanings():
        if (meaning.language, meaning.other_language) != (language, other_language):
            continue
        parts = [word for word in words(meaning.term) if not is_stop_word(word, language)]
        keys = {
            f"={key}"
            for other in meaning.others
            for word in words(other)
            if not is_stop_word(word, other_language)
            for key in (*word_keys(word, other_language).stem, *word_keys(word, other_language).folded)
        }
        table = alone if len(parts) == 1 else in_terms
        for part in parts:
            own = word_keys(part, language)
            for key in {*own.stem, *own.folded}:
                table.setdefault(key, set()).update(keys)
    return {key: frozenset(found) for key, found in (in_terms | alone).items()}
