"""Which keys touch each other."""

import pytest

from portal.languages.common.keyboard import QWERTY, neighbours
from portal.languages.registry import language


@pytest.mark.parametrize("pair", ["qw", "wq", "as", "qa", "wa", "sw", "nm", "gv", "yg"])
def test_keys_beside_above_and_below_each_other_are_neighbours(pair: str) -> None:
    assert (pair[0], pair[1]) in neighbours(QWERTY)


@pytest.mark.parametrize("pair", ["aa", "ap", "qz", "qe", "ęw"])
def test_keys_apart_are_none_and_no_key_is_its_own(pair: str) -> None:
    assert (pair[0], pair[1]) not in neighbours(QWERTY)


@pytest.mark.parametrize("pair", ["ąč", "ąq", "wč", "ęw", "ėe"])
def test_letters_of_a_language_stand_where_its_keyboard_has_them(pair: str) -> None:
    assert (pair[0], pair[1]) in neighbours(language("lt").keyboard)
