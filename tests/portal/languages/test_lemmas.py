"""Which words the forms are of that the shipped dictionaries list."""

import pytest

from portal.languages.lemmas import Lemmas, lemmas


@pytest.fixture(scope="module")
def lithuanian() -> Lemmas:
    found = lemmas("lt")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("form", "of"),
    [
        *(("klasterysčių", ["klasterystė"]), ("varpų", ["varpa", "varpas"]), ("dantų", ["dantis"])),
        *(("mokymuose", ["mokymas"]), ("numatytoms", ["numatytas"]), ("geriausias", ["geras"]), ("ėjo", ["eiti"])),
        *(("juosta", ["juosta"]), ("juodai", ["juodas"]), ("baltosios", ["baltas"]), ("traikinys", [])),
    ],
)
def test_a_form_is_of_the_words_that_have_it_and_of_none_that_is_far_fetched(
    lithuanian: Lemmas, form: str, of: list[str]
) -> None:
    assert sorted(lithuanian.of(form)) == of


@pytest.mark.parametrize(("typed", "of"), [("zvirbliai", "žvirblis"), ("ziema", "žiema"), ("saukstu", "šaukštas")])
def test_words_are_told_without_their_marks(lithuanian: Lemmas, typed: str, of: str) -> None:
    assert of in lithuanian.restored(typed)


@pytest.mark.parametrize("typed", ["", "qwxyz", "žiema", "a" * 200, "日本", " "])
def test_what_is_no_word_without_its_marks_is_none(lithuanian: Lemmas, typed: str) -> None:
    assert lithuanian.restored(typed) == ()


def test_a_language_without_such_a_dictionary_has_none() -> None:
    assert lemmas("en") is None
