"""Texts that a scanner has read and nobody has checked are found by the words that they should have."""

import dataclasses
import uuid

import pytest

from search.engines import Engine, SearchRequest, SearchResponse
from search.index.document import Document
from search.query.matching import Matching
from search.query.parse import parse
from search.results.highlight import Highlighter
from tests.search.corpus import EN, LT, changes, document

SCANNED = document(
    1,
    lt=(
        "vieSojo sektoriaus iSSUkiai",
        "Partneriai veikian€iomis struktGromis da1ijosi gergjg patirt; apie sociaIing k1asteryste.",
    ),
)
CLEAN = document(2, lt=("Iššūkiai ligoninėms", "Gydytojai ieško sprendimų."), en=("Challenges", "For hospitals."))


def as_scan(item: Document, language: str = LT) -> Document:
    text = dataclasses.replace(item.languages[language], is_scan=True)
    return dataclasses.replace(item, languages={**item.languages, language: text})


def found(engine: Engine, typed: str) -> SearchResponse:
    return engine.search(SearchRequest(parse(typed), LT))


def numbers(response: SearchResponse) -> list[int]:
    return [hit.document.number for hit in response.hits]


@pytest.mark.parametrize(
    "typed",
    ["viešojo", "viesojo", "veikiančiomis", "struktūromis", "struktūra", "dalijosi", "klasterystė", "klasterystes"],
)
def test_a_damaged_word_is_found_by_the_word_that_it_was(engine: Engine, typed: str) -> None:
    engine.write(changes([as_scan(SCANNED), CLEAN]))
    assert numbers(found(engine, typed)) == [1]


def test_a_text_that_has_the_word_ranks_before_a_scan_in_which_it_is_damaged(engine: Engine) -> None:
    engine.write(changes([as_scan(SCANNED), CLEAN]))
    response = found(engine, "iššūkiai")
    assert numbers(response) == [2, 1]
    assert not response.fuzzy


def test_only_scans_are_searched_for_damaged_words(engine: Engine) -> None:
    request = SearchRequest(parse("dalijosi"), LT)
    engine.write(changes([SCANNED]))
    assert engine.find(request, Matching()).total == 0
    engine.write(changes([as_scan(SCANNED)], version=2))
    assert engine.find(request, Matching()).total == 1


@pytest.mark.parametrize("typed", ["dviratis", "traktorius", "vandenilis", "1234567", "„iššūkių sprendimas“"])
def test_scans_are_not_found_by_other_words(engine: Engine, typed: str) -> None:
    engine.write(changes([as_scan(SCANNED)]))
    assert numbers(found(engine, typed)) == []


def test_a_damaged_word_does_not_exclude_a_scan_nor_become_a_suggestion(engine: Engine) -> None:
    engine.write(changes([as_scan(SCANNED), CLEAN]))
    assert numbers(found(engine, "iššūkiai -struktūra")) == [2, 1]
    assert found(engine, "struktgrom").suggestion is None


def test_what_a_doubtful_word_may_be_finds_a_scan_and_is_not_shown(engine: Engine) -> None:
    text = dataclasses.replace(as_scan(SCANNED).languages[LT], readings="balandis\nbalandžiai")
    engine.write(changes([dataclasses.replace(SCANNED, languages={LT: text}), CLEAN]))
    response = found(engine, "balandžio")
    assert numbers(response) == [1]
    explanation = Highlighter(response.request.query, LT, response.matching).explain(text)
    assert "baland" not in "".join(highlight.html for highlight in explanation.highlights)


def test_a_scan_that_was_checked_is_no_longer_found_by_damaged_words(engine: Engine) -> None:
    engine.write(changes([as_scan(SCANNED)]))
    checked = document(1, lt=("Kitas pavadinimas", "Visai kitas patikrintas tekstas."))
    engine.write(changes([checked], version=2))
    assert numbers(found(engine, "struktūra")) == []
    assert numbers(found(engine, "patikrinti")) == [1]


def test_damaged_words_are_marked_where_they_stand(engine: Engine) -> None:
    engine.write(changes([as_scan(SCANNED)]))
    response = found(engine, "viešojo veikiančiomis")
    (hit,) = response.hits
    explanation = Highlighter(response.request.query, LT, response.matching).explain(hit.document.languages[LT])
    shown = " ".join(highlight.html for highlight in explanation.highlights)
    assert "<mark>vieSojo</mark>" in shown
    assert "<mark>veikian€iomis</mark>" in shown


def test_a_scan_in_one_language_leaves_the_other_as_it_is(engine: Engine) -> None:
    both = document(3, lt=("Parengta k1asterysté", "Tekstas."), en=("A c1u5t3r", "Text."))
    engine.write(changes([dataclasses.replace(as_scan(both), key=uuid.UUID(int=3))]))
    assert numbers(found(engine, "klasterystė")) == [3]
    assert numbers(engine.search(SearchRequest(parse("clusters"), EN))) == []


MISSPELT = document(4, lt=("Vizitas", "Partneriai vyks."))


@pytest.mark.parametrize("typed", ["vizitass", "viziats"])
def test_a_damaged_word_near_a_misspelt_one_does_not_keep_its_spelling_from_being_tried(
    engine: Engine, typed: str
) -> None:
    visited = document(3, lt=("Kelionė", "Planuotas v1zitaz vakar."))
    engine.write(changes([as_scan(visited), MISSPELT]))
    response = found(engine, typed)
    assert numbers(response)[0] == 4
    assert (response.fuzzy, response.suggestion) == (True, "vizitas")


def test_a_word_of_no_dictionary_finds_a_scan_where_it_is_damaged_and_no_text_has_a_spelling(engine: Engine) -> None:
    engine.write(changes([as_scan(document(3, lt=("Kelionė", "Kalbės Jonna Vieno1ajj vakare."))), CLEAN]))
    response = found(engine, "Vienolajj")
    assert numbers(response) == [3]
    assert not response.fuzzy
