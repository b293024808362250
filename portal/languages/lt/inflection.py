"""Inflection: nouns and adjectives of the singular, definite adjectives, and short phrases, in the nominative."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..analysis import is_dictionary_word
from ..lemma_lists import lemma_of

CODE = "lt"

MASCULINE, FEMININE = "m", "f"
NOMINATIVE, GENITIVE, DATIVE, ACCUSATIVE, INSTRUMENTAL, LOCATIVE = range(6)

# Endings of nouns in the singular: nominative, genitive, dative, accusative, instrumental, locative.
_NOUNS = (
    (MASCULINE, ("jas", "jo", "jui", "ją", "ju", "juje")),
    (MASCULINE, ("as", "o", "ui", "ą", "u", "e")),
    (MASCULINE, ("is", "io", "iui", "į", "iu", "yje")),
    (MASCULINE, ("ys", "io", "iui", "į", "iu", "yje")),
    (MASCULINE, ("ius", "iaus", "iui", "ių", "iumi", "iuje")),
    (MASCULINE, ("us", "aus", "ui", "ų", "umi", "uje")),
    (FEMININE, ("ia", "ios", "iai", "ią", "ia", "ioje")),
    (FEMININE, ("a", "os", "ai", "ą", "a", "oje")),
    (FEMININE, ("ė", "ės", "ei", "ę", "e", "ėje")),
)
# Endings of adjectives in the singular, by gender and case; the nominative is formed by `_adjective`.
_DEFINITE = {
    MASCULINE: ("", "ojo", "ajam", "ąjį", "uoju", "ajame"),
    FEMININE: ("", "osios", "ajai", "ąją", "ąja", "ojoje"),
}
_PLAIN = {
    MASCULINE: ("", "io", "iam", "į", "iu", "iame"),
    FEMININE: ("", "ės", "ei", "ę", "e", "ėje"),
}
# Stems of adjectives that are declined like `generalinis`; others, in -as, are spelt like nouns.
_ADJECTIVE_STEM = re.compile(r"(?:in|utin)$")
_LIKE_SURE_ADJECTIVES = re.compile(r"(?:išk|nauj|jaun|bendr|atvir)$")
_IN_AS = {MASCULINE: ("", "o", "am", "ą", "u", "ame"), FEMININE: ("", "os", "ai", "ą", "a", "oje")}


@dataclass(frozen=True, slots=True)
class Form:
    nominative: str
    case: int
    gender: str


def noun_forms(word: str) -> Iterator[Form]:
    """What a noun in the singular may be a case of, the likelier case first."""
    for case in (NOMINATIVE, GENITIVE, INSTRUMENTAL, DATIVE, ACCUSATIVE, LOCATIVE):
        for gender, endings in _NOUNS:
            ending = endings[case]
            if not word.endswith(ending) or len(word) - len(ending) < 2:
                continue
            stem = word[: -len(ending)]
            for base in _bases(stem, ending, endings[0]):
                yield Form(base + endings[0], case, gender)


def _bases(stem: str, ending: str, nominative: str) -> list[str]:
    """The stem, and what it was before i and a vowel changed its last letter: `aitis`, `aičio`."""
    softened = ending[0] == "i" and ending[1:2] in {"a", "o", "u", "ų", "ą"} and nominative in {"is", "ys"}
    if softened and stem.endswith("č"):
        return [stem[:-1] + "t"]
    if softened and stem.endswith("dž"):
        return [stem[:-1].removesuffix("d") + "d"]
    return [stem]


def nominative_noun(word: str) -> Form | None:
    """The nominative of a noun that the dictionary has."""
    return next((form for form in noun_forms(word) if is_dictionary_word(form.nominative, CODE)), None)


def nominative_phrase(words: Sequence[str], head: Form | None = None) -> list[str]:
    """A phrase whose last word is its head in the nominative, with the adjectives that agree with the head.

    `generaliniu sekretoriumi` → `generalinis sekretorius`, `projekto vadovei` → `projekto vadovė`. `head` is the form
    of the last word where the caller knows it.
    """
    if not words:
        return []
    head = head or nominative_noun(words[-1].lower())
    if head is None or head.case == NOMINATIVE:
        return list(words)
    changed = [*words[:-1], _like(words[-1], head.nominative)]
    for place in range(len(words) - 1):
        if head.case == GENITIVE and place + 2 < len(words) and _agree(words[place], words[place + 1]):
            continue
        nominative = _adjective(words[place].lower(), head.case, head.gender)
        if nominative:
            changed[place] = _like(words[place], nominative)
    return changed


def _agree(adjective: str, noun: str) -> bool:
    """Whether an adjective in the genitive belongs to the noun after it: `profesinio mokymo`."""
    if adjective.endswith("o"):
        return noun.endswith(("o", "aus"))
    return adjective.endswith("s") and noun.endswith(("os", "ės", "ies"))


def _adjective(word: str, case: int, gender: str) -> str:
    """The nominative of an adjective in this case and gender; empty for any other word."""
    ending = _DEFINITE[gender][case]
    if ending and word.endswith(ending):
        stem = word.removesuffix(ending)
        if len(stem) > 3:
            return _definite(stem, gender)
    for endings, stems, nominative in (
        (_PLAIN, _ADJECTIVE_STEM, {MASCULINE: "is", FEMININE: "ė"}),
        (_IN_AS, _LIKE_SURE_ADJECTIVES, {MASCULINE: "as", FEMININE: "a"}),
    ):
        ending = endings[gender][case]
        if word.endswith(ending) and stems.search(word.removesuffix(ending)):
            return word.removesuffix(ending) + nominative[gender]
    return ""


def _definite(stem: str, gender: str) -> str:
    if gender == FEMININE:
        return stem + "oji"
    if stem.endswith("iausi"):
        return stem + "asis"
    if stem.endswith("esni"):
        return stem[:-1] + "ysis"
    return stem[:-1] + "usis" if stem.endswith("i") else stem + "asis"


def _like(word: str, other: str) -> str:
    return other[0].upper() + other[1:] if word[0].isupper() else other


@lru_cache(maxsize=20_000)
def is_verb(word: str) -> bool:
    lemma = lemma_of(word.lower(), CODE)
    if lemma.endswith(("ti", "tis")) and is_dictionary_word(word, CODE):
        return True
    # In the past tense, which looks like the genitive of a noun.
    return word.endswith(("avo", "ino", "ėjo", "iejo")) and nominative_noun(word.lower()) is None
