"""Every test here runs on each engine; an engine that differs says so in a named expectation of its own."""

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from search.engines import Engine, SearchRequest, SearchResponse
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.embedded import EmbeddedEngine
from search.query.parse import parse
from tests.search.corpus import EN, LT, OSLO, changes, distractors

ENGINES = ["embedded", "elasticsearch"]

Search = Callable[..., SearchResponse]


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An engine with an empty index of its own."""
    with made(request.param, tmp_path) as engine:
        yield engine


@pytest.fixture(params=ENGINES, scope="session")
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An engine that knows the announcement and forty items about other things. Tests that share it only read."""
    with made(request.param, tmp_path_factory.mktemp("index")) as engine:
        engine.write(changes([OSLO, *distractors()]))
        yield engine


@contextmanager
def made(name: str, directory: Path) -> Iterator[Engine]:
    with {"embedded": embedded, "elasticsearch": elasticsearch}[name](directory) as engine:
        engine.rebuild([LT, EN]).swap(list)
        yield engine


@contextmanager
def embedded(directory: Path) -> Iterator[Engine]:
    engine = EmbeddedEngine(directory / "search-index")
    yield engine
    engine.close()


@contextmanager
def elasticsearch(directory: Path) -> Iterator[Engine]:
    """On the node that `python -m tests.services` has started; without one this is an error, not a skipped test."""
    engine = ElasticsearchEngine([os.environ["ELASTICSEARCH_URL"]], f"test-{secrets.token_hex(4)}")
    yield engine
    with engine.connection.writing() as client:
        indices = list(client.indices.get_alias(index=f"{engine.alias}-*"))
        client.indices.delete(index=indices)
    engine.close()


@pytest.fixture
def search(filled: Engine) -> Search:
    """Searches for what a reader types, in Lithuanian unless told."""

    def run(typed: str, language: str = LT, **values: object) -> SearchResponse:
        return filled.search(SearchRequest(parse(typed), language, **values))  # type: ignore[arg-type]

    return run
