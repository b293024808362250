"""Dates in what readers type."""

import pytest

from search.query.parse import parse


def keys(typed: str) -> list[str]:
    return [key for span in parse(typed).dates for key in span.keys]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2017", ["in_2017"]),
        ("2017 m.", ["in_2017"]),
        ("2017 metų balandžio mėn.", ["in_2017_04"]),
        ("BALANDIS 2017", ["in_2017_04"]),
        ("balandi 2017", ["in_2017_04"]),
        ("balandyje 2017", ["in_2017_04"]),
        ("2018 m. gegužės 9 d.", ["on_2018_05_09"]),
        ("2018 rugpjūčio", ["in_2018_08"]),
        ("2018 rugpjutis", ["in_2018_08"]),
        ("2018 liepą", ["in_2018_07"]),
        ("kove 2018", ["in_2018_03"]),
        ("Sept 2018", ["in_2018_09"]),
        ("May 2018", ["in_2018_05"]),
        ("3–6 April 2017", ["on_2017_04_03", "on_2017_04_04", "on_2017_04_05", "on_2017_04_06"]),
        ("3-4 April 2017", ["on_2017_04_03", "on_2017_04_04"]),
        ("2017-04", ["in_2017_04"]),
        ("2017-04-03", ["on_2017_04_03"]),
        ("2017 04 03", ["on_2017_04_03"]),
        ("3.04.2017", ["on_2017_04_03"]),
        ("2017 2018", ["in_2017", "in_2018"]),
    ],
)
def test_dates_are_read_in_each_language_and_in_figures(typed: str, expected: list[str]) -> None:
    assert keys(typed) == expected


@pytest.mark.parametrize(
    "typed",
    ["", "balandis", "3 balandžio", "2018 vasara", "1.1.1", "NOR-LT10-VRM-01-K-02-006", '"2017 balandis"', "-2017",
     "2017-13", "2017-02-30", "31.06.2017", "0 2017", "20170403", "2017-04-05-03"],
)  # fmt: skip
def test_what_names_no_day_month_or_year_has_no_key_of_a_month_or_day(typed: str) -> None:
    assert not [key for key in keys(typed) if key.count("_") > 1]


@pytest.mark.parametrize("typed", ["2023 m. gruodžio 23 d.", "2023 m. gruodžio mėn.", "2023 m."])
def test_abbreviations_after_a_date_belong_to_it(typed: str) -> None:
    query = parse(typed)
    assert [span.last for span in query.dates] == [len(query.clauses) - 1]


@pytest.mark.parametrize(
    ("typed", "months"),
    [
        ("May 2017", [0]),
        ("may 2017", [0]),
        ("2017 May", [1]),
        ("visit May 2017", [1]),
        ("2017 m. gegužė", [2]),
        ("3 May", [1]),
        ("May 3", [0]),
        ("3–6 May", [2]),
        ("kovo 11", [0]),
        ("may a visitor", []),
        ("May", []),
        ("May 4711", []),
    ],
)
def test_a_month_beside_a_year_or_a_day_is_told_from_the_word_that_is_spelt_like_it(
    typed: str, months: list[int]
) -> None:
    query = parse(typed)
    assert sorted(query.months) == months
    assert set(months) <= set(query.required("en"))
    assert not any(query.is_asking(number, "lt") for number in months)
