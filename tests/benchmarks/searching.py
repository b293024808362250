"""The search endpoint against the SQL that the engine sends to the index for the same requests."""

import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode

from portal.i18n import language_codes
from search.document import in_batches
from search.engines import Change, Engine, SearchRequest
from search.engines.embedded import EmbeddedEngine, storage
from search.query import parse

from .measuring import Row, interleaved, row
from .serving import running_server
from .synthetic_documents import COMMONEST, documents, word

ROUNDS = 30
QUERIES = {
    "a word of half the items": "biblioteka",
    "a rarer word": word(4 * COMMONEST),
    "another case": "bibliotekininkams",
    "without diacritics": "seniunus",
    "two words": "social clustering",
    "a phrase": '"skaitmeninti senas fotografijas"',
    "a grant number": "NOR-LT10-VRM-01-K-02-006",
    "a typing error": "fotografjias",
    "nothing to find": "xylophone quartet",
}
SIDES = ("sql", "engine", "endpoint")

Statement = tuple[str, Any]


def measure(count: int, path: Path) -> tuple[list[Row], float]:
    """Builds an index of so many documents at a path and searches it; returns also how many seconds building took."""
    engine = EmbeddedEngine(path)
    started = time.perf_counter()
    build(engine, count)
    built = time.perf_counter() - started
    language = language_codes()[0]
    requests = {name: SearchRequest(parse(typed), language) for name, typed in QUERIES.items()}
    totals = {name: engine.search(request).total for name, request in requests.items()}
    statements = recorded(path, requests.values())
    connection = storage.connect(path.resolve())
    with running_server("tests.benchmarks.settings", {"SEARCH_INDEX_PATH": str(path)}) as server:
        actions: dict[tuple[str, str], Callable[[], object]] = {}
        for (name, typed), executed in zip(QUERIES.items(), statements, strict=True):
            address = f"/api/search/?{urlencode({'q': typed, 'language': language})}"
            actions[name, "sql"] = partial(run, connection, executed)
            actions[name, "engine"] = partial(engine.search, requests[name])
            actions[name, "endpoint"] = partial(server.get, address)
        seconds = interleaved(actions, ROUNDS)
    connection.close()
    engine.close()
    for side in SIDES:
        rounds = zip(*(seconds[name, side] for name in QUERIES), strict=True)
        seconds["all, mean of a round", side] = [sum(values) / len(QUERIES) for values in rounds]
    names = {"all, mean of a round": "", **{name: f" ({total:,})" for name, total in totals.items()}}
    rows = []
    for name, found in names.items():
        rows.append(row(f"{name}{found}: SQL alone", seconds[name, "sql"]))
        for side in ("engine", "endpoint"):
            rows.append(row(f"{name}: {side}", seconds[name, side], seconds[name, "sql"], "SQL"))
    return rows, built


def build(engine: Engine, count: int) -> None:
    building = engine.rebuild(language_codes())
    for batch in in_batches(documents(count), 200):
        building.write([Change(document.key, 1, document) for document in batch])
    building.swap(list)


def recorded(path: Path, requests: Iterable[SearchRequest]) -> list[list[Statement]]:
    """What the engine executes for each request, all of its attempts included."""
    executed: list[Statement] = []

    class Recorder(sqlite3.Connection):
        def execute(self, sql: str, parameters: Any = ()) -> sqlite3.Cursor:
            executed.append((sql, parameters))
            return super().execute(sql, parameters)

    engine = EmbeddedEngine(path)
    with patch.object(sqlite3, "connect", partial(sqlite3.connect, factory=Recorder)):
        engine.state()
    found = []
    for request in requests:
        executed.clear()
        engine.search(request)
        found.append(list(executed))
    engine.close()
    return found


def run(connection: sqlite3.Connection, statements: Sequence[Statement]) -> None:
    for sql, parameters in statements:
        connection.execute(sql, parameters).fetchall()
