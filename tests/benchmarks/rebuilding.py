"""Building an index against the bare bulk call with the same rows: SQLite's `executemany`, Elasticsearch's `bulk`."""

import sqlite3
import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from elasticsearch import Elasticsearch

from portal.batches import in_batches
from portal.i18n import language_codes
from portal.languages.common.folding import fold
from search.engines import Engine
from search.engines.elasticsearch import ElasticsearchEngine, layout
from search.engines.elasticsearch.index_writer import DOCUMENTS_A_REQUEST, IndexWriter
from search.engines.embedded import EmbeddedEngine, index_writer, storage, vocabulary
from search.engines.fields import column_values, words_to_learn
from search.index.document import Document
from search.index.interface import IndexChange
from search.index.rebuild import BATCH

from .measuring import interleaved
from .synthetic_documents import documents

ROUNDS = 5
BUILT_AT = "2026-01-01T00:00:00+00:00"


@dataclass(frozen=True)
class Speed:
    """Documents a second, of the median round. `ratio` is to the bare call."""

    name: str
    rate: float
    ratio: float


def measure(name: str, environment: Mapping[str, str], count: int, directory: Path) -> list[Speed]:
    changes = [IndexChange(document.key, 1, document) for document in documents(count)]
    engine: EmbeddedEngine | ElasticsearchEngine
    if name == "embedded":
        engine = EmbeddedEngine(directory / "rebuilding.sqlite3")
        bare, ready = _on_sqlite(engine, changes)
    else:
        urls = environment["ELASTICSEARCH_URL"].split(",")
        engine = ElasticsearchEngine(urls, environment["ELASTICSEARCH_PREFIX"])
        bare, ready = _on_elasticsearch(engine, changes)
    actions: dict[str, Callable[[], object]] = {
        "the bare bulk call": bare,
        "rebuild, documents made ready": ready,
        "rebuild": partial(build, engine, changes),
    }
    medians = {action: statistics.median(taken) for action, taken in interleaved(actions, ROUNDS).items()}
    engine.close()
    base = medians["the bare bulk call"]
    return [Speed(action, count / median, base / median) for action, median in medians.items()]


def build(engine: Engine, changes: Sequence[IndexChange]) -> None:
    building = engine.rebuild(language_codes())
    for batch in in_batches(changes, BATCH):
        building.write(batch)
    building.swap(list)


def _on_sqlite(engine: EmbeddedEngine, changes: Sequence[IndexChange]) -> tuple[Callable[[], None], Callable[[], None]]:
    executed: dict[str, list[Any]] = {}

    class Recorder(sqlite3.Connection):
        def execute(self, sql: str, parameters: Any = ()) -> sqlite3.Cursor:
            if sql.startswith("INSERT") and "meta" not in sql:
                executed.setdefault(sql.partition(" RETURNING")[0], []).append(parameters)
            return super().execute(sql, parameters)

        def executemany(self, sql: str, parameters: Any) -> sqlite3.Cursor:
            rows = list(parameters)
            if "meta" not in sql:
                executed.setdefault(sql, []).extend(rows)
            return super().executemany(sql, rows)

    with patch.object(sqlite3, "connect", partial(sqlite3.connect, factory=Recorder)):
        build(engine, changes)

    def bare() -> None:
        file = engine.storage.new_build()
        connection = storage.create(file, tuple(language_codes()))
        connection.execute("BEGIN")
        for sql, rows in executed.items():
            connection.executemany(sql, rows)
        connection.execute("COMMIT")
        storage.finish(connection, BUILT_AT)
        file.unlink()

    def ready() -> None:
        with documents_made_ready():
            build(engine, changes)

    with documents_made_ready():
        build(engine, changes)
    return bare, ready


_made: dict[tuple[object, ...], Any] = {}
_fold, _trigrams = cache(fold), cache(vocabulary._trigrams)


@contextmanager
def documents_made_ready() -> Iterator[None]:
    """What is computed of a document for the embedded index is computed once and looked up from then on."""

    def once(function: Callable[..., Any]) -> Callable[..., Any]:
        def look_up(source: Any, *arguments: Any) -> Any:
            # Documents and their texts stay where they are while it is measured.
            key = (function.__name__, id(source), *arguments)
            if key not in _made:
                found = function(source, *arguments)
                _made[key] = list(found) if isinstance(found, Iterator) else found
            return _made[key]

        return look_up

    with (
        patch.object(index_writer, "column_values", once(column_values)),
        patch.object(index_writer, "pack", once(index_writer.pack)),
        patch.object(index_writer, "words_to_learn", once(words_to_learn)),
        patch.object(index_writer, "fold", _fold),
        patch.object(vocabulary, "fold", _fold),
        patch.object(vocabulary, "_trigrams", _trigrams),
        patch.object(Document, "fingerprint", once(Document.fingerprint)),
    ):
        yield


def _on_elasticsearch(
    engine: ElasticsearchEngine, changes: Sequence[IndexChange]
) -> tuple[Callable[[], None], Callable[[], None]]:
    languages = tuple(language_codes())
    with engine.connection.writing() as client:
        writer = IndexWriter(client, layout.Build("", languages))
        operations = {change.key: list(writer._operations(change)) for change in changes}

    def bare() -> None:
        with engine.connection.writing() as client:
            _bulk(client, f"{engine.alias}-bare", languages, list(operations.values()))

    def ready() -> None:
        with patch.object(IndexWriter, "_operations", lambda writer, change: operations[change.key]):
            build(engine, changes)

    return bare, ready


def _bulk(client: Elasticsearch, index: str, languages: Sequence[str], operations: Sequence[Sequence[Any]]) -> None:
    client.indices.create(index=index, settings=layout.settings(), mappings=layout.mappings(languages))
    for batch in in_batches(operations, DOCUMENTS_A_REQUEST):
        answer = client.bulk(
            operations=[line for lines in batch for line in lines], index=index, filter_path=["errors"]
        )
        if answer["errors"]:
            raise RuntimeError("A document was refused.")
    client.indices.refresh(index=index)
    client.indices.delete(index=index)


def table(speeds: Sequence[Speed]) -> str:
    lines = [f"  {'':<46}{'documents a second':>20}{'ratio':>9}"]
    lines += [f"  {speed.name:<46}{speed.rate:>20,.0f}{speed.ratio:>9.2f}" for speed in speeds]
    return "\n".join(lines)
