"""Verbs, their nouns, agents and adjectives have a root in common, and strangers have none."""

import pytest

from portal.languages.analysis import sought_keys, word_keys
from portal.languages.families import tells_alone


def share_a_root(asked: str, written: str, language: str) -> bool:
    return bool(set(sought_keys(asked, language).root) & set(word_keys(written, language).root))


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("grojimas", "groti"), ("skiepijimas", "paskiepytas"), ("audėjos", "audimo"), ("tirpimas", "tirpstančių"),
        ("džiovinimas", "džiovyklą"), ("gydyti", "gydymo"), ("registracija", "registruotis"),
        ("skaitytojai", "skaitykla"), ("įgarsinti", "garsas"), ("remontuoti", "remontas"),
        ("bitininkas", "bitininkystės"), ("miškininkas", "miškininkystę"), ("statybininkai", "statybos"),
        ("dziovinimas", "džiovyklą"), ("įdarbinimas", "įdarbinti"), ("plaukikai", "plaukti"), ("rašytoja", "rašymas"),
    ],
)  # fmt: skip
def test_lithuanian_words_of_a_family(asked: str, written: str) -> None:
    assert share_a_root(asked, written, "lt")


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("voters", "voted"), ("angling", "anglers"), ("corroded", "corrosion"), ("planning", "planner"),
        ("fund", "funding"), ("funder", "fund"), ("extension", "extended"), ("acidic", "acidity"),
        ("genealogy", "genealogists"), ("ventilate", "ventilation"), ("enrolment", "enrolled"), ("allergic", "allergy"),
        ("measurement", "measured"), ("biologist", "biology"), ("hacking", "hacker"), ("reservation", "reserve"),
    ],
)  # fmt: skip
def test_english_words_of_a_family(asked: str, written: str) -> None:
    assert share_a_root(asked, written, "en")


@pytest.mark.parametrize(
    ("asked", "written", "language"),
    [
        ("kardas", "kartais", "lt"), ("svaras", "švara", "lt"), ("siaubas", "šiaudai", "lt"), ("medis", "medus", "lt"),
        ("sword", "swore", "en"), ("battle", "battery", "en"), ("organ", "orange", "en"),
    ],
)  # fmt: skip
def test_words_that_only_look_alike_are_of_none(asked: str, written: str, language: str) -> None:
    assert not share_a_root(asked, written, language)


def test_a_short_family_tells_nothing_alone() -> None:
    assert [tells_alone(key) for key in sought_keys("voters", "en").root] == [True, False]
    assert [tells_alone(key) for key in sought_keys("genealogy", "en").root] == [True, True]
