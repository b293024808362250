"""A rebuild is killed, wherever it has got to: readers go on, deliveries too, and nothing of it stays."""

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.db import connection
from elasticsearch import Elasticsearch

from portal.runtime.locks import AlreadyHeld
from search.engines import Engine, SearchRequest, get_engine
from search.index import outbox, rebuild
from search.index.interface import get_index
from search.models import OutboxEntry
from search.query.parse import parse
from tests.search.corpus import LT, OSLO, MemorySource, distractors, document, key

pytestmark = pytest.mark.django_db(transaction=True)

# What the worker needs for one look at its indexes, with time for PostgreSQL to notice that a client has died.
SECONDS_TO_HEAL = 10


@pytest.fixture(params=["embedded", "elasticsearch"])
def engine(request: pytest.FixtureRequest, settings: Any, tmp_path: Path, source: MemorySource) -> Iterator[Engine]:
    """The engine of the settings; the announcement and forty other items are published and indexed."""
    settings.VAR_DIR = tmp_path
    settings.SEARCH_INDEX_PATH = tmp_path / "search-index"
    settings.SEARCH_ENGINE = request.param
    settings.SEARCH_FALLBACK = False
    settings.ELASTICSEARCH_URL = [os.environ["ELASTICSEARCH_URL"]]
    settings.ELASTICSEARCH_PREFIX = f"test-{secrets.token_hex(4)}"
    source.published = {item.key: item for item in [OSLO, *distractors()]}
    get_index.cache_clear()
    rebuild.rebuild(request.param)
    yield get_engine()
    if request.param == "elasticsearch":
        remove_indices(settings.ELASTICSEARCH_PREFIX)
    get_engine().close()
    get_index.cache_clear()


def remove_indices(prefix: str) -> None:
    with Elasticsearch(os.environ["ELASTICSEARCH_URL"]) as client:
        for index in client.indices.get_alias(index=f"{prefix}-*"):
            client.indices.delete(index=index)


@contextmanager
def rebuild_paused_at(point: str) -> Iterator[None]:
    """Another process, which is killed at the end."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "portal.settings.test",
        "PORTAL_VAR_DIR": str(configured.VAR_DIR),
        "SEARCH_ENGINE": configured.SEARCH_ENGINE,
        "SEARCH_FALLBACK": "off",
        "SEARCH_INDEX_PATH": str(configured.SEARCH_INDEX_PATH),
        "ELASTICSEARCH_PREFIX": configured.ELASTICSEARCH_PREFIX,
    }
    command = [sys.executable, "-m", "tests.search.index.pausing_rebuild", configured.SEARCH_ENGINE, point]
    command += [str(connection.settings_dict["NAME"])]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == b"paused\n"
            yield
        finally:
            process.kill()


def total(engine: Engine, typed: str) -> int:
    return engine.search(SearchRequest(parse(typed), LT)).total


def deliver_until_nothing_is_left(engine: Engine) -> None:
    end = time.monotonic() + SECONDS_TO_HEAL
    while time.monotonic() < end and (engine.state().leftovers or OutboxEntry.objects.exists()):
        outbox.deliver_due()
        time.sleep(0.2)


@pytest.mark.parametrize("point", ["filled", "swapping", "swapped"])
def test_the_worker_heals_what_a_killed_rebuild_has_left(engine: Engine, source: MemorySource, point: str) -> None:
    with rebuild_paused_at(point):
        before = engine.state()
        assert before.leftovers
        assert not before.has_to_be_built
        # While it is running it is left alone.
        outbox.deliver_due()
        assert engine.state().leftovers
    assert total(engine, "Vienola") == 1
    source.published[key(2)] = document(2, lt=("Kosmodromas", "Kosmodromo atidarymas."))
    del source.published[key(100)]
    outbox.enqueue([key(2), key(100)])
    deliver_until_nothing_is_left(engine)
    assert total(engine, "kosmodromas") == 1
    assert engine.state().leftovers == ()
    # Nothing was built anew for it.
    assert engine.state().built_at == before.built_at
    verification = rebuild.verify(engine.name)
    assert (verification.is_perfect, verification.matching) == (True, 41)


def test_the_next_rebuild_needs_no_help_after_one_that_was_killed(engine: Engine) -> None:
    with rebuild_paused_at("swapping"):
        pass
    end = time.monotonic() + SECONDS_TO_HEAL
    while time.monotonic() < end:
        try:
            rebuild.rebuild(engine.name)
            break
        except AlreadyHeld:
            time.sleep(0.1)
    assert engine.state().leftovers == ()
    assert rebuild.verify(engine.name).is_perfect
