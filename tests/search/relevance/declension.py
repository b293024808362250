"""Lithuanian declension, as far as the texts and queries of the relevance set need it.

A word's class is told by its dictionary form; words of plural only are given in the plural. What the ending does not
tell is written after the word: `pilis:f` (feminine in -is). Words that follow no class stand in IRREGULAR.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product

CASES = ("nom", "gen", "dat", "acc", "ins", "loc")
SINGULAR, PLURAL = "sg", "pl"

# The six endings of the singular and of the plural, by the ending of the dictionary form, the longest first.
_NOUNS = {
    "jus": "jus jaus jui jų jumi juje|jai jų jams jus jais juose",
    "ius": "ius iaus iui ių iumi iuje|iai ių iams ius iais iuose",
    "jas": "jas jo jui ją ju juje|jai jų jams jus jais juose",
    "ias": "ias io iui ią iu yje|iai ių iams ius iais iuose",
    "ys:f": "|ys ių ims is imis yse",
    "is:f": "is ies iai į imi yje|ys ių ims is imis yse",
    "as": "as o ui ą u e|ai ų ams us ais uose",
    "is": "is io iui į iu yje|iai ių iams ius iais iuose",
    "ys": "ys io iui į iu yje|iai ių iams ius iais iuose",
    "us": "us aus ui ų umi uje|ūs ų ums us umis uose",
    "a": "a os ai ą a oje|os ų oms as omis ose",
    "ė": "ė ės ei ę e ėje|ės ių ėms es ėmis ėse",
    "iai": "|iai ių iams ius iais iuose",
    "ai": "|ai ų ams us ais uose",
    "ės": "|ės ių ėms es ėmis ėse",
    "os": "|os ų oms as omis ose",
}
_ADJECTIVES = {
    "asis": "asis ojo ajam ąjį uoju ajame|ieji ųjų iesiems uosius aisiais uosiuose",
    "usis": "usis iojo iajam ųjį iuoju iajame|ieji iųjų iesiems iuosius iaisiais iuosiuose",
    "oji": "oji osios ajai ąją ąja ojoje|osios ųjų osioms ąsias osiomis osiose",
    "ieji": "|ieji ųjų iesiems uosius aisiais uosiuose",
    "osios": "|osios ųjų osioms ąsias osiomis osiose",
    "ias": "ias io iam ią iu iame|i ių iems ius iais iuose",
    "as": "as o am ą u ame|i ų iems us ais uose",
    "us": "us aus iam ų iu iame|ūs ių iems ius iais iuose",
    "is": "is io iam į iu iame|iai ių iams ius iais iuose",
    "a": "a os ai ą a oje|os ų oms as omis ose",
    "ė": "ė ės ei ę e ėje|ės ių ėms es ėmis ėse",
    "iai": "|iai ių iams ius iais iuose",
    "ės": "|ės ių ėms es ėmis ėse",
    "os": "|os ų oms as omis ose",
    "ūs": "|ūs ių iems ius iais iuose",
    "i": "i ios iai ią ia ioje|ios ių ioms ias iomis iose",
}
IRREGULAR = {
    "vanduo": "vanduo vandens vandeniui vandenį vandeniu vandenyje|"
    "vandenys vandenų vandenims vandenis vandenimis vandenyse",
    "šuo": "šuo šuns šuniui šunį šunimi šunyje|šunys šunų šunims šunis šunimis šunyse",
    "žmogus": "žmogus žmogaus žmogui žmogų žmogumi žmoguje|žmonės žmonių žmonėms žmones žmonėmis žmonėse",
    "duomenys": "|duomenys duomenų duomenims duomenis duomenimis duomenyse",
    "kepenys": "|kepenys kepenų kepenims kepenis kepenimis kepenyse",
    "ėduonis": "ėduonis ėduonies ėduoniui ėduonį ėduonimi ėduonyje|",
    "kelias": "kelias kelio keliui kelią keliu kelyje|keliai kelių keliams kelius keliais keliuose",
}
# t and d before a soft back vowel: `medis, medžio`; `sritis, sričių`; `platus, plačiame`.
_SOFTENED = re.compile(r"(t|d)(?=i[aąoouųū])")
_SOFT = {"t": "č", "d": "dž"}

Forms = Mapping[tuple[str, str], str]


def _decline(word: str, classes: Mapping[str, str]) -> Forms:
    ending = next((ending for ending in classes if word.endswith(ending)), None)
    if ending is None:
        raise ValueError(f"{word} belongs to no class of declension.")
    stem = word.removesuffix(ending)
    numbers = [part.split() for part in classes[ending].split("|")]
    return {
        (number, case): stem[:-1] + _SOFTENED.sub(lambda found: _SOFT[found[1]], stem[-1:] + endings[place])
        for number, endings in zip((SINGULAR, PLURAL), numbers, strict=True)
        for place, case in enumerate(CASES)
        if endings
    }


@cache
def noun(word: str) -> Forms:
    """Forms of a noun by number and case; those of one number only, where it has no other."""
    if word in IRREGULAR:
        singular, plural = (part.split() for part in IRREGULAR[word].split("|"))
        return {
            (number, case): form
            for number, forms in ((SINGULAR, singular), (PLURAL, plural))
            for case, form in zip(CASES, forms, strict=False)
        }
    return _decline(word, _NOUNS)


@cache
def adjective(word: str) -> Forms:
    """Forms of an adjective, participle or definite adjective in the gender in which it is given."""
    return _decline(word, _ADJECTIVES)


@cache
def foreign_name(word: str, is_male: bool) -> Forms:
    """A name kept in its own spelling: a man's takes endings after a consonant, anyone's in -a; others never change."""
    if word.endswith("a"):
        forms = noun(word)
    elif is_male and word[-1] not in "aeiouyøåæäöüéí":
        forms = dict(noun(word + ("is" if word.endswith("er") else "as")))
        forms[SINGULAR, "nom"] = word
    else:
        forms = dict.fromkeys(product((SINGULAR,), CASES), word)
    return {key: form for key, form in forms.items() if key[0] == SINGULAR}


@dataclass(frozen=True)
class Phrase:
    """Words that are declined together, or not at all: adjectives agree with the noun, the last word."""

    words: tuple[Forms | str, ...]
    number: str

    def form(self, case: str, number: str | None = None) -> str:
        """Raises KeyError where the noun has no such number."""
        wanted = (number or self.number, case)
        return " ".join(word if isinstance(word, str) else word[wanted] for word in self.words)

    def __format__(self, case: str) -> str:
        return self.form(case)

    def forms(self) -> Iterator[tuple[str, str, str]]:
        """Number, case and form, of every number that the noun has."""
        head = self.words[-1]
        if isinstance(head, str):
            yield self.number, "nom", self.form("nom")
            return
        for number, case in head:
            yield number, case, self.form(case, number)


def phrase(text: str) -> Phrase:
    """Adjectives agree with the last word, the noun; in what begins with `=` the noun alone is declined."""
    *before, head = text.removeprefix("=").split()
    declined = noun(head)
    number = SINGULAR if (SINGULAR, "nom") in declined else PLURAL
    return Phrase((*(word if text.startswith("=") else adjective(word) for word in before), declined), number)


def name(text: str, is_male: bool, is_foreign: bool) -> Phrase:
    """A person's name, each part of which is declined."""
    return Phrase(tuple(foreign_name(part, is_male) if is_foreign else noun(part) for part in text.split()), SINGULAR)
