"""Which languages there are, and what is worked out of them."""

import sys
from collections.abc import Iterator

import pytest
from django.conf import settings

from portal.languages import registry
from portal.languages.language import Language

LANGUAGE = Language(code="vx", name="Velian", cldr_locale="eo")


@pytest.fixture(autouse=True)
def installed_again() -> Iterator[None]:
    yield
    registry.install(settings.LANGUAGE_PACKAGES)


def test_a_language_may_leave_out_whatever_it_does_not_know() -> None:
    assert LANGUAGE.recognition.roles is None
    assert LANGUAGE.detection.function_words == frozenset()
    assert LANGUAGE.recognition.inflection.nominative_phrase(["zel", "domo"]) == ["zel", "domo"]
    assert LANGUAGE.recognition.inflection.nominative_name(["Ingrid", "Haugland"]) == ("Ingrid", "Haugland")
    assert list(LANGUAGE.recognition.organisations.find("Zel Domo", [])) == []


def test_what_depends_on_all_languages_is_worked_out_once_for_the_same_ones() -> None:
    asked: list[list[str]] = []

    @registry.of_languages
    def names(own: tuple[Language, ...]) -> list[str]:
        asked.append([each.code for each in own])
        return [each.name for each in own]

    registry.install(["portal.languages.en"])
    assert names() == names() == ["English"]
    registry.install(["portal.languages.en", __name__])
    assert names() == ["English", "Velian"]
    assert asked == [["en"], ["en", "vx"]]


def test_languages_that_can_be_told_are_those_of_the_portal_and_of_neighbours() -> None:
    registry.install(["portal.languages.en", __name__])
    described = [each.code for each in registry.described_languages()]
    assert described[:2] == ["en", "vx"]
    assert {"lt", "lv", "pl", "nb"} <= set(described)
    assert len(described) == len(set(described))
    told = [each for each in registry.described_languages() if each.code != "vx"]
    assert all(each.detection.function_words for each in told)


def test_a_package_that_says_next_to_nothing_has_the_words_and_the_profile_of_its_language(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bare = Language("nb", "Norwegian Bokmål", "nb")
    monkeypatch.setattr(sys.modules[__name__], "LANGUAGE", bare)
    registry.install(["portal.languages.en", __name__])
    found = registry.language("nb")
    assert found.words.stemmer == "norwegian"
    assert "og" in found.detection.function_words
