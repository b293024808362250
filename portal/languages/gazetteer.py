"""Gazetteer: names of towns, countries and people that come with the portal, in the forms that texts have them in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from babel import Locale, UnknownLocaleError

from .common.countries import COUNTRY_CODES
from .common.folding import fold
from .common.names import GIVEN_NAMES, PLACES
from .common.words import words_of
from .language import Language
from .registry import language as known_language
from .registry import of_languages


@dataclass(frozen=True, slots=True)
class PlaceForm:
    """A place, or a country (`name` is empty) in one of its forms; `says_where` for that of being there."""

    name: str
    country: str
    says_where: bool


def place_names(language: str) -> Iterator[tuple[str, str]]:
    """The towns by what a language calls them, with their countries, always in the same order."""
    names = known_language(language).recognition.places.names
    return ((names.get((country, local), local), country) for country, local in PLACES)


def place_forms(names: Iterable[tuple[str, str]], language: str) -> dict[tuple[str, ...], PlaceForm]:
    """By the folded words of each form of each name, given with its country; those that come first are preferred."""
    found: dict[tuple[str, ...], PlaceForm] = {}
    for name, country in names:
        for form, says_where in _forms(name, language):
            found.setdefault(form, PlaceForm(name, country, says_where))
    return found


@cache
def known_place_forms(language: str) -> dict[tuple[str, ...], PlaceForm]:
    """Towns and countries."""
    found = place_forms(place_names(language), language)
    for code, name in _countries(language):
        for form, says_where in _forms(name, language):
            found.setdefault(form, PlaceForm("", code, says_where))
    return found


def is_place(word: str, language: str) -> bool:
    """Whether it is a known town or a country, in whatever case."""
    return (fold(word),) in known_place_forms(language)


def is_country(word: str, language: str) -> bool:
    named = known_place_forms(language).get((fold(word),))
    return named is not None and not named.name


def _forms(name: str, language: str) -> Iterator[tuple[tuple[str, ...], bool]]:
    words = [word.text for word in words_of(name)]
    if not words:
        return
    cases = known_language(language).recognition.places.cases
    for form, says_where in cases(words) if cases else ((tuple(words), True),):
        yield tuple(map(fold, form)), says_where


def _countries(language: str) -> Iterator[tuple[str, str]]:
    """None in a language that CLDR does not know."""
    try:
        territories = Locale.parse(known_language(language).cldr_locale.replace("-", "_")).territories
    except (UnknownLocaleError, ValueError):
        return
    yield from ((code, str(territories[code])) for code in COUNTRY_CODES if code in territories)


@of_languages
def given_names(own: tuple[Language, ...]) -> frozenset[str]:
    """Those of every language of the portal: texts name foreigners too."""
    return GIVEN_NAMES.union(*(each.recognition.people.given_names for each in own))


def is_given_name(word: str, language: str) -> bool:
    """In whatever case the language puts it."""
    known = given_names()
    return word in known or any(
        base in known for base in known_language(language).recognition.people.given_name_bases(word)
    )
