"""Search over HTTP: the JSON endpoint and completions."""

import json
from typing import Any

import pytest

from search.engines import Engine
from tests.client import Client
from tests.search.corpus import EN, LT, OSLO


def get(client: Client, address: str = "/api/search/", **parameters: object) -> tuple[int, dict[str, Any]]:
    response = client.get(address, parameters)  # type: ignore[arg-type]
    return response.status_code, json.loads(response.content)


@pytest.mark.django_db
def test_json_answers_from_the_index_alone(
    client: Client, filled_index: Engine, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        status, answer = get(client, q="klasterystes", language=EN)
    assert status == 200
    assert answer["total"] == 1
    (result,) = answer["results"]
    assert result["identifier"] == "oslo-visit-2017"
    assert result["number"] == 1
    assert result["translation_key"] == str(OSLO.key)
    assert (result["title"], result["url"]) == ("Partner visit to Oslo, Norway", "/en/news/visit-to-oslo/")
    assert result["languages"] == [LT, EN]
    assert result["matched_language"] == LT
    assert result["date"] == "2017-04-03"
    assert result["score"] > 0
    assert {highlight["language"] for highlight in result["highlights"]} == {LT}
    assert any("<mark>klasterystės</mark>" in highlight["html"] for highlight in result["highlights"])
    assert answer["facets"]["topic"] == [{"key": "social-clustering", "label": "Social clustering", "count": 1}]
    assert answer["suggestion"] is None


def test_the_readers_language_picks_title_and_address_and_filters_nothing(client: Client, filled_index: Engine) -> None:
    lithuanian, english = (
        get(client, q="-Vienola", language=code, sort="newest", page_size=100)[1] for code in (LT, EN)
    )
    assert lithuanian["total"] == english["total"] == 40
    assert {result["title_language"] for result in english["results"]} == {LT, EN}
    assert any(result["url"].startswith("/lt/") for result in english["results"])


def test_a_language_filter_is_another_parameter(client: Client, filled_index: Engine) -> None:
    answer = get(client, q="-Vienola", language=LT, available=EN, page_size=100)[1]
    assert 0 < answer["total"] < 40
    assert all(EN in result["languages"] for result in answer["results"])


def test_nothing_typed_finds_nothing_and_filters_alone_list_the_newest(client: Client, filled_index: Engine) -> None:
    assert get(client)[1]["total"] == 0
    assert get(client, q="   ")[1]["total"] == 0
    answer = get(client, year="2017", page_size=100)[1]
    dates = [result["date"] for result in answer["results"]]
    assert dates == sorted(dates, reverse=True)
    assert {date[:4] for date in dates} == {"2017"}


@pytest.mark.parametrize(
    "parameters",
    [
        *(
            {"language": "xx"},
            {"available": "xx"},
            {"sort": "loudest"},
            {"year": "17"},
            {"year": "２０１７x"},
            {"page": "two"},
        ),
        *({"page": "0"}, {"page": "-1"}, {"page_size": "0"}, {"page_size": "101"}, {"page_size": "many"}),
        {"topic": "x" * 201},
    ],
)
def test_unknown_values_are_answered_400_with_a_message(
    client: Client, filled_index: Engine, parameters: dict[str, str]
) -> None:
    status, answer = get(client, q="vizitas", **parameters)
    assert status == 400
    assert answer["error"]
    assert list(answer["errors"]) == list(parameters)


@pytest.mark.parametrize("beyond", ["2", "999", "1" + "0" * 30])
def test_a_page_beyond_the_last_is_answered_404_with_a_message(
    client: Client, filled_index: Engine, beyond: str, db: None
) -> None:
    status, answer = get(client, q="vizitas", page=beyond)
    assert status == 404
    assert beyond in answer["error"]


@pytest.mark.parametrize(
    "typed", ['"', "a" * 10_000, "x " * 5_000, "🎉", "NEAR(", "%", "\ud800".encode("utf-8", "surrogatepass")]
)
def test_whatever_is_typed_is_answered(client: Client, filled_index: Engine, typed: str) -> None:
    assert get(client, q=typed)[0] == 200
    assert get(client, "/api/search/complete/", q=typed)[0] == 200


def test_malformed_query_strings_are_answered(client: Client, filled_index: Engine) -> None:
    assert client.get("/api/search/?q=%ff%fe&=%&&&=").status_code == 200
    assert client.get("/api/search/?q[]=a&q=vizitas&q=vizite").json()["total"] == 1


def test_only_reading_is_allowed(client: Client, filled_index: Engine) -> None:
    assert client.forge("/api/search/", {"q": "vizitas"}).status_code == 405


@pytest.mark.django_db
def test_completions_are_titles_with_addresses(
    client: Client, filled_index: Engine, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        status, answer = get(client, "/api/search/complete/", q="visi", language=EN)
    assert status == 200
    assert answer == {
        "completions": [{"text": "Partner visit to Oslo, Norway", "url": "/en/news/visit-to-oslo/", "language": EN}]
    }


def test_without_an_index_search_says_to_come_back(client: Client, index: Engine) -> None:
    response = client.get("/api/search/", {"q": "vizitas"})
    assert response.status_code == 503
    assert response.headers["Retry-After"]
    assert response.json()["error"]
