"""What only this engine can meet: a cluster that is away, several machines that write, builds that were left behind."""

import dataclasses
import os
import secrets
import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest

from portal.languages import analysis
from search.engines import SearchRequest, get_engine
from search.engines.elasticsearch import ElasticsearchEngine, connection, searcher
from search.engines.elasticsearch.circuit_breaker import CircuitBreaker
from search.engines.elasticsearch.index_writer import Refused
from search.index import rebuild
from search.index.interface import EngineAway, EngineBusy, EngineUnavailable, IndexChange
from search.query.matching import Matching
from search.query.parse import parse
from tests.search.corpus import EN, LT, OSLO, MemorySource, changes, distractors, document, facet, key
from tests.services.service import free_port

VISIT = SearchRequest(parse("vizitas"), LT)


@pytest.fixture
def prefix() -> Iterator[str]:
    """Names of indexes that begin so are removed after the test."""
    made = f"test-{secrets.token_hex(4)}"
    yield made
    engine = engine_of(made)
    with engine.connection.writing() as client:
        for index in client.indices.get_alias(index=f"{made}*"):
            client.indices.delete(index=index)
    engine.close()


@pytest.fixture
def engine(prefix: str) -> Iterator[ElasticsearchEngine]:
    """An engine that has no index yet."""
    made = engine_of(prefix)
    yield made
    made.close()


def engine_of(prefix: str) -> ElasticsearchEngine:
    return ElasticsearchEngine([os.environ["ELASTICSEARCH_URL"]], prefix)


def indices(engine: ElasticsearchEngine) -> list[str]:
    with engine.connection.reading() as client:
        return sorted(client.indices.get_alias(index=f"{engine.alias}*"))


def test_a_cluster_that_is_away_is_said_to_be_away() -> None:
    engine = ElasticsearchEngine([f"http://reader:secret@127.0.0.1:{free_port()}"], "portal")
    for attempt in (
        lambda: engine.find(VISIT, Matching()),
        lambda: engine.spellings(["klastreystes"]),
        lambda: engine.complete("viz", LT, 5),
        lambda: engine.write(changes([OSLO])),
        lambda: list(engine.entries()),
        lambda: list(engine.entries([OSLO.key])),
        lambda: engine.rebuild([LT, EN]),
    ):
        with pytest.raises(EngineUnavailable, match="does not answer"):
            attempt()
    state = engine.state()
    assert "does not answer" in (state.problem or "")
    assert state.is_away
    assert not state.has_to_be_built
    assert "secret" not in f"{state.location} {state.problem}"


def test_nobody_waits_long_for_a_cluster_that_takes_requests_and_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "READ_SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        engine = ElasticsearchEngine([f"http://127.0.0.1:{silent.getsockname()[1]}"], "portal")
        for attempt in (lambda: engine.search(VISIT), lambda: engine.write([]), lambda: engine.rebuild([LT, EN])):
            engine.connection.breaker = CircuitBreaker()
            started = time.monotonic()
            with pytest.raises(EngineUnavailable, match="does not answer"):
                attempt()
            assert time.monotonic() - started < connection.WRITE_SECONDS / 3


def test_the_requests_of_one_search_have_a_time_in_common(engine: ElasticsearchEngine) -> None:
    engine.rebuild([LT, EN]).swap(list)
    with engine.connection.answering_within(1.0):
        assert engine.find(VISIT, Matching()).total == 0
        time.sleep(1.0)
        with pytest.raises(EngineAway, match="too long"):
            engine.find(VISIT, Matching())
    engine.connection.breaker = CircuitBreaker()
    assert engine.find(VISIT, Matching()).total == 0


def test_without_an_index_nothing_is_found_and_writing_makes_none(engine: ElasticsearchEngine) -> None:
    with pytest.raises(EngineUnavailable, match="no search index yet"):
        engine.search(VISIT)
    with pytest.raises(EngineUnavailable, match="no search index yet"):
        engine.write(changes([OSLO]))
    assert "no search index yet" in (engine.state().problem or "")
    assert indices(engine) == []


def test_a_machine_that_writes_during_a_swap_is_refused_and_writes_to_the_new_index_after_it(
    engine: ElasticsearchEngine, prefix: str
) -> None:
    engine.rebuild([LT, EN]).swap(list)
    other = engine_of(prefix)
    building = engine.rebuild([LT, EN])

    def missed() -> list[list[IndexChange]]:
        with pytest.raises(EngineUnavailable):
            other.write(changes([OSLO]))
        state = other.state()
        assert set(state.leftovers) == set(indices(other))
        assert state.problem is None
        return []

    building.swap(missed)
    other.write(changes([OSLO]))
    assert [hit.document for hit in engine.search(VISIT).hits] == [OSLO]
    assert engine.state().leftovers == ()
    other.close()


def test_an_abandoned_rebuild_lets_deliveries_in_again(engine: ElasticsearchEngine) -> None:
    engine.rebuild([LT, EN]).swap(list)
    building = engine.rebuild([LT, EN])

    def fail() -> list[list[IndexChange]]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        building.swap(fail)
    building.abandon()
    engine.write(changes([OSLO]))
    assert engine.search(VISIT).total == 1
    assert len(indices(engine)) == 1


def test_the_next_rebuild_clears_away_one_that_was_killed(engine: ElasticsearchEngine) -> None:
    engine.rebuild([LT, EN]).swap(list)
    engine.rebuild([LT, EN]).write(changes([OSLO]))
    assert len(indices(engine)) == 2
    engine.rebuild([LT, EN]).swap(list)
    assert len(indices(engine)) == 1


def test_what_killed_rebuilds_have_left_can_be_cleared_away(engine: ElasticsearchEngine) -> None:
    engine.rebuild([LT, EN]).swap(list)
    (used,) = indices(engine)
    engine.rebuild([LT, EN]).write(changes([OSLO]))
    with engine.connection.writing() as client:
        client.indices.add_block(index=used, block="write")
    assert set(engine.state().leftovers) == set(indices(engine))
    assert not engine.state().has_to_be_built
    engine.clear_away()
    assert indices(engine) == [used]
    assert engine.state().leftovers == ()
    engine.write(changes([OSLO]))
    assert engine.search(VISIT).total == 1


def test_a_swap_whose_answer_was_lost_leaves_the_new_index_in_use(engine: ElasticsearchEngine) -> None:
    engine.rebuild([LT, EN]).swap(list)
    building = engine.rebuild([LT, EN])
    building.write(changes([OSLO]))
    building.swap(list)
    building.abandon()
    assert engine.search(VISIT).total == 1
    assert engine.state().leftovers == ()


def test_a_rebuild_leaves_the_indexes_of_a_portal_whose_prefix_begins_alike(
    engine: ElasticsearchEngine, prefix: str
) -> None:
    other = engine_of(f"{prefix}-search-2")
    other.rebuild([LT, EN]).swap(list)
    other.write(changes([OSLO]))
    engine.rebuild([LT, EN]).swap(list)
    assert other.search(VISIT).total == 1
    other.close()


def test_an_index_made_by_another_analysis_is_not_used(
    engine: ElasticsearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.rebuild([LT, EN]).swap(list)
    monkeypatch.setattr(analysis, "fingerprint", lambda: "another")
    engine.forget_build()
    with pytest.raises(EngineUnavailable, match="another analysis"):
        engine.search(VISIT)
    with pytest.raises(EngineUnavailable, match="another analysis"):
        engine.write(changes([OSLO]))
    assert "another analysis" in (engine.state().problem or "")


def test_a_document_that_elasticsearch_refuses_is_named(engine: ElasticsearchEngine) -> None:
    engine.rebuild([LT, EN]).swap(list)
    with pytest.raises(Refused, match=str(key(2))):
        engine.write(changes([OSLO, dataclasses.replace(OSLO, key=key(2), number=10**30)]))


def test_a_cluster_whose_disk_is_full_is_searched_and_takes_the_same_documents_later(
    engine: ElasticsearchEngine,
) -> None:
    engine.rebuild([LT, EN]).swap(list)
    engine.write(changes([OSLO]))
    (used,) = indices(engine)
    with engine.connection.writing() as client:
        # What Elasticsearch itself sets when its disk passes the last watermark.
        client.indices.put_settings(index=used, settings={"index.blocks.read_only_allow_delete": True})
    with pytest.raises(EngineBusy, match="429"):
        engine.write(changes([document(1, lt=("Paroda", "Paroda."))]))
    assert engine.search(VISIT).total == 1
    with engine.connection.writing() as client:
        client.indices.put_settings(index=used, settings={"index.blocks.read_only_allow_delete": None})
    engine.write(changes([document(1, lt=("Paroda", "Paroda."))]))
    assert engine.search(SearchRequest(parse("paroda"), LT)).total == 1


def test_entries_are_read_in_portions(engine: ElasticsearchEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searcher, "ENTRIES_A_REQUEST", 7)
    engine.rebuild([LT, EN]).swap(list)
    engine.write([*changes(distractors(), version=3), IndexChange(key(7), 9, None)])
    expected = {item.key: (3, item.fingerprint()) for item in distractors()} | {key(7): (9, None)}
    assert {entry.key: (entry.version, entry.fingerprint) for entry in engine.entries()} == expected
    held = engine.entries([*expected, key(999)])
    assert {entry.key: (entry.version, entry.fingerprint) for entry in held} == expected


def test_a_value_whose_label_has_changed_in_some_documents_is_counted_once(engine: ElasticsearchEngine) -> None:
    engine.rebuild([LT, EN]).swap(list)
    old, new = facet("culture", "Kultūra", "Culture"), facet("culture", "Kultūra ir menas", "Culture and the arts")
    topics = [(old,), (new,), (new,)]
    engine.write(
        changes(document(n, lt=("Paroda", "Paroda."), facets={"topic": topic}) for n, topic in enumerate(topics, 1))
    )
    (value,) = engine.search(SearchRequest(parse("paroda"), LT)).facets["topic"]
    assert (value.key, value.count, value.labels) == ("culture", 3, new.labels)


@pytest.mark.django_db(transaction=True)
def test_the_portal_rebuilds_and_proves_its_index_on_a_cluster(
    settings: Any, source: MemorySource, prefix: str
) -> None:
    settings.SEARCH_ENGINE = "elasticsearch"
    settings.ELASTICSEARCH_URL = [os.environ["ELASTICSEARCH_URL"]]
    settings.ELASTICSEARCH_PREFIX = prefix
    source.published = {item.key: item for item in [OSLO, *distractors()]}
    assert rebuild.rebuild("elasticsearch") == 41
    assert rebuild.verify("elasticsearch").is_perfect
    get_engine().write([IndexChange(key(100), 1, None)])
    source.published[key(101)] = document(101, lt=("Kitas", "Kitas tekstas."))
    del source.published[OSLO.key]
    result = rebuild.verify("elasticsearch")
    assert (result.missing, result.outdated, result.surplus) == ([key(100)], [key(101)], [OSLO.key])
