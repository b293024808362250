"""Items are found by when they are dated and by the days of what they tell of."""

import dataclasses
import datetime

import pytest

from search.engines import Engine, SearchRequest
from search.query.parse import parse
from tests.search.corpus import LT, changes, document

VISIT = dataclasses.replace(
    document(1, datetime.date(2017, 3, 28), lt=("Vizitas į fjordus", "Partneriai vyks.")),
    days=tuple(datetime.date(2017, 4, day) for day in (3, 4, 5, 6)),
)
CALL = document(2, datetime.date(2017, 4, 20), lt=("Kvietimas teikti paraiškas", "Paraiškos laukiamos."))
OTHER = document(3, datetime.date(2018, 4, 4), lt=("Vizitas į kalnus", "Tai bus 2019 m. gegužės mėn."))


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("2017 balandis", {1, 2}),
        ("2017 m. balandžio mėn.", {1, 2}),
        ("April 2017", {1, 2}),
        ("april, 2017", {1, 2}),
        ("2017-04", {1, 2}),
        ("2017", {1, 2}),
        ("2017 kovas", {1}),
        ("vizitas 2017 balandį", {1}),
        ("2017-04-05", {1}),
        ("2017.04.05", {1}),
        ("5.4.2017", {1}),
        ("4 April 2017", {1}),
        ("2017 m. balandžio 4 d.", {1}),
        ("2017 m. balandžio 6–20 d.", {1, 2}),
        ("7-19 April 2017", set()),
        ("2017 m. gegužė", set()),
        ("2019 m. gegužės", {3}),
        ("2017-04-31", set()),
        ("2017 99 99", set()),
    ],
)
def test_a_date_finds_what_is_of_that_date(engine: Engine, typed: str, numbers: set[int]) -> None:
    engine.write(changes([VISIT, CALL, OTHER]))
    response = engine.search(SearchRequest(parse(typed), LT))
    assert not response.hits or not response.fuzzy
    if not response.relaxed:
        assert {hit.document.number for hit in response.hits} == numbers
