"""The likelier an error of typing, the less it costs."""

import pytest

from search.query.typing_errors import typing_cost


@pytest.mark.parametrize(
    ("typed", "likely", "unlikely"),
    [
        ("būfnai", "būgnai", "būknai"),
        ("captians", "captains", "captions"),
        ("asotis", "ąsotis", "rsotis"),
        ("ęsotis", "wsotis", "ksotis"),
        ("balsai", "ballsai", "baltsai"),
        ("bagss", "bags", "bagsk"),
        ("kamineų", "kamienų", "kaminolų"),
        ("snoke", "smoke", "snore"),
    ],
)
def test_a_slip_of_a_finger_costs_less_than_any_other_letter(typed: str, likely: str, unlikely: str) -> None:
    assert 0 < typing_cost(typed, likely) < typing_cost(typed, unlikely)


def test_what_is_typed_right_costs_nothing_and_more_errors_cost_more() -> None:
    assert typing_cost("šeima", "šeima") == 0
    assert typing_cost("", "") == 0
    assert typing_cost("bilbiotkea", "biblioteka") > typing_cost("bilbioteka", "biblioteka")
    assert typing_cost("", "abc") == pytest.approx(3 * typing_cost("", "a"))
