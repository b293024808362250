"""Names of people: given names, surnames, and foreign names with Lithuanian endings, in the nominative."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..common.tables import read_words
from ..gazetteer import given_names
from ..recognition import PersonRules
from .inflection import (
    ACCUSATIVE,
    DATIVE,
    FEMININE,
    GENITIVE,
    INSTRUMENTAL,
    LOCATIVE,
    MASCULINE,
    NOMINATIVE,
    noun_forms,
)

_GIVEN_NAMES = read_words(Path(__file__).with_name("given_names.txt"))
_GIVEN_NAME_ENDINGS = "as|is|us|ys|ė|a"
_SURNAME_ENDINGS = (
    "auskas|ausko|auskui|evičius|avičius|ičius|ičiaus|ienė|ienės|ienei|aitė|aitės|aitei|ytė|ytės|ytei|utė|utės|ūtė|ūtės"
    "|aitis|ūnas|ūno|ėnas|onis|onio|oniui|ulis|elis|ickas|inskas|insko"
)
_HONORIFICS = frozenset({"p", "ponas", "ponia", "doc", "kun", "plk"})
_SAYING_WORDS = """
    sake sako saka teige teigia teigimu pasakojo pasakoja dziaugesi dziaugiasi pabreze pabrezia pastebejo pridure
    kalbejo primine primena aiskino aiskina zodziais pasak anot nuomone tvirtino tvirtina prane pristatys
    skaitys ves vede
"""
_SAYING = frozenset(_SAYING_WORDS.split())
_CALLED_AFTER = (
    r"g\.|gatv|pr\.|prospekt|al\.|alėj|a\.|aikšt|skver|park|gimnazij|progimnazij|mokykl|bibliotek|muziej|universitet"
    r"|premij|vardo|fond|stipendij"
)

# What foreign names get for endings in Lithuanian, by case; the longest first.
_FOREIGN_ENDINGS = {
    NOMINATIVE: ("is", "as", "us"),
    GENITIVE: ("io", "o", "aus"),
    DATIVE: ("iui", "ui"),
    ACCUSATIVE: ("į", "ą"),
    INSTRUMENTAL: ("iu", "u"),
    LOCATIVE: (),
}
_FOREIGN_LETTERS = re.compile(r"[wqxøåæöäüßłńśźćñáéíóúðþěřďťôâêëèç]|[kph]h|th|ck|ll|ss|tt|nn$", re.IGNORECASE)
_LIKELY_SURNAME = re.compile(
    r"(?:ausk|ick|inck|insk|ūn|ėn|on|an|in|enk|ut)as$|(?:evič|avič|ul|uk|uš|iš|ut)ius$|(?:ait|ul|el|ut|yt|yn|ėl|in)is$|"
    r"(?:ien|ait|yt|ut|ūt)ė$"
)
_VOWELS = re.compile(r"[aeiouyąęėįųū]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Given:
    """A given name in the nominative, with the case and gender that it stood in."""

    name: str
    case: int
    gender: str
    is_foreign: bool


def _given_name_bases(word: str) -> Iterator[str]:
    """What a given name in some case may be in the nominative."""
    yield from (form.nominative for form in noun_forms(word))
    for endings in _FOREIGN_ENDINGS.values():
        yield from (word.removesuffix(ending) for ending in endings if word.endswith(ending))


def _given_name(word: str) -> _Given | None:
    """The given name that a word is, in whatever case."""
    known = given_names()
    if word in known:
        return _Given(word, NOMINATIVE, _gender(word), bool(_FOREIGN_LETTERS.search(word)))
    for form in noun_forms(word):
        if form.nominative in known:
            return _Given(form.nominative, form.case, form.gender, False)
    for case, endings in _FOREIGN_ENDINGS.items():
        for ending in endings:
            if word.endswith(ending) and word.removesuffix(ending) in known:
                return _Given(word.removesuffix(ending), case, MASCULINE, True)
    return None


def _gender(name: str) -> str:
    if name.endswith(("as", "is", "us", "ys")):
        return MASCULINE
    return FEMININE if name.endswith(("a", "ė", "e")) else ""


def nominative_name(words: Sequence[str]) -> tuple[str, ...]:
    """A person's names, the first of which tells the case and gender of the others.

    Lithuanian names lose their case; of a foreign one only the ending that Lithuanian gave it is taken off.
    """
    found = [(place, given) for place, word in enumerate(words) if (given := _given_name(word))]
    if not found:
        return _by_surname(words)
    place, given = found[0]
    if given.case == NOMINATIVE and not (given.is_foreign and given.name != words[place]):
        return tuple(words)
    changed = [given.name if number == place else _surname(word, given) for number, word in enumerate(words)]
    return tuple(changed)


def _surname(word: str, given: _Given) -> str:
    own = _given_name(word)
    if own and own.case == given.case:
        return own.name
    if given.is_foreign or _FOREIGN_LETTERS.search(word):
        for ending in _FOREIGN_ENDINGS[given.case]:
            stem = word.removesuffix(ending)
            if stem != word and len(stem) > 2:
                # Polish surnames in -ski get `-is` in place of their own ending.
                return f"{stem}i" if stem.endswith(("sk", "ck", "dzk")) else stem
    forms = [form for form in noun_forms(word) if form.case == given.case]
    # Some men have surnames that are declined like those of women.
    forms = [form for form in forms if form.gender == given.gender] or forms
    return min(forms, key=lambda form: _surname_rank(form.nominative)).nominative if forms else word


def _by_surname(words: Sequence[str]) -> tuple[str, ...]:
    """Names of which the surname alone tells the case: `Virmanto Jasinsko`."""
    forms = [form for form in noun_forms(words[-1]) if _LIKELY_SURNAME.search(form.nominative)]
    if not forms or forms[0].case == NOMINATIVE or len(words) != 2:
        return tuple(words)
    own = forms[0]
    given = [form for form in noun_forms(words[0]) if (form.case, form.gender) == (own.case, own.gender)]
    return (given[0].nominative, own.nominative) if given else tuple(words)


def _surname_rank(nominative: str) -> int:
    """Which of several possible surnames is the likeliest."""
    if _LIKELY_SURNAME.search(nominative):
        return 0
    if nominative.endswith("ys"):
        return 1 if len(_VOWELS.findall(nominative[:-2])) == 1 else 3
    if nominative.endswith(("jas", "ias")):
        return 4
    return 2


PEOPLE = PersonRules(
    given_names=_GIVEN_NAMES,
    given_name_bases=_given_name_bases,
    given_name_endings=_GIVEN_NAME_ENDINGS,
    surname_endings=_SURNAME_ENDINGS,
    honorifics=_HONORIFICS,
    saying=_SAYING,
    called_after=_CALLED_AFTER,
)
