"""An index of one's own for each test, made from documents in memory."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from search.engines import Engine, get_engine
from search.index import document
from search.index.interface import get_index
from tests.search.corpus import EN, LT, OSLO, MemorySource, changes, distractors


@pytest.fixture
def source(monkeypatch: pytest.MonkeyPatch) -> MemorySource:
    """The only source of documents; empty at first."""
    made = MemorySource()
    monkeypatch.setattr(document, "_sources", [made])
    return made


@pytest.fixture
def index(settings: Any, tmp_path: Path) -> Iterator[Engine]:
    """The engine of the settings; there is no index yet."""
    settings.VAR_DIR = tmp_path
    settings.SEARCH_INDEX_PATH = tmp_path / "search-index"
    get_index.cache_clear()
    engine = get_engine()
    yield engine
    engine.close()
    get_index.cache_clear()


@pytest.fixture
def filled_index(index: Engine) -> Engine:
    """The engine of the settings with the announcement and forty other items."""
    index.rebuild([LT, EN]).swap(list)
    index.write(changes([OSLO, *distractors()]))
    return index
