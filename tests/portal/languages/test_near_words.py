"""Words of the dictionaries that one may have been meant for."""

import pytest

from portal.languages.near_words import near_words


@pytest.mark.parametrize(
    ("typed", "language", "meant"),
    [
        ("gerėvs", "lt", "gervės"),
        ("gerevs", "lt", "gervės"),
        ("konsultantuosse", "lt", "konsultantuose"),
        ("filams", "lt", "filmas"),
        ("bbliotekose", "lt", "bibliotekose"),
        ("žiedss", "lt", "žiedas"),
        ("lwnses", "en", "lenses"),
        ("cbales", "en", "cables"),
        ("workmn", "en", "workman"),
        ("Bakwrs", "en", "bakers"),
    ],
)
def test_a_form_with_a_letter_wrong_missing_too_many_or_out_of_place_is_near_with_its_marks_or_without(
    typed: str, language: str, meant: str
) -> None:
    assert meant in near_words(typed, language)


@pytest.mark.parametrize("typed", ["", "q", "xqzwvk", "日本語", "a" * 5000, "12345", "ąčęėįšųūž"])
@pytest.mark.parametrize("language", ["lt", "en", "tlh"])
def test_whatever_is_typed_is_compared_and_nothing_far_off_is_near(typed: str, language: str) -> None:
    assert all(abs(len(other) - len(typed)) <= 1 for other in near_words(typed, language))


def test_a_word_is_not_near_itself() -> None:
    assert "biblioteka" not in near_words("biblioteka", "lt")
    assert "library" not in near_words("library", "en")
