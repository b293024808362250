from datetime import date

import pytest

from news.importer.recognition.days import find_days, visit_of


def days(*paragraphs: str) -> list[tuple[str, str]]:
    return [(fact.first_day.isoformat(), fact.last_day.isoformat()) for fact in find_days(paragraphs)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2017 m. balandžio mėn. 3–6 dienomis", "2017-04-03", "2017-04-06"),
        ("2017-04-03 – 2017-04-06", "2017-04-03", "2017-04-06"),
        ("2017-04-03—2017-04-06", "2017-04-03", "2017-04-06"),
        ("In April 3th – 6th, 2017", "2017-04-03", "2017-04-06"),
        ("April 3–6, 2017", "2017-04-03", "2017-04-06"),
        ("on 3–6 April 2017", "2017-04-03", "2017-04-06"),
        ("from 3rd to 6th of April 2017", "2017-04-03", "2017-04-06"),
        ("2017 m. balandžio 3 d.", "2017-04-03", "2017-04-03"),
        ("2017 metų balandžio 3 dieną", "2017-04-03", "2017-04-03"),
        ("2017 m. balandzio 3-iąją", "2017-04-03", "2017-04-03"),
        ("3.4.2017", "2017-04-03", "2017-04-03"),
        ("03/04/2017", "2017-04-03", "2017-04-03"),
        ("2020 m. vasario 28 d. – kovo 1 d.", "2020-02-28", "2020-03-01"),
        ("2022 m. liepos 25 – rugpjūčio 3 d.", "2022-07-25", "2022-08-03"),
        ("from 28 February to 1 March 2020", "2020-02-28", "2020-03-01"),
        ("between 28 February and 1 March 2020", "2020-02-28", "2020-03-01"),
        ("from July 25 to August 3, 2022", "2022-07-25", "2022-08-03"),
        ("nuo 2019 m. spalio 7 d. iki lapkričio 25 d.", "2019-10-07", "2019-11-25"),
        ("2019 m. gruodžio 28 d. – 2020 m. sausio 3 d.", "2019-12-28", "2020-01-03"),
        ("2019 m. gruodžio 28 – sausio 3 d.", "2019-12-28", "2020-01-03"),
        ("28 December 2019 – 3 January 2020", "2019-12-28", "2020-01-03"),
        ("2020-02-29", "2020-02-29", "2020-02-29"),
    ],
)
def test_days_are_read_in_words_and_figures(text: str, first: str, last: str) -> None:
    assert days(text)[-1] == (first, last)
    assert days(f"Vizitas – visit {text}, Osle.")[-1] == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "2017-02-29",
        "2017-13-01",
        "2017 m. balandžio 31 d.",
        "April 31, 2017",
        "2017-04-06 bei 1.1.1. rodiklis 99.99.2017",
        "2017 m.",
        "balandžio 3 d.",
        "May 5",
        "tel. 8 5 2017 04",
        "NOR-LT10-VRM-01-K-02-006",
        "12 500 eurų 2017 metais",
    ],
)
def test_what_is_no_day_is_ignored(text: str) -> None:
    assert days(text) in ([], [("2017-04-06", "2017-04-06")])


def test_the_end_of_a_range_before_its_beginning_is_no_range() -> None:
    assert days("2017 m. balandžio 6–3 d.") == []
    assert days("2017-04-06 – 2017-04-03") == [("2017-04-06", "2017-04-06"), ("2017-04-03", "2017-04-03")]


def test_a_day_without_a_year_takes_that_of_the_days_around_it() -> None:
    assert days("Rugsėjo 2 d. – turgus", "2023 m. rugsėjo 2 d. aikštėje") == [("2023-09-02", "2023-09-02")] * 2


def test_a_deadline_is_not_when_it_takes_place() -> None:
    dates = find_days(["Registracija iki 2019 m. spalio 1 d.", "Kursai prasidės 2019 m. spalio 7 d."])
    assert [fact.is_deadline for fact in dates] == [True, False]
    visit = visit_of(dates, None)
    assert visit is not None
    assert visit.first_day == date(2019, 10, 7)


def test_the_days_in_the_title_go_before_others() -> None:
    dates = find_days(["Sutartis pasirašyta 2018-01-05.", "Seminaras 2018-03-01", "Vyks 2018-03-01 – 2018-03-02."])
    visit = visit_of(dates, 1)
    assert visit is not None
    assert (visit.first_day, visit.last_day) == (date(2018, 3, 1), date(2018, 3, 2))
