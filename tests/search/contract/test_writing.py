"""What an index holds after changes, whatever their order."""

import dataclasses

import pytest

from search.engines import Engine, SearchRequest
from search.index.interface import IndexChange
from search.query.parse import parse
from tests.search.corpus import EN, LT, OSLO, changes, distractors, document, key


@pytest.fixture
def filled(engine: Engine) -> Engine:
    """An engine of one's own that knows the announcement and forty items about other things."""
    engine.write(changes([OSLO, *distractors()]))
    return engine


def total(engine: Engine, typed: str, **values: object) -> int:
    return engine.search(SearchRequest(parse(typed), LT, **values)).total  # type: ignore[arg-type]


def test_a_changed_text_replaces_the_old_one(engine: Engine) -> None:
    engine.write([IndexChange(key(1), 1, document(1, lt=("Senas pavadinimas", "Senoji pieva.")))])
    engine.write([IndexChange(key(1), 2, document(1, lt=("Naujas pavadinimas", "Naujasis miškas.")))])
    assert (total(engine, "pieva"), total(engine, "miškas")) == (0, 1)
    assert [item.text for item in engine.complete("pavad", LT, 5)] == ["Naujas pavadinimas"]


def test_a_language_that_is_withdrawn_is_not_found_any_more(filled: Engine) -> None:
    lithuanian_only = dataclasses.replace(OSLO, languages={LT: OSLO.languages[LT]})
    filled.write([IndexChange(OSLO.key, 2, lithuanian_only)])
    assert (total(filled, "competency"), total(filled, "klasterysčių")) == (0, 1)


def test_a_deleted_item_is_gone_from_results_facets_and_completions(filled: Engine) -> None:
    filled.write([IndexChange(OSLO.key, 2, None)])
    assert total(filled, "Vienola") == 0
    assert filled.complete("partner", EN, 5) == []
    every = filled.search(SearchRequest(parse(""), LT))
    assert every.total == len(distractors())
    assert "person" not in every.facets


def test_an_older_version_is_refused(filled: Engine) -> None:
    older = document(1, lt=("Senesnis", "Senesnis tekstas."))
    filled.write([IndexChange(OSLO.key, 5, OSLO)])
    filled.write([IndexChange(OSLO.key, 4, older)])
    assert (total(filled, "senesnis"), total(filled, "Vienola")) == (0, 1)
    assert next(filled.entries([OSLO.key])).version == 5


def test_an_older_version_does_not_bring_back_what_was_deleted(filled: Engine) -> None:
    filled.write([IndexChange(OSLO.key, 7, None)])
    filled.write([IndexChange(OSLO.key, 6, OSLO)])
    assert total(filled, "Vienola") == 0


def test_a_deletion_that_comes_late_does_not_remove_a_newer_document(filled: Engine) -> None:
    filled.write([IndexChange(OSLO.key, 7, OSLO)])
    filled.write([IndexChange(OSLO.key, 6, None)])
    assert total(filled, "Vienola") == 1


def test_an_item_may_come_back(filled: Engine) -> None:
    filled.write([IndexChange(OSLO.key, 7, None)])
    filled.write([IndexChange(OSLO.key, 8, OSLO)])
    assert total(filled, "Vienola") == 1


def test_writing_the_same_again_changes_nothing(filled: Engine) -> None:
    before = filled.search(SearchRequest(parse("Vienola"), LT)).hits
    filled.write([IndexChange(OSLO.key, 1, OSLO)])
    filled.write([IndexChange(OSLO.key, 9, OSLO)])
    after = filled.search(SearchRequest(parse("Vienola"), LT)).hits
    # Where a document was replaced, its old copy counts in scores until the engine tidies up.
    assert [hit.document for hit in after] == [hit.document for hit in before] == [OSLO]


def test_of_several_changes_all_or_none_are_written(engine: Engine) -> None:
    broken = dataclasses.replace(OSLO, key=key(2), number=None)  # type: ignore[arg-type]
    with pytest.raises(Exception, match="NoneType"):
        engine.write(changes([OSLO, broken]))
    assert total(engine, "Vienola") == 0


def test_entries_tell_versions_and_fingerprints(filled: Engine) -> None:
    filled.write([IndexChange(key(100), 2, None)])
    held = {entry.key: entry for entry in filled.entries()}
    assert len(held) == len(distractors()) + 1
    assert held[OSLO.key].fingerprint == OSLO.fingerprint()
    assert (held[key(100)].version, held[key(100)].fingerprint) == (2, None)


def test_a_document_comes_back_from_the_index_as_it_was(filled: Engine) -> None:
    assert filled.search(SearchRequest(parse("Vienola"), LT)).hits[0].document == OSLO


def test_a_rebuild_takes_the_place_of_the_old_index_and_keeps_what_was_missed(filled: Engine) -> None:
    building = filled.rebuild([LT, EN])
    building.write(changes(distractors()))
    assert total(filled, "Vienola") == 1
    building.swap(lambda: [[IndexChange(OSLO.key, 3, OSLO)]])
    assert total(filled, "Vienola") == 1
    assert filled.state().documents == len(distractors()) + 1


def test_an_abandoned_rebuild_leaves_the_old_index(filled: Engine) -> None:
    building = filled.rebuild([LT, EN])
    building.write(changes(distractors()[:3]))
    building.abandon()
    assert filled.state().documents == len(distractors()) + 1


def test_a_third_language_needs_no_code(engine: Engine) -> None:
    engine.rebuild([LT, EN, "nb"]).swap(list)
    text = dataclasses.replace(OSLO.languages[EN], title="Partnerbesøk i Oslo", body="Kommunene samarbeider om læring.")
    engine.write([IndexChange(OSLO.key, 1, dataclasses.replace(OSLO, languages={**OSLO.languages, "nb": text}))])
    response = engine.search(SearchRequest(parse("kommune"), "nb"))
    assert [hit.matched_language for hit in response.hits] == ["nb"]
