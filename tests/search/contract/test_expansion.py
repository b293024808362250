"""Words of a query may have synonyms, and translations where an item exists in one language only."""

import dataclasses

import pytest

from search.engines import Engine, SearchRequest, SearchResponse
from search.query.matching import Expansion
from search.query.parse import parse
from search.results.highlight import Highlighter
from tests.search.corpus import EN, LT, changes, document, facet

ENGLISH_ONLY = document(1, en=("A kindergarten garden", "Children plant apple trees."))
IN_BOTH = document(2, en=("Kindergarten opened", "New rooms."), lt=("Atidarytas ugdymo centras", "Naujos patalpos."))
LITHUANIAN = document(3, lt=("Naujas darželis mieste", "Vaikai džiaugiasi."))
PRESCHOOL = document(4, lt=("Ikimokyklinė įstaiga plečiasi", "Statomas priestatas."))

TRANSLATIONS = {
    EN: {("vaiku", "darzelis"): ("kindergarten",), ("darzelis",): ("kindergarten",), ("sodas",): ("garden",)}
}
SYNONYMS = {LT: {("darzelis",): ("ikimokyklinė įstaiga",), ("vaiku", "darzelis"): ("darželis", "ikimokyklinė įstaiga")}}


@pytest.fixture
def expanded(engine: Engine) -> Engine:
    engine.write(changes([ENGLISH_ONLY, IN_BOTH, LITHUANIAN, PRESCHOOL]))
    return engine


def search(engine: Engine, typed: str, expansion: Expansion | None = None) -> SearchResponse:
    expansion = expansion or Expansion(SYNONYMS, TRANSLATIONS)
    return engine.search(SearchRequest(parse(typed), LT, expansion=expansion))


def numbers(response: SearchResponse) -> list[int]:
    return [hit.document.number for hit in response.hits]


def test_translations_find_items_that_exist_in_one_language_only_below_what_has_the_words(expanded: Engine) -> None:
    response = search(expanded, "darželis", Expansion(translations=TRANSLATIONS))
    assert numbers(response) == [3, 1]
    assert response.hits[1].matched_language == EN


def test_without_expansion_only_the_words_themselves_are_found(expanded: Engine) -> None:
    assert numbers(search(expanded, "darželis", Expansion())) == [3]


def test_synonyms_of_one_word_and_of_several_are_found(expanded: Engine) -> None:
    assert set(numbers(search(expanded, "darželis", Expansion(SYNONYMS)))) == {3, 4}
    assert set(numbers(search(expanded, "vaikų darželis", Expansion(SYNONYMS)))) == {3, 4}


def test_several_words_are_translated_one_by_one_and_together(expanded: Engine) -> None:
    assert numbers(search(expanded, "darželis sodas")) == [1]
    assert numbers(search(expanded, "sodas vaikų darželis")) == [1]


@pytest.mark.parametrize("filters", [{}, {"topic": "child"}])
def test_a_translation_that_finds_something_ends_no_search_for_another_spelling(
    expanded: Engine, filters: dict[str, str]
) -> None:
    child = facet("child", "Vaikai", "Children")
    expanded.write(changes([dataclasses.replace(PRESCHOOL, facets={"topic": (child,)})], version=2))
    response = expanded.search(
        SearchRequest(
            parse("plečiazi"),
            LT,
            filters=filters,
            expansion=Expansion(translations={EN: {("pleciazi",): ("kindergarten",)}}),
        )
    )
    assert numbers(response) == ([4] if filters else [4, 1])
    assert response.fuzzy


def test_a_translation_that_finds_something_ends_no_search_for_the_root_of_a_damaged_word(expanded: Engine) -> None:
    scan = document(5, lt=("Pučiamqjuq orkestrantqjq", "Koncertas."))
    text = dataclasses.replace(scan.languages[LT], is_scan=True)
    expanded.write(changes([dataclasses.replace(scan, languages={LT: text})]))
    expansion = Expansion(translations={EN: {("puciamuju", "orkestra"): ("kindergarten",)}})
    assert set(numbers(search(expanded, "pučiamųjų orkestrą", expansion))) == {1, 5}


def test_translations_alone_are_shown_where_nothing_else_is_near(expanded: Engine) -> None:
    response = search(expanded, "lopšelis", Expansion(translations={EN: {("lopselis",): ("kindergarten",)}}))
    assert numbers(response) == [1]
    assert not response.fuzzy


def test_words_without_a_translation_are_still_required(expanded: Engine) -> None:
    response = search(expanded, "darželis traktorius")
    assert numbers(response) == [] or response.relaxed


def test_excluded_words_are_not_translated(expanded: Engine) -> None:
    assert numbers(search(expanded, "darželis -sodas", Expansion(translations=TRANSLATIONS))) == [3, 1]


def test_translated_words_are_marked_with_the_word_that_was_typed(expanded: Engine) -> None:
    response = search(expanded, "sodas", Expansion(translations=TRANSLATIONS))
    (hit,) = response.hits
    explanation = Highlighter(response.request.query, EN, response.matching).explain(hit.document.languages[EN])
    assert any("<mark>garden</mark>" in highlight.html for highlight in explanation.highlights)
    assert [reason.word for reason in explanation.reasons] == ["sodas"]
