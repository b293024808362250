"""Every test here runs on each engine; an engine that differs says so in a named expectation of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from search.engines import Engine, SearchRequest, SearchResponse
from search.engines.embedded import EmbeddedEngine
from search.query import parse
from tests.search.corpus import EN, LT, OSLO, changes, distractors

ENGINES = ["embedded"]

Search = Callable[..., SearchResponse]


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An engine with an empty index of its own."""
    made = {"embedded": lambda: EmbeddedEngine(tmp_path / "search.sqlite3")}[request.param]()
    made.rebuild([LT, EN]).swap(list)
    yield made
    made.close()


@pytest.fixture
def filled(engine: Engine) -> Engine:
    """An engine that knows the announcement and forty items about other things."""
    engine.write(changes([OSLO, *distractors()]))
    return engine


@pytest.fixture
def search(filled: Engine) -> Search:
    """Searches for what a reader types, in Lithuanian unless told."""

    def run(typed: str, language: str = LT, **values: object) -> SearchResponse:
        return filled.search(SearchRequest(parse(typed), language, **values))  # type: ignore[arg-type]

    return run
