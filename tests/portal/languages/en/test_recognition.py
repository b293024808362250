"""Roles and names of bodies of English texts, as the language's own package finds them."""

import pytest

from portal.languages.common.words import words_of
from portal.languages.recognition import NameEvidence
from portal.languages.registry import language

RECOGNITION = language("en").recognition


def test_a_role_after_a_name_goes_on_to_the_end_of_what_it_is_of() -> None:
    assert RECOGNITION.roles is not None
    assert RECOGNITION.roles.after(words_of("Head of Education spoke first")) == ["Head", "of", "Education"]
    assert RECOGNITION.roles.after(words_of("who is a head")) == []


@pytest.mark.parametrize(
    ("text", "names", "evidence"),
    [
        ("They met at Kaunas Public Library yesterday.", ["Kaunas Public Library"], NameEvidence.WORDS),
        ("They met in Druskininkai municipality.", ["Druskininkai municipality"], NameEvidence.IN_LOWER_CASE),
        ("All schools and many municipalities came.", [], NameEvidence.WORDS),
    ],
)
def test_names_of_bodies_are_found_where_they_stand(text: str, names: list[str], evidence: NameEvidence) -> None:
    found = list(RECOGNITION.organisations.find(text, words_of(text)))
    assert [one.name for one in found] == names
    assert all(text[one.start : one.end] == one.name and one.evidence is evidence for one in found)
