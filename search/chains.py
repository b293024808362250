"""How the words of each language are analysed: rules and lists keyed by language code."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import Stemmer


@dataclass(frozen=True)
class Chain:
    """How the words of one language are analysed. `lemmas` is their list in simplemma, where no better one is shipped.

    `base` takes case endings off a folded word; `spelt` writes what is spelt in two ways in one of them.
    `stop_words` need not occur in a text for it to match.
    """

    stemmer: str | None
    lemmas: str | None
    base: Callable[[str], str] | None = None
    spelt: Callable[[str], str] = str
    stop_words: frozenset[str] = frozenset()


# Case endings, folded, of nouns, adjectives and definite adjectives, of Lithuanian and of names made Lithuanian.
_LITHUANIAN_ENDINGS = """
    as o ui a u e ai ams us ais uose is io iui i iu yje iai iams ius iais iuose es ei eje ems emis ese
    os oje oms omis ose ys aus umi uje ies imi ims imis yse ia ios ioje ioms iomis iose
    asis ojo ajam aji uoju ajame ieji iesiems uosius aisiais uosiuose oji osios ajai aja ojoje osioms asias
    osiomis osiose uju iuju iojo iajam iaji iuoju iajame
"""
_ENDINGS = frozenset(_LITHUANIAN_ENDINGS.split())
_LONGEST_ENDING = max(map(len, _ENDINGS))
_MIN_BASE_LETTERS = 3


def _lithuanian_base(word: str) -> str:
    """A folded word without its case ending: all of `vizitas, vizite, vizitu`, all of `Oslas, Osle, Oslo`.

    Undoes t → č and d → dž, which endings in i before a vowel cause (`klasterystė`, `klasterysčių`).
    """
    for letters in range(min(_LONGEST_ENDING, len(word) - _MIN_BASE_LETTERS), 0, -1):
        ending = word[-letters:]
        if ending in _ENDINGS:
            base = word[:-letters]
            if letters > 1 and ending[0] == "i" and ending[1] in "aou":
                if base.endswith("dz"):
                    return base[:-1]
                if base.endswith("c"):
                    return base[:-1] + "t"
            return base
    return word


# British endings and the American ones that stand for both.
_SPELLINGS = tuple(
    (re.compile(rf"(?<=...){british}"), american)
    for british, american in (
        (r"our(?=$|s$|ed|ing|it|able)", "or"), (r"is(?=(?:e|es|ed|er|ers|ing|ation|ations)$)", "iz"),
        (r"ys(?=(?:e|es|ed|er|ing)$)", "yz"), (r"tre$", "ter"), (r"ogue$", "og"), (r"amme$", "am"), (r"ller$", "ler"),
    )
)  # fmt: skip


def _american(word: str) -> str:
    for british, american in _SPELLINGS:
        word = british.sub(american, word)
    return word


_LITHUANIAN_STOP_WORDS = """
    ir ar bei o bet kad kai kaip į iš su ant po per prie nuo iki už apie dėl be tarp pas pagal prieš yra buvo bus tai
    šis ši šio šios tas ta to tos jis ji jo jos jie jų mes jūs savo taip pat ne nei tik dar
    i is uz del pries sis si sio sios ju jus
"""
_ENGLISH_STOP_WORDS = """
    a an and are as at be been but by for from has have in into is it its not of on or that the their there these this
    to was were which will with
"""

CHAINS = {
    "lt": Chain("lithuanian", "lt", _lithuanian_base, stop_words=frozenset(_LITHUANIAN_STOP_WORDS.split())),
    "en": Chain("english", "en", spelt=_american, stop_words=frozenset(_ENGLISH_STOP_WORDS.split())),
}
# Stems by the Snowball name of the language where there is one; otherwise words are only folded.
_SNOWBALL = {
    "da": "danish", "de": "german", "es": "spanish", "et": "estonian", "fi": "finnish", "fr": "french",
    "it": "italian", "nb": "norwegian", "nl": "dutch", "nn": "norwegian", "no": "norwegian", "pl": "polish",
    "ru": "russian", "sv": "swedish",
}  # fmt: skip
_LEMMAS = {"nb", "nn", "de", "pl", "lv", "et", "fi", "sv", "da", "fr", "es", "it", "nl", "ru", "uk"}


@cache
def chain(language: str) -> Chain:
    """The chain of a language code; for a language without one of its own, what the libraries offer."""
    code = language.split("-")[0]
    if code in CHAINS:
        return CHAINS[code]
    stemmer = _SNOWBALL.get(code)
    return Chain(
        stemmer=stemmer if stemmer in Stemmer.algorithms() else None,
        lemmas=code if code in _LEMMAS else None,
    )
