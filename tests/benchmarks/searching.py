"""The search endpoint and page against what the engine asks its index for the same requests."""

import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, cast
from unittest.mock import patch
from urllib.parse import urlencode

import tantivy
from django.urls import reverse
from django.utils.translation import override
from elasticsearch import Elasticsearch

from portal.batches import in_batches
from portal.i18n import language_codes
from search.engines import Engine, SearchRequest
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.embedded import EmbeddedEngine, storage
from search.engines.embedded.storage import Opened, Session
from search.index.interface import IndexChange
from search.query.expansion import expansion
from search.query.parse import parse

from . import delivering
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
SIDES = ("raw", "engine", "endpoint", "page")


def measure(name: str, environment: Mapping[str, str], count: int, directory: Path) -> tuple[list[Row], str]:
    """Builds an index of so many documents and searches it; returns also the time of building, size and memory.

    Of the embedded engine, what it costs to have a changed item found as well.
    """
    path = directory / f"search-{name}-{count}"
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
        raw, size = _raw_searches(engine, requests.values()), _size(path)
    else:
        raw, size = _raw_requests(engine, requests.values()), _store_size(engine)
    with override(language):
        results = reverse("search:results")
    served = {**environment, "SEARCH_INDEX_PATH": str(path), "SEARCH_FALLBACK": "off"}
    with (
        running_server("tests.benchmarks.settings", served) as server,
        running_server("tests.benchmarks.bare_settings") as bare,
    ):
        body_file().write_bytes(server.get(f"/api/search/?{urlencode({'q': QUERIES['two words']})}"))
        actions: dict[tuple[str, str], Callable[[], object]] = {("the bare view", "endpoint"): partial(bare.get, BARE)}
        for (name_, typed), ask in zip(QUERIES.items(), raw, strict=True):
            address = f"/api/search/?{urlencode({'q': typed, 'language': language})}"
            page = f"{results}?{urlencode({'q': typed})}"
            actions[name_, "raw"] = ask
            actions[name_, "engine"] = partial(engine.search, requests[name_])
            actions[name_, "endpoint"] = partial(server.get, address)
            actions[name_, "page"] = partial(server.get, page)
        seconds = interleaved(actions, ROUNDS)
        used = json.loads(server.get(MEMORY))
        memory = f"web process {', '.join(f'{name} {megabytes:,.0f} MB' for name, megabytes in used.items())}"
    if isinstance(engine, ElasticsearchEngine):
        memory += f", heap of the nodes {_heap(engine) / 1e6:,.0f} MB"
    said = f"indexed at {built / count * 1000:.1f} ms each, {size / 1e6:,.0f} MB on disk; {memory}"
    rows = _rows(seconds, totals)
    if isinstance(engine, EmbeddedEngine):
        rows += delivering.measure(engine, directory)
    engine.close()
    return rows, said


def _rows(seconds: dict[tuple[str, str], list[float]], totals: Mapping[str, int]) -> list[Row]:
    for side in SIDES:
        rounds = zip(*(seconds[name, side] for name in QUERIES), strict=True)
        seconds["all, mean of a round", side] = [sum(values) / len(QUERIES) for values in rounds]
    names = {"all, mean of a round": "", **{name: f" ({total:,})" for name, total in totals.items()}}
    rows = [row("the bare view", seconds["the bare view", "endpoint"])]
    for name, found in names.items():
        rows.append(row(f"{name}{found}: the index alone", seconds[name, "raw"]))
        for side in SIDES[1:]:
            rows.append(row(f"{name}: {side}", seconds[name, side], seconds[name, "raw"], "index"))
    return rows


def build(engine: Engine, count: int) -> None:
    building = engine.rebuild(language_codes())
    for batch in in_batches(documents(count), 200):
        building.write([IndexChange(document.key, 1, document) for document in batch])
    building.swap(list)


class RecordingSearcher:
    """A searcher of Tantivy that notes what it is asked."""

    def __init__(self, searcher: tantivy.Searcher, asked: list[Callable[[], object]]) -> None:
        self._searcher = searcher
        self._asked = asked

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._searcher, name)
        if not callable(found):
            return found

        def record(*arguments: Any, **named: Any) -> Any:
            ask = partial(found, *arguments, **named)
            # What was found is made a list of Python's whenever it is read.
            self._asked.append((lambda: ask().hits) if name == "search" else ask)
            return ask()

        return record


def raw_asking(engine: Engine, request: SearchRequest) -> Callable[[], None]:
    """Everything that the engine asks its index for one request, made beforehand."""
    if isinstance(engine, EmbeddedEngine):
        return _raw_searches(engine, [request])[0]
    if isinstance(engine, ElasticsearchEngine):
        return _raw_requests(engine, [request])[0]
    raise TypeError(type(engine).__name__)


def _raw_searches(engine: EmbeddedEngine, requests: Iterable[SearchRequest]) -> list[Callable[[], None]]:
    """What the embedded engine asks Tantivy for each request, all of its attempts included, with queries made ready."""
    asked: list[Callable[[], object]] = []

    def recording(texts: tantivy.Searcher, words: tantivy.Searcher, opened: Opened) -> Session:
        texts, words = (cast(tantivy.Searcher, RecordingSearcher(searcher, asked)) for searcher in (texts, words))
        return Session(texts, words, opened)

    found: list[Callable[[], None]] = []
    with patch.object(storage, "Session", recording):
        for request in requests:
            asked.clear()
            engine.search(request)
            found.append(partial(_ask, list(asked)))
    return found


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


def _size(path: Path) -> int:
    """Bytes of the files of an embedded index."""
    return sum(file.stat().st_size for file in path.resolve().rglob("*") if file.is_file())


def _store_size(engine: ElasticsearchEngine) -> int:
    with engine.connection.reading() as client:
        size: int = client.indices.stats(index=engine.alias)["_all"]["primaries"]["store"]["size_in_bytes"]
        return size


def _heap(engine: ElasticsearchEngine) -> int:
    """Bytes of the nodes' heaps that are used after searching, garbage included."""
    with engine.connection.reading() as client:
        nodes = client.nodes.stats(metric="jvm")["nodes"].values()
        return sum(node["jvm"]["mem"]["heap_used_in_bytes"] for node in nodes)
