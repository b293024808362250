"""Pages of results, and counts over all of them."""

import pytest

from search.engines import Engine, SearchRequest
from search.query.parse import parse
from tests.search.contract.conftest import Search
from tests.search.corpus import EN, LT, OSLO, changes, distractors, document

BROAD = "tilto OR mokyklos OR school OR upės OR autobusai OR elektrinė OR Oslas"


@pytest.mark.parametrize("sort", ["relevance", "newest"])
@pytest.mark.parametrize("typed", [BROAD, ""])
def test_pages_hold_every_item_once_in_the_order_of_the_whole(search: Search, typed: str, sort: str) -> None:
    whole = [hit.document.key for hit in search(typed, sort=sort, page_size=100).hits]
    paged = [hit.document.key for page in range(1, 20) for hit in search(typed, sort=sort, page=page, page_size=3).hits]
    assert paged == whole
    assert len(set(whole)) == len(whole) == search(typed, sort=sort).total > 15


def test_beyond_the_last_page_there_is_nothing_but_the_total(search: Search) -> None:
    response = search(BROAD, page=999)
    assert response.hits == ()
    assert response.total > 0


def test_equal_scores_keep_their_order_from_page_to_page(engine: Engine) -> None:
    engine.write(changes(document(number, lt=("Paroda", "Ta pati paroda.")) for number in range(1, 41)))
    paged = [
        hit.document.number
        for page in range(1, 9)
        for hit in engine.search(SearchRequest(parse("paroda"), LT, page=page, page_size=5)).hits
    ]
    assert paged == list(range(40, 0, -1))


def test_facets_that_each_item_has_once_add_up_to_the_total(search: Search) -> None:
    for typed in ("", BROAD, "tilto"):
        response = search(typed)
        for facet in ("year", "topic"):
            assert sum(value.count for value in response.facets[facet]) == response.total
        assert max(value.count for value in response.facets["language"]) <= response.total


def test_facets_count_all_matches_not_those_of_a_page(search: Search) -> None:
    assert search(BROAD, page_size=2, page=2).facets == search(BROAD, page_size=100).facets


def test_each_value_of_a_facet_finds_as_many_items_as_it_counts(search: Search) -> None:
    for facet, values in search("").facets.items():
        for value in values:
            response = search("", filters={facet: value.key})
            assert response.total == value.count, (facet, value.key)


def test_filters_narrow_together_with_words_and_each_other(search: Search) -> None:
    assert search("vizitas", filters={"topic": "social-clustering", "year": "2017"}).total == 1
    assert search("vizitas", filters={"topic": "social-clustering", "year": "2018"}).total == 0
    assert search("vizitas", filters={"person": "person-1", "project": "project-7"}).total == 1
    assert search("vizitas", filters={"person": "nobody"}).total == 0


def test_a_language_filter_keeps_what_exists_in_it_whichever_language_matches(search: Search) -> None:
    """`vizitas` matches the Lithuanian text; the item exists in English too."""
    assert search("vizitas", filters={"language": EN}).total == 1
    expected = sum(EN in item.languages for item in [OSLO, *distractors()])
    assert search("", filters={"language": EN}).total == expected


def test_facet_values_have_labels_in_each_language(search: Search) -> None:
    (topic,) = search("Vienola").facets["topic"]
    assert dict(topic.labels) == {LT: "Socialinė klasterystė", EN: "Social clustering"}


def test_a_facet_that_narrows_still_counts_its_other_values_and_no_other_facet_does(search: Search) -> None:
    whole = search(BROAD)
    year = whole.facets["year"][0]
    narrowed = search(BROAD, filters={"year": year.key})
    assert narrowed.facets["year"] == whole.facets["year"]
    assert narrowed.total == year.count == sum(value.count for value in narrowed.facets["topic"])
    for topic in narrowed.facets["topic"]:
        both = search(BROAD, filters={"year": year.key, "topic": topic.key})
        assert both.total == topic.count
        assert sum(value.count for value in both.facets["year"]) == search(BROAD, filters={"topic": topic.key}).total


def test_filters_that_nothing_meets_together_leave_their_own_values_to_choose(search: Search) -> None:
    years = {value.key for value in search("", filters={"topic": "river"}).facets["year"]}
    other = next(value.key for value in search("").facets["year"] if value.key not in years)
    response = search("", filters={"topic": "river", "year": other})
    assert (response.total, response.hits) == (0, ())
    assert {value.key for value in response.facets["year"]} == years
