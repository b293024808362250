"""Search over HTTP: the JSON endpoint, completions and the page."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from search.engines import Engine
from tests.search.corpus import EN, LT, OSLO


def get(client: Client, address: str = "/api/search/", **parameters: object) -> tuple[int, dict[str, Any]]:
    response = client.get(address, parameters)  # type: ignore[arg-type]
    return response.status_code, json.loads(response.content)


def page_address(language: str) -> str:
    """The address of the page is in its reader's language."""
    with override(language):
        return reverse("search:results")


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
        *({"topic": "x" * 201}, {"topic": "\0"}),
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
    "typed", ["\0", '"', "a" * 10_000, "x " * 5_000, "🎉", "NEAR(", "%", "\ud800".encode("utf-16", "surrogatepass")]
)
def test_whatever_is_typed_is_answered(client: Client, filled_index: Engine, typed: str) -> None:
    assert get(client, q=typed)[0] == 200
    assert get(client, "/api/search/complete/", q=typed)[0] == 200


def test_malformed_query_strings_are_answered(client: Client, filled_index: Engine) -> None:
    assert client.get("/api/search/?q=%ff%fe&%00=%&&&=").status_code == 200
    assert client.get("/api/search/?q[]=a&q=vizitas&q=vizite").json()["total"] == 1


def test_only_reading_is_allowed(client: Client, filled_index: Engine) -> None:
    assert client.post("/api/search/", {"q": "vizitas"}).status_code == 405


@pytest.mark.django_db
def test_completions_are_titles_with_addresses(
    client: Client, filled_index: Engine, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        status, answer = get(client, "/api/search/complete/", q="visi", language=EN)
    assert status == 200
    assert answer == {"completions": [{"text": "Partner visit to Oslo, Norway", "url": "/en/news/visit-to-oslo/"}]}


def test_without_an_index_search_says_to_come_back(client: Client, index: Engine) -> None:
    response = client.get("/api/search/", {"q": "vizitas"})
    assert response.status_code == 503
    assert response.headers["Retry-After"]
    assert response.json()["error"]


@pytest.mark.parametrize("language", [LT, EN])
def test_the_page_shows_an_item_once_with_both_titles(
    client: Client, filled_index: Engine, site: None, language: str
) -> None:
    html = client.get(page_address(language), {"q": "klasterystes"}).content.decode()
    assert html.count('<article class="result-card">') == 1
    assert "Partner visit to Oslo, Norway" in html
    assert "Projekto partnerių atstovų vizitas Osle, Norvegijoje" in html
    assert "<mark>klasterystės</mark>" in html
    assert ('class="result-card__snippet" lang="lt"' in html) == (language == EN)


def test_the_page_keeps_its_state_in_the_address(client: Client, filled_index: Engine, site: None) -> None:
    html = client.get(page_address(EN), {"q": "-Vienola", "sort": "newest", "year": "2016"}).content.decode()
    assert "?q=-Vienola&amp;sort=newest" in html
    assert '<input type="hidden" name="year" value="2016">' in html


def test_what_is_typed_never_becomes_markup(client: Client, filled_index: Engine, site: None) -> None:
    html = client.get(page_address(EN), {"q": '"><script>alert(1)</script>', "topic": '"><b>'}).content.decode()
    assert "<script>alert" not in html
    assert '"><b>' not in html


def test_a_page_of_results_that_does_not_exist_is_a_404_that_says_so(
    client: Client, filled_index: Engine, site: None
) -> None:
    response = client.get(page_address(EN), {"q": "vizitas", "page": "999"})
    assert response.status_code == 404
    assert "999" in response.content.decode()
    assert client.get(page_address(EN), {"q": "vizitas", "page": "x"}).status_code == 404


def test_the_page_suggests_what_was_meant(client: Client, filled_index: Engine, site: None) -> None:
    html = client.get(page_address(EN), {"q": "competncy model"}).content.decode()
    assert "?q=competency+model" in html


def test_the_page_without_words_helps(client: Client, filled_index: Engine, site: None) -> None:
    html = client.get(page_address(EN)).content.decode()
    assert "search-help" in html
    assert "result-card" not in html


def test_the_page_without_an_index_says_so(client: Client, index: Engine, site: None) -> None:
    assert client.get(page_address(EN), {"q": "vizitas"}).status_code == 503


def test_a_query_of_ten_thousand_characters_makes_no_page_of_hundreds_of_kilobytes(
    client: Client, filled_index: Engine, site: None
) -> None:
    response = client.get(reverse("search:results"), {"q": ("vizitas " * 1250)[:10_000]})

    assert response.status_code == 200
    assert len(response.content) < 100_000
