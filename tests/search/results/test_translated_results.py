"""Readers see which translations were searched for, and can do without them."""

from pathlib import Path

import pytest

from search.engines import get_engine
from tests.client import Client
from tests.search.corpus import EN, LT, changes, document
from tests.search.results.test_page import page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def index(tmp_path: Path) -> None:
    """An item in English only and one in both languages, each about a library."""
    engine = get_engine()
    engine.rebuild([LT, EN]).swap(list)
    english = document(1, en=("A library for children", "Fairy tales are read aloud."))
    both = document(2, lt=("Atidaryta biblioteka", "Nauja skaitykla."), en=("A library opened", "A reading room."))
    engine.write(changes([english, both]))


def test_an_item_in_the_other_language_alone_is_found_and_the_page_says_how(client: Client) -> None:
    html = page(client, LT, q="bibliotekos")
    assert len(html.select(".result-cards > li")) == 2
    (line,) = [line.get_text(" ", strip=True) for line in html.select(".search-notice li")]
    assert line.startswith("bibliotekos →")
    assert "library" in line
    assert html.select(".search-notice a[href*='translate=no']")


def test_the_reader_can_switch_translations_off_and_on_again(client: Client) -> None:
    html = page(client, LT, q="bibliotekos", translate="no")
    assert len(html.select(".result-cards > li")) == 1
    assert html.select_one(".search-notice a")["href"] == "?q=bibliotekos"  # type: ignore[index]
    assert all("translate=no" in link["href"] for link in html.select(".facets a"))


def test_nothing_is_said_where_no_item_of_the_page_is_in_one_language(client: Client) -> None:
    assert not page(client, LT, q="skaitykla").select(".search-notice")


def test_json_names_the_translations_and_takes_the_same_switch(client: Client) -> None:
    answer = client.get("/api/search/", {"q": "bibliotekos", "language": LT}).json()
    assert answer["total"] == 2
    assert [found for found in answer["expanded"] if "library" in found["others"]]
    answer = client.get("/api/search/", {"q": "bibliotekos", "language": LT, "translate": "no"}).json()
    assert (answer["total"], answer["expanded"]) == (1, [])
    assert client.get("/api/search/", {"q": "x", "translate": "yes"}).status_code == 400
