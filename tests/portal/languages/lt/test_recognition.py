"""Roles and names of bodies of Lithuanian texts, as the language's own package finds them."""

import pytest

from portal.languages.common.words import words_of
from portal.languages.recognition import NameEvidence
from portal.languages.registry import language

RECOGNITION = language("lt").recognition


@pytest.mark.parametrize("word", ["direktorė", "direktoriaus", "merui", "slaugytoja", "vedėjos", "inžinierių"])
def test_a_word_that_names_what_somebody_does_is_a_role_in_any_case(word: str) -> None:
    assert RECOGNITION.roles is not None
    assert RECOGNITION.roles.is_role(word)


@pytest.mark.parametrize("word", ["namas", "vizitas", "direktoriuje", "raudona"])
def test_other_words_are_no_roles(word: str) -> None:
    assert RECOGNITION.roles is not None
    assert not RECOGNITION.roles.is_role(word)


@pytest.mark.parametrize(
    ("text", "name", "evidence"),
    [
        ("Renginys vyko Telšių krašto muziejuje.", "Telšių krašto muziejus", NameEvidence.WORDS),
        ("Pieną superka kooperatyvas „Pieno lašas“.", "Kooperatyvas „Pieno lašas“", NameEvidence.WORDS),
        ("Vaiko gerovės tarnyba dirba.", "Vaiko gerovės tarnyba", NameEvidence.BEGINS_SENTENCE),
    ],
)
def test_names_of_bodies_are_found_where_they_stand(text: str, name: str, evidence: NameEvidence) -> None:
    (found,) = RECOGNITION.organisations.find(text, words_of(text))
    assert (found.name, found.evidence) == (name, evidence)
    assert text[found.start : found.end].split()[0].lower() == name.split()[0].lower()
