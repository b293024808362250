"""Brings names and short phrases to the nominative, by the rules of a language; a language without rules keeps them.

The rules are those of Lithuanian: nouns and adjectives of the singular, definite adjectives, names made Lithuanian.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portal.languages.analysis import is_dictionary_word

from .known import given_names

_LANGUAGE = "lt"

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


def nominative_noun(word: str, language: str, *, person: bool = False) -> Form | None:
    """The nominative of a noun that the dictionary has; `person` rules out the locative."""
    if language != _LANGUAGE:
        return Form(word, NOMINATIVE, "")
    for form in noun_forms(word):
        if person and form.case == LOCATIVE:
            continue
        if is_dictionary_word(form.nominative, language):
            return form
    return None


def nominative_phrase(
    words: Sequence[str], language: str, *, person: bool = False, head: Form | None = None
) -> list[str]:
    """A phrase whose last word is its head in the nominative, with the adjectives that agree with the head.

    `generaliniu sekretoriumi` → `generalinis sekretorius`, `projekto vadovei` → `projekto vadovė`. `head` is the form
    of the last word where the caller knows it.
    """
    if language != _LANGUAGE or not words:
        return list(words)
    head = head or nominative_noun(words[-1].lower(), language, person=person)
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


@dataclass(frozen=True, slots=True)
class Given:
    """A given name in the nominative; `ending` is what was taken off a foreign one."""

    name: str
    case: int
    gender: str
    is_foreign: bool


def given_name(word: str, language: str) -> Given | None:
    """The given name that a word is, in whatever case."""
    known = given_names()
    if word in known:
        return Given(word, NOMINATIVE, _gender(word), bool(_FOREIGN_LETTERS.search(word)))
    if language != _LANGUAGE:
        return None
    for form in noun_forms(word):
        if form.nominative in known:
            return Given(form.nominative, form.case, form.gender, False)
    for case, endings in _FOREIGN_ENDINGS.items():
        for ending in endings:
            if word.endswith(ending) and word.removesuffix(ending) in known:
                return Given(word.removesuffix(ending), case, MASCULINE, True)
    return None


def _gender(name: str) -> str:
    if name.endswith(("as", "is", "us", "ys")):
        return MASCULINE
    return FEMININE if name.endswith(("a", "ė", "e")) else ""


def nominative_name(words: Sequence[str], language: str) -> tuple[str, ...]:
    """A person's names, the first of which tells the case and gender of the others.

    Lithuanian names lose their case; of a foreign one only the ending that Lithuanian gave it is taken off.
    """
    if language != _LANGUAGE:
        return tuple(words)
    found = [(place, given) for place, word in enumerate(words) if (given := given_name(word, language))]
    if not found:
        return _by_surname(words)
    place, given = found[0]
    if given.case == NOMINATIVE and not (given.is_foreign and given.name != words[place]):
        return tuple(words)
    changed = [given.name if number == place else _surname(word, given, language) for number, word in enumerate(words)]
    return tuple(changed)


def _surname(word: str, given: Given, language: str) -> str:
    own = given_name(word, language)
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
