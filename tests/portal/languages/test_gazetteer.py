"""Names of towns, countries and people in the forms in which texts have them."""

import pytest

from portal.languages.common.names import PLACES
from portal.languages.gazetteer import is_country, is_given_name, is_place, known_place_forms, place_names
from portal.languages.registry import languages


@pytest.mark.parametrize(
    ("language", "word", "name", "country"),
    [
        ("lt", "osle", "Oslas", "NO"),
        ("lt", "tartu", "Tartu", "EE"),
        ("lt", "kopenhagoje", "Kopenhaga", "DK"),
        ("en", "copenhagen", "Copenhagen", "DK"),
        ("en", "vilnius", "Vilnius", "LT"),
        # A language that says nothing of places knows them by their own names.
        ("nb", "kobenhavn", "København", "DK"),
        ("nb", "goteborg", "Göteborg", "SE"),
        ("en", "norway", "", "NO"),
        ("lt", "norvegijoje", "", "NO"),
        ("nb", "norge", "", "NO"),
    ],
)
def test_places_are_known_by_what_the_language_calls_them(language: str, word: str, name: str, country: str) -> None:
    found = known_place_forms(language)[(word,)]
    assert (found.name, found.country, found.says_where) == (name, country, True)


def test_other_cases_than_the_locative_do_not_say_where() -> None:
    assert not known_place_forms("lt")[("vilniaus",)].says_where
    assert ("vilniaus",) not in known_place_forms("en")


def test_each_language_calls_every_place_something_in_the_same_order() -> None:
    countries = [[country for _name, country in place_names(language)] for language in ("lt", "en", "nb", "qx")]
    assert countries[0] == countries[1] == countries[2] == countries[3]
    assert all(name for language in ("lt", "en") for name, _country in place_names(language))


def test_every_name_that_a_language_has_is_of_a_place_that_is_known() -> None:
    for each in languages():
        assert set(each.recognition.places.names) <= set(PLACES)


def test_a_language_that_nobody_knows_has_towns_and_no_countries() -> None:
    assert is_place("Oslo", "qx")
    assert not is_place("Norway", "qx")


def test_a_country_is_no_town() -> None:
    assert is_country("Lietuvoje", "lt")
    assert not is_country("Vilniuje", "lt")
    assert not is_country("stalas", "lt")


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("Ingrid", "en", True),
        ("Aistė", "en", True),
        ("Aistės", "lt", True),
        ("Aistės", "en", False),
        ("Stianui", "lt", True),
        ("Stalas", "lt", False),
        ("Ingrid", "qx", True),
    ],
)
def test_given_names_are_known_in_every_language_and_in_the_cases_of_their_own(
    word: str, language: str, expected: bool
) -> None:
    assert is_given_name(word, language) == expected
