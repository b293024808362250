"""How readers type what they mean: in another case, without diacritics, with a slip of a finger, unfinished."""

import random
import re
from collections.abc import Iterable

from .lexicon import LT, Concept, normalised
from .texts import plain

# How often a form is typed; most readers type the nominative or the genitive.
_CASE_WEIGHTS = {"nom": 8, "gen": 6, "acc": 3, "loc": 3, "ins": 1, "dat": 0.7}
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_ALPHABET = "aąbcčdeęėfghiįyjklmnoprsštuųūvzž"
# Doubled consonants, which Lithuanian does not write.
_DOUBLE = re.compile(r"([bcdfghjklmnprstvz])\1")
_FIRST_LETTER_SHARE = 0.1
# What is typed where the keyboard lacks a letter, beside the letter without its mark.
_SUBSTITUTES = {"ø": "oe", "å": "aa", "æ": "ae", "ö": "oe", "ü": "ue", "ä": "ae", "þ": "th", "ð": "d", "ł": "l"}


def other_forms(concept: Concept, language: str, texts: Iterable[str], chance: random.Random) -> list[str]:
    """Forms that none of the plain texts has, in an order that begins with the likelier ones."""
    known = list(texts)
    found: dict[str, float] = {}
    for form in concept.forms(language):
        weight = _weight(concept, form) if language == LT else 1.0
        if weight and not any(plain(normalised(form)) in text for text in known):
            found[form] = chance.random() ** (1 / weight)
    return sorted(found, key=lambda form: -found[form])


def _weight(concept: Concept, form: str) -> float:
    """How likely a Lithuanian form is typed."""
    number, case = concept.lithuanian[form]
    if number != concept.phrase.number and not concept.is_countable:
        return 0.0
    if case == "loc" and concept.kind.startswith("person"):
        return 0.0
    return _CASE_WEIGHTS[case] * (1.0 if number == concept.phrase.number else 0.6)


def likely_form(concept: Concept, language: str, chance: random.Random) -> str:
    """Any form, the likelier ones more often."""
    return (other_forms(concept, language, (), chance) or [concept.forms(language)[0]])[0]


def misspelt(word: str, chance: random.Random) -> str:
    """One letter another, missing, too many, or changed places with its neighbour."""
    place = 0 if chance.random() < _FIRST_LETTER_SHARE else chance.randrange(1, len(word))
    kind = chance.choice(["substitution", "substitution", "omission", "insertion", "transposition"])
    letter = word[place]
    if kind == "omission":
        return word[:place] + word[place + 1 :]
    if kind == "insertion":
        return word[:place] + chance.choice([letter, _neighbour(letter, chance)]) + word[place:]
    if kind == "transposition":
        place = min(place, len(word) - 2)
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    return word[:place] + _neighbour(letter, chance) + word[place + 1 :]


def _neighbour(letter: str, chance: random.Random) -> str:
    """The key beside a letter's; where it is far from the others, any letter."""
    base = plain(letter)
    for row in _ROWS:
        place = row.find(base)
        if base and place >= 0:
            return chance.choice([row[at] for at in (place - 1, place + 1) if 0 <= at < len(row)])
    return chance.choice(_ALPHABET)


def with_substitutes(text: str) -> str:
    """`Slotterøy` as `Slotteroey`."""
    return "".join(_SUBSTITUTES.get(letter, letter) for letter in text.lower())


def declined_names(concept: Concept, chance: random.Random) -> list[str]:
    """A name of abroad with a Lithuanian ending, as texts write it and as it is heard."""
    forms = other_forms(concept, LT, (), chance)
    genitive = concept.phrase.form("gen")
    for bare, ending in (("o", "as"), ("io", "is")):
        if genitive.endswith(bare) and genitive.removesuffix(bare) == concept.key.split()[-1]:
            forms.append(genitive.removesuffix(bare) + ending)
    return forms


def as_heard(text: str) -> str:
    """`Bjørnssono` as `bjornsono`."""
    return _DOUBLE.sub(r"\1", plain(text))


def beginning(word: str, chance: random.Random, shortest: int = 4) -> str:
    """What somebody has typed of a word so far."""
    return word[: chance.randint(shortest, max(shortest, len(word) - 1))]


def as_phrase(words: str) -> str:
    return f'"{words}"'
