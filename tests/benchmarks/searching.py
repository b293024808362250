"""The search endpoint against what the engine asks the index for the same requests: SQL, or Elasticsearch's own."""

import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode

from elasticsearch import Elasticsearch

from portal.batches import in_batches
from portal.i18n import language_codes
from search.engines import Engine, SearchRequest
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.embedded import EmbeddedEngine, storage
from search.index.interface import IndexChange
from search.query.expansion import expansion
from search.query.parse import parse

from .measuring import Row, interleaved, row
from .serving import running_server
from .synthetic_documents import COMMONEST, documents, word
from .urls import body_file

ROUNDS = 30
BARE = "/bare/"
MEMORY = "/memory/"
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
SIDES = ("raw", "engine", "endpoint")

Statement = tuple[str, Any]


def measure(name: str, environment: Mapping[str, str], count: int, directory: Path) -> tuple[list[Row], str]:
    """Builds an index of so many documents and searches it; returns also the time of building, size and memory."""
    path = directory / f"search-{name}-{count}.sqlite3"
    engine: EmbeddedEngine | ElasticsearchEngine
    if name == "embedded":
        engine = EmbeddedEngine(path)
    else:
        engine = ElasticsearchEngine(environment["ELASTICSEARCH_URL"].split(","), environment["ELASTICSEARCH_PREFIX"])
    started = time.perf_counter()
    build(engine, count)
    built = time.perf_counter() - started
    language = language_codes()[0]
    queries = {name: parse(typed) for name, typed in QUERIES.items()}
    requests = {name: SearchRequest(query, language, expansion=expansion(query)) for name, query in queries.items()}
    totals = {name: engine.search(request).total for name, request in requests.items()}
    if isinstance(engine, EmbeddedEngine):
        raw, size = _raw_sql(path, requests.values()), path.resolve().stat().st_size
    else:
        raw, size = _raw_requests(engine, requests.values()), _store_size(engine)
    served = {**environment, "SEARCH_INDEX_PATH": str(path), "SEARCH_FALLBACK": "off"}
    with (
        running_server("tests.benchmarks.settings", served) as server,
        running_server("tests.benchmarks.bare_settings") as bare,
    ):
        body_file().write_bytes(server.get(f"/api/search/?{urlencode({'q': QUERIES['two words']})}"))
        actions: dict[tuple[str, str], Callable[[], object]] = {("the bare view", "endpoint"): partial(bare.get, BARE)}
        for (name_, typed), ask in zip(QUERIES.items(), raw, strict=True):
            address = f"/api/search/?{urlencode({'q': typed, 'language': language})}"
            actions[name_, "raw"] = ask
            actions[name_, "engine"] = partial(engine.search, requests[name_])
            actions[name_, "endpoint"] = partial(server.get, address)
        seconds = interleaved(actions, ROUNDS)
        memory = f"web process at most {float(server.get(MEMORY)):,.0f} MB"
    if isinstance(engine, ElasticsearchEngine):
        memory += f", heap of the nodes {_heap(engine) / 1e6:,.0f} MB"
    engine.close()
    said = f"indexed at {built / count * 1000:.1f} ms each, {size / 1e6:,.0f} MB on disk; {memory}"
    return _rows(seconds, totals), said


def _rows(seconds: dict[tuple[str, str], list[float]], totals: Mapping[str, int]) -> list[Row]:
    for side in SIDES:
        rounds = zip(*(seconds[name, side] for name in QUERIES), strict=True)
        seconds["all, mean of a round", side] = [sum(values) / len(QUERIES) for values in rounds]
    names = {"all, mean of a round": "", **{name: f" ({total:,})" for name, total in totals.items()}}
    rows = [row("the bare view", seconds["the bare view", "endpoint"])]
    for name, found in names.items():
        rows.append(row(f"{name}{found}: the index alone", seconds[name, "raw"]))
        for side in ("engine", "endpoint"):
            rows.append(row(f"{name}: {side}", seconds[name, side], seconds[name, "raw"], "index"))
    return rows


def build(engine: Engine, count: int) -> None:
    building = engine.rebuild(language_codes())
    for batch in in_batches(documents(count), 200):
        building.write([IndexChange(document.key, 1, document) for document in batch])
    building.swap(list)


def _raw_sql(path: Path, requests: Iterable[SearchRequest]) -> list[Callable[[], None]]:
    """What the embedded engine executes for each request, all of its attempts included, on one connection."""
    executed: list[Statement] = []

    class Recorder(sqlite3.Connection):
        def execute(self, sql: str, parameters: Any = ()) -> sqlite3.Cursor:
            executed.append((sql, parameters))
            return super().execute(sql, parameters)

    engine = EmbeddedEngine(path)
    with patch.object(sqlite3, "connect", partial(sqlite3.connect, factory=Recorder)):
        engine.state()
    connection = storage.connect(path.resolve())
    found: list[Callable[[], None]] = []
    for request in requests:
        executed.clear()
        engine.search(request)
        found.append(partial(_run, connection, list(executed)))
    engine.close()
    return found


def _run(connection: sqlite3.Connection, statements: Sequence[Statement]) -> None:
    for sql, parameters in statements:
        connection.execute(sql, parameters).fetchall()


def _raw_requests(engine: ElasticsearchEngine, requests: Iterable[SearchRequest]) -> list[Callable[[], None]]:
    """What the engine asks Elasticsearch for each request, all of its attempts included, by the same client."""
    asked: list[Callable[[], object]] = []

    def recording(method: Callable[..., Any]) -> Callable[..., Any]:
        def record(client: Elasticsearch, **arguments: Any) -> Any:
            asked.append(partial(method, client, **arguments))
            return method(client, **arguments)

        return record

    found: list[Callable[[], None]] = []
    with (
        patch.object(Elasticsearch, "search", recording(Elasticsearch.search)),
        patch.object(Elasticsearch, "msearch", recording(Elasticsearch.msearch)),
    ):
        for request in requests:
            asked.clear()
            engine.search(request)
            found.append(partial(_ask, list(asked)))
    return found


def _ask(requests: Sequence[Callable[[], object]]) -> None:
    for ask in requests:
        ask()


def _store_size(engine: ElasticsearchEngine) -> int:
    with engine.connection.reading() as client:
        size: int = client.indices.stats(index=engine.alias)["_all"]["primaries"]["store"]["size_in_bytes"]
        return size


def _heap(engine: ElasticsearchEngine) -> int:
    """Bytes of the nodes' heaps that are used after searching, garbage included."""
    with engine.connection.reading() as client:
        nodes = client.nodes.stats(metric="jvm")["nodes"].values()
        return sum(node["jvm"]["mem"]["heap_used_in_bytes"] for node in nodes)
