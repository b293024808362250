"""The page of results, as HTML."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from django.urls import reverse
from django.utils.translation import override

from search.engines import Engine, SearchRequest
from search.engines.embedded import EmbeddedEngine, searcher
from search.query.matching import Spellings
from search.results.facets import LINES_A_GROUP
from tests.client import Client
from tests.search.corpus import CLUSTERING, EN, LT, changes, document, facet


def page_address(language: str) -> str:
    """The address of the page is in its reader's language."""
    with override(language):
        return reverse("search:results")


def page(client: Client, language: str = EN, **parameters: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(page_address(language), parameters).content, "html.parser")


def texts(html: Tag, selector: str) -> list[str]:
    return [" ".join(element.get_text().split()) for element in html.select(selector)]


def link(html: BeautifulSoup, text: str, within: str = "main") -> dict[str, list[str]]:
    """The query string of the link whose text has this in it."""
    (found,) = (element for element in html.select(f"{within} a") if text in element.get_text())
    return parse_qs(urlsplit(str(found["href"])).query)


@pytest.mark.parametrize("language", [LT, EN])
def test_the_page_shows_an_item_once_with_both_titles(
    client: Client, filled_index: Engine, site: None, language: str
) -> None:
    html = client.get(page_address(language), {"q": "klasterystes"}).content.decode()
    assert html.count('<article class="result-card"') == 1
    assert "Partner visit to Oslo, Norway" in html
    assert "Projekto partnerių atstovų vizitas Osle, Norvegijoje" in html
    assert "<mark>klasterystės</mark>" in html
    assert ('class="result-card__snippet" lang="lt"' in html) == (language == EN)


def test_what_is_not_translated_yet_is_marked_as_the_original_s_language_on_the_page_and_in_json(
    client: Client, index: Engine, site: None
) -> None:
    index.rebuild([LT, EN]).swap(list)
    title, body = "Paroda atidaryta", "Mugės programa yra plati."
    gaps = document(1, en=(title, body))
    text = replace(gaps.languages[EN], untranslated=(title, body), source_language=LT)
    index.write(changes([replace(gaps, languages={EN: text}), document(2, en=("A show", "Its programa is long."))]))

    cards = page(client, EN, q="programa").select(".result-card")
    languages = [
        [card.select_one(f".result-card__{part}").get("lang") for part in ("title", "snippet")]  # type: ignore[union-attr]
        for card in cards
    ]
    assert sorted(languages, key=str) == [[LT, LT], [None, None]]
    found = client.get("/api/search/", {"q": "programa", "language": EN}).json()["results"]
    assert {each["number"]: each["title_language"] for each in found} == {1: LT, 2: EN}


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


def test_the_title_of_the_page_says_what_was_found(client: Client, filled_index: Engine, site: None) -> None:
    assert texts(page(client, q="klasterystes"), "title")[0].startswith("klasterystes – 1 item found – Search")
    assert texts(page(client, LT, q="vizitas"), "title")[0].startswith("vizitas – Rasta 1 naujiena – Paieška")
    assert texts(page(client, q="qqqqqq"), "title")[0].startswith("qqqqqq – Nothing was found – Search")
    assert "page 2 of 2" in texts(page(client, q="-Vienola", page="2"), "title")[0]
    assert texts(page(client), "title")[0].startswith("Search –")


def test_a_facet_narrows_and_its_chosen_value_is_taken_away_by_the_same_line(
    client: Client, filled_index: Engine, site: None
) -> None:
    wide = page(client, q="-Vienola", sort="newest", page="2")
    assert link(wide, "2016", ".facets") == {"q": ["-Vienola"], "year": ["2016"], "sort": ["newest"]}

    narrowed = page(client, q="-Vienola", sort="newest", year="2016")
    assert texts(narrowed, ".facet__chosen") == ["2016 (remove)"]
    assert link(narrowed, "2016", ".facets") == {"q": ["-Vienola"], "sort": ["newest"]}
    total = int(texts(narrowed, "#found")[0].split()[0])
    assert narrowed.select_one(".facet li:has(.facet__chosen) .facet__count").get_text() == str(total)  # type: ignore[union-attr]


def test_the_other_values_of_a_chosen_facet_stay_to_be_chosen_and_counts_add_up(
    client: Client, filled_index: Engine, site: None
) -> None:
    def years(**parameters: str) -> dict[str, int]:
        html = page(client, q="-Vienola", **parameters)
        (group,) = (part for part in html.select(".facet") if texts(part, "summary")[0] == "Year")
        return {
            line.select("a")[0].get_text().split()[0]: int(texts(line, ".facet__count")[0])
            for line in group.select("li")
        }

    wide = years()
    assert sum(wide.values()) == int(texts(page(client, q="-Vienola"), "#found")[0].split()[0])
    assert years(year="2016") == wide
    assert next(iter(years(year="2016"))) == "2016"


def test_filters_that_are_on_stand_above_the_results_and_go_one_by_one_or_all_at_once(
    client: Client, filled_index: Engine, site: None
) -> None:
    html = page(client, q="klasterystes", topic=CLUSTERING.key, year="2017")

    assert texts(html, ".active-filters .chip") == ["Year: 2017 (remove)", "Topic: Social clustering (remove)"]
    assert link(html, "2017", ".active-filters") == {"q": ["klasterystes"], "topic": [CLUSTERING.key]}
    assert link(html, "Social clustering", ".active-filters") == {"q": ["klasterystes"], "year": ["2017"]}
    assert link(html, "Clear all filters") == {"q": ["klasterystes"]}


def test_a_long_group_shows_its_most_frequent_values_and_unfolds_the_others(
    client: Client, filled_index: Engine, site: None
) -> None:
    count = LINES_A_GROUP + 5
    topics = tuple(facet(f"topic-{number}", f"Tema {number}", f"Topic {number}") for number in range(count))
    filled_index.write(changes([document(900, en=("Many subjects", "Sundry"), facets={"topic": topics})]))

    html = page(client, q="sundry")

    (more,) = html.select(".facet__more")
    assert more.select_one("summary").get_text().startswith(f"Show all {count}")  # type: ignore[union-attr]
    assert len(more.select("li")) == count - LINES_A_GROUP


def test_a_name_that_is_missing_in_the_readers_language_is_marked_as_the_other(
    client: Client, filled_index: Engine, site: None
) -> None:
    topic = facet("guest", "Svečias", "")
    filled_index.write(changes([document(900, en=("Guests", "Sundry"), facets={"topic": (topic,)})]))

    html = page(client, q="sundry", topic="guest")

    for place in (".chip [lang=lt]", ".facet__chosen [lang=lt]", ".result-card__topic[lang=lt]"):
        assert texts(html, place) == ["Svečias"], place


def test_where_filters_leave_nothing_the_page_says_what_there_is_without_them(
    client: Client, filled_index: Engine, site: None
) -> None:
    html = page(client, q="klasterystes", year="2015", topic=CLUSTERING.key)

    assert texts(html, "#found") == ["Nothing was found"]
    assert texts(html, ".search-alternatives li") == [
        "Without the filter Year: 2015: 1 item found",
        "Without filters: 1 item found",
    ]
    assert link(html, "Without filters") == {"q": ["klasterystes"]}
    # No result tells the name of the topic; the index does.
    assert "Topic: Social clustering (remove)" in texts(html, ".chip")


def test_where_a_phrase_finds_nothing_the_page_offers_its_words_alone(
    client: Client, filled_index: Engine, site: None
) -> None:
    html = page(client, q='"Oslo partner" -Haakon')

    assert texts(html, ".search-alternatives li") == ["These words alone: Oslo partner: 1 item found"]
    assert link(html, "These words alone") == {"q": ["Oslo partner"]}


def test_where_nothing_is_found_there_are_tips_and_the_latest_news(
    client: Client, filled_index: Engine, site: None
) -> None:
    html = page(client, q="qqqqqq")

    assert html.select(".search-help")
    dates = [str(element["datetime"]) for element in html.select(".search-latest time")]
    assert len(dates) == 5
    assert dates == sorted(dates, reverse=True)


def test_the_page_without_words_offers_the_archive_to_browse(client: Client, filled_index: Engine, site: None) -> None:
    html = page(client)

    assert len(html.select(".search-latest .entry")) == 5
    assert link(html, "2016", ".facets") == {"year": ["2016"]}


def test_results_are_sorted_by_links_and_lists_without_words_by_date_only(
    client: Client, filled_index: Engine, site: None
) -> None:
    html = page(client, q="vizitas", sort="newest")
    assert texts(html, ".search-sort [aria-current]") == ["Newest"]
    assert link(html, "Best match") == {"q": ["vizitas"]}
    assert not page(client, year="2016").select(".search-sort")


def test_what_is_not_understood_of_an_address_is_named_and_repeated_by_no_link(
    client: Client, filled_index: Engine, site: None
) -> None:
    html = page(client, q="vizitas", year="17", sort="loudest")

    assert texts(html, ".search-notice") == [
        "A year is written with four digits. Results cannot be sorted by “loudest”."
    ]
    hrefs = [str(element["href"]) for element in html.select("main a")]
    assert not [href for href in hrefs if "loudest" in href or "year=17&" in href or href.endswith("year=17")]


def test_a_long_query_that_finds_much_makes_no_page_of_hundreds_of_kilobytes(
    client: Client, filled_index: Engine, site: None
) -> None:
    response = client.get(page_address(EN), {"q": "-" + "ą" * 9_000})

    assert response.status_code == 200
    assert not BeautifulSoup(response.content, "html.parser").select(".facets")


def test_a_page_of_many_results_asks_the_database_no_more_than_a_page_of_one(
    client: Client, filled_index: Engine, site: None, django_assert_max_num_queries: Any
) -> None:
    page(client, q="vizitas")
    with django_assert_max_num_queries(40) as one:
        assert len(page(client, q="vizitas").select(".result-card")) == 1
    with django_assert_max_num_queries(len(one)):
        assert len(page(client, q="-Vienola").select(".result-card")) == 20
    with django_assert_max_num_queries(len(one)):
        page(client, q="qqqqqq", year="2016", available=LT)


def test_where_no_item_has_both_words_the_page_offers_each_that_finds_something(
    client: Client, filled_index: Engine, site: None
) -> None:
    html = page(client, q="visits dragons")
    (offer,) = html.select(".search-alternatives a")
    assert (offer["href"], offer.get_text(strip=True)) == ("?q=visits", "Only “visits”")
    assert not page(client, q="unicorns dragons").select(".search-alternatives a")
    assert not page(client, q="visits -visits").select(".search-alternatives a[href='?q=']")


def test_a_page_of_results_costs_the_same_queries_at_one_result_and_at_twenty(
    client: Client, index: Engine, site: None, django_assert_max_num_queries: Any
) -> None:
    index.rebuild([LT, EN]).swap(list)
    index.write(changes([document(number, en=(f"A barn {number}", "A festival.")) for number in range(1, 22)]))
    index.write(changes([document(30, en=("A windmill", "A fair."))]))
    address = page_address(EN)
    client.get(address, {"q": "windmill"})
    with django_assert_max_num_queries(6) as few:
        assert len(page(client, EN, q="windmill").select(".result-card")) == 1
    with django_assert_max_num_queries(len(few)):
        assert len(page(client, EN, q="festival").select(".result-card")) == 20


def test_where_nothing_is_found_facets_of_the_whole_archive_are_not_counted(
    client: Client, filled_index: Engine, site: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[SearchRequest] = []
    count = searcher._facets

    def counting(search: Any, members: Any) -> Any:
        counted.append(search.request)
        return count(search, members)

    monkeypatch.setattr(searcher, "_facets", counting)
    assert page(client, EN, q="klasterystes").select(".facet")
    assert counted.pop()
    assert page(client, EN, q="xylophone quartet").select(".search-latest")
    assert not counted


def test_other_spellings_of_a_word_are_looked_for_once_a_page(
    client: Client, filled_index: Engine, site: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    look = EmbeddedEngine.spellings

    def looking(engine: EmbeddedEngine, words: Sequence[str]) -> Spellings:
        asked.extend(words)
        return look(engine, words)

    monkeypatch.setattr(EmbeddedEngine, "spellings", looking)
    assert page(client, EN, q="xylophone quartet").select(".search-latest")
    assert sorted(asked) == ["quartet", "xylophone"]


def test_what_is_meant_by_words_without_their_space_is_offered(
    client: Client, filled_index: Engine, site: None
) -> None:
    html = page(client, EN, q="partnervisit")
    assert texts(html, ".search-suggestion") == ["Did you mean: partner visit"]
    assert link(html, "partner visit", ".search-suggestion")["q"] == ["partner visit"]
    assert not texts(page(client, EN, q="partner visit"), ".search-suggestion")


def test_a_correction_is_told_with_a_link_to_what_was_searched_for(
    client: Client, filled_index: Engine, site: None
) -> None:
    filled_index.write(changes([document(99, lt=("Finansavimas bibliotekoms", "Skirta dvidešimt tūkstančių eurų."))]))
    html = page(client, EN, q="fundign")
    told = "Nothing has all of these words as typed. These are the results for: funding"
    assert texts(html, ".search-suggestion") == [told]
    assert link(html, "funding", ".search-suggestion")["q"] == ["funding"]
    assert html.select(".result-card mark")
