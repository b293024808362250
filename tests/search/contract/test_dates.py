"""Items are found by when they are dated and by the days of what they tell of."""

import dataclasses
import datetime

import pytest

from portal.translation.glossary.thesaurus import shipped
from search.engines import Engine, SearchRequest
from search.query.expansion import expand
from search.query.parse import parse
from tests.search.corpus import EN, LT, changes, document

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


MAY = document(4, datetime.date(2017, 5, 8), en=("A visit to the lakes", "Partners go by boat."))
TOLD = document(5, datetime.date(2018, 1, 8), en=("A visit to the woods", "It is planned for 9 May, or for 3 June."))
JUNE = document(6, datetime.date(2017, 6, 9), en=("A visit to the sea", "Partners may go by train on 3 June 2017."))


@pytest.mark.parametrize(
    ("typed", "language", "numbers"),
    [
        ("May 2017", EN, {4}),
        ("may 2017", LT, {4}),
        ("2017 May", EN, {4}),
        ("8 May 2017", EN, {4}),
        ("visit May 2017", EN, {4}),
        ("9 May", EN, {5}),
        ("gegužės 9", EN, {5}),
    ],
)
def test_a_month_that_is_a_word_with_which_people_ask_too_belongs_to_its_date(
    engine: Engine, typed: str, language: str, numbers: set[int]
) -> None:
    engine.write(changes([MAY, TOLD, JUNE]))
    query = parse(typed)
    response = engine.search(SearchRequest(query, language, expansion=expand([shipped()], query, [LT, EN])))
    assert {hit.document.number for hit in response.hits} == numbers
