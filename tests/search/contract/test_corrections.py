"""Where no text has the words as typed, what they were meant to be is searched for, and told."""

from functools import partial

import pytest

from portal.translation.glossary.thesaurus import shipped
from search.engines import Engine, SearchRequest, SearchResponse
from search.query.expansion import expand
from search.query.parse import parse
from tests.search.corpus import EN, LT, changes, document

VISIT = document(1, lt=("Partnerių vizitas Osle", "Kalbėta apie projektą."), en=("A visit to Oslo", "Of partners."))
RESEARCH = document(2, en=("A research project begins", "Universities take part in it for three years."))
MONEY = document(3, lt=("Finansavimas bibliotekoms", "Skirta dvidešimt tūkstančių eurų."))
MEETING = document(5, lt=("Susitikimas su kaimynais", "Kviečiami visi."))
BUS = document(4, lt=("Bibliobusas kelyje", "Veža knygas į kaimus."))


@pytest.fixture
def found(engine: Engine) -> "partial[SearchResponse]":
    engine.write(changes([VISIT, RESEARCH, MONEY, BUS, MEETING]))
    return partial(_found, engine)


def _found(engine: Engine, typed: str, language: str = LT) -> SearchResponse:
    query, expanded = parse(typed), partial(expand, [shipped()], languages=[LT, EN])
    return engine.search(SearchRequest(query, language, expansion=expanded(query), expand=expanded))


def _numbers(response: SearchResponse) -> list[int]:
    return [hit.document.number for hit in response.hits]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("vizitasosle", "vizitas osle"),
        ("partneriuvizitas", "partneriu vizitas"),
        ("researchproject", "research project"),
        ("aresearchproject", "a research project"),
        ("researchprojectbegins", "research project begins"),
        ("partnerių vizitasosle", "partnerių vizitas osle"),
        ("susiti kimas", "susitikimas"),
        ("biblio busas", "bibliobusas"),
        ("re search project", "research project"),
    ],
)
def test_a_query_with_a_space_too_few_or_too_many_is_offered_as_it_was_meant(
    found: "partial[SearchResponse]", typed: str, meant: str
) -> None:
    response = found(typed)
    assert (response.suggestion, response.corrected) == (meant, None)
    assert not response.fuzzy
    assert found(meant).whole


@pytest.mark.parametrize("typed", ["vizitas osle", "research project", "bibliobusas"])
def test_what_is_found_as_typed_is_not_corrected(found: "partial[SearchResponse]", typed: str) -> None:
    assert found(typed).corrected is None


@pytest.mark.parametrize("typed", ["vizitaskosmose", "zzzprojektqqq", "NOR-LT10projektas", "automobilis"])
def test_what_texts_have_no_words_for_stays_unfound(found: "partial[SearchResponse]", typed: str) -> None:
    response = found(typed)
    assert (response.total, response.suggestion) == (0, None)


@pytest.mark.parametrize("typed", ["fundign", "fnuding", "fundinng"])
def test_a_misspelt_word_finds_what_the_right_one_finds_by_its_translation(
    found: "partial[SearchResponse]", typed: str
) -> None:
    response = found(typed, EN)
    assert (_numbers(response), response.corrected) == ([3], "funding")


def test_it_does_beside_a_word_that_is_found_as_typed(found: "partial[SearchResponse]") -> None:
    response = found("fundign bibliotekoms dvidešimt tūkstančių", EN)
    assert (_numbers(response), response.corrected) == ([3], "funding bibliotekoms dvidešimt tūkstančių")
    assert (response.relaxed, response.suggestion) == (False, None)


@pytest.mark.parametrize(
    ("typed", "number", "suggestion"),
    [
        ("partnerių vizitasss osle", 1, "partnerių vizitas osle"),
        ("univresities research project years", 2, "universities research project years"),
    ],
)
def test_a_misspelt_word_is_corrected_beside_words_that_are_found_as_typed(
    found: "partial[SearchResponse]", typed: str, number: int, suggestion: str
) -> None:
    response = found(typed)
    assert _numbers(response)[0] == number
    assert (response.fuzzy, response.relaxed, response.suggestion) == (True, False, suggestion)


def test_the_rest_of_a_misspelt_word_is_not_taken_for_a_word_as_written(found: "partial[SearchResponse]") -> None:
    response = found("vizitass")
    assert (_numbers(response), response.fuzzy, response.suggestion) == ([1], True, "vizitas")
