"""Readers while the cluster is away: the index kept beside it answers, says so, and nobody waits."""

import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils.translation import override

from search.engines import Engine, get_engine
from search.engines.elasticsearch import connection
from search.index import outbox, rebuild
from search.index.interface import get_index
from search.models import OutboxEntry
from tests.client import Client
from tests.search.corpus import EN, LT, OSLO, MemorySource, changes
from tests.services.service import free_port

NOTE = {
    LT: "Paieška šiuo metu veikia ribotu režimu: rezultatų tvarka gali skirtis nuo įprastos.",
    EN: "Search is running in a reduced mode: the order of results may differ from the usual one.",
}


@pytest.fixture
def cluster(settings: Any, tmp_path: Path) -> Iterator[Callable[[int], None]]:
    """Makes Elasticsearch the engine of the settings, wherever its port is; the fallback has no index yet."""
    settings.VAR_DIR = tmp_path
    settings.SEARCH_INDEX_PATH = tmp_path / "search-index"
    settings.SEARCH_ENGINE = "elasticsearch"

    def use(port: int) -> None:
        settings.ELASTICSEARCH_URL = [f"http://127.0.0.1:{port}"]
        get_index.cache_clear()

    use(free_port())
    yield use
    get_engine("embedded").close()
    get_index.cache_clear()


@pytest.fixture
def fallback(cluster: Callable[[int], None]) -> Engine:
    """The embedded index holds the announcement; nothing listens where the cluster should be."""
    engine = get_engine("embedded")
    engine.rebuild([LT, EN]).swap(list)
    engine.write(changes([OSLO]))
    return engine


def test_json_and_completions_are_answered_by_the_fallback_and_say_so(client: Client, fallback: Engine) -> None:
    answer = client.get("/api/search/", {"q": "klasterystes"})
    assert answer.status_code == 200
    assert (answer.json()["total"], answer.json()["is_fallback"]) == (1, True)
    completed = client.get("/api/search/complete/", {"q": "visi", "language": EN}).json()
    assert [found["text"] for found in completed["completions"]] == ["Partner visit to Oslo, Norway"]


@pytest.mark.parametrize("language", [LT, EN])
def test_the_page_carries_a_note_in_the_readers_language(
    client: Client, fallback: Engine, site: None, language: str
) -> None:
    with override(language):
        address = reverse("search:results")
    response = client.get(address, {"q": "klasterystes"})
    assert response.status_code == 200
    assert NOTE[language] in response.content.decode()
    assert '<article class="result-card"' in response.content.decode()


def test_an_engine_that_answers_is_no_fallback(client: Client, filled_index: Engine) -> None:
    assert client.get("/api/search/", {"q": "klasterystes"}).json()["is_fallback"] is False


def test_without_the_fallback_readers_are_told_to_come_back(client: Client, fallback: Engine, settings: Any) -> None:
    settings.SEARCH_FALLBACK = False
    assert client.get("/api/search/", {"q": "klasterystes"}).status_code == 503


def test_where_the_fallback_has_no_index_either_readers_are_told_to_come_back(
    client: Client, cluster: Callable[[int], None]
) -> None:
    assert client.get("/api/search/", {"q": "klasterystes"}).status_code == 503


def test_one_reader_waits_for_a_silent_cluster_and_the_next_ones_do_not(
    client: Client, fallback: Engine, cluster: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "READ_SECONDS", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        cluster(silent.getsockname()[1])
        taken = []
        for _ in range(4):
            started = time.monotonic()
            assert client.get("/api/search/", {"q": "klasterystes"}).json()["is_fallback"]
            taken.append(time.monotonic() - started)
    assert taken[0] >= 0.5
    assert max(taken[1:]) < 0.25


@pytest.mark.django_db(transaction=True)
def test_what_is_published_meanwhile_is_found_and_waits_for_the_cluster_without_a_rebuild(
    client: Client, fallback: Engine, source: MemorySource
) -> None:
    source.published[OSLO.key] = OSLO
    fallback.rebuild([LT, EN]).swap(list)
    outbox.enqueue([OSLO.key])
    assert client.get("/api/search/", {"q": "Vienola"}).json()["total"] == 1
    waiting = OutboxEntry.objects.get()
    assert waiting.index == "elasticsearch"
    assert "does not answer" in waiting.last_error
    assert not rebuild.needs_rebuild("elasticsearch")
    assert outbox.drain() == outbox.Delivery(delivered=0, failed=1, waiting=1)
    assert rebuild.verify("embedded").is_perfect
