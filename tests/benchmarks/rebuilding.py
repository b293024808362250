"""Building an index against the bare adding of the same documents: Tantivy's writer, or Elasticsearch's `bulk`."""

import shutil
import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import tantivy
from elasticsearch import Elasticsearch

from portal.batches import in_batches
from portal.i18n import language_codes
from portal.languages.analysis import words
from portal.languages.common.folding import fold
from search.engines import Engine
from search.engines.elasticsearch import ElasticsearchEngine, layout
from search.engines.elasticsearch.index_writer import DOCUMENTS_A_REQUEST, IndexWriter
from search.engines.embedded import EmbeddedEngine, index_writer, vocabulary
from search.engines.embedded.index_writer import FILLING_MEMORY
from search.engines.embedded.layout import write_about
from search.engines.embedded.storage import create, open_build
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
        engine = EmbeddedEngine(directory / "rebuilding")
        bare, ready = _on_tantivy(engine, changes)
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


def _on_tantivy(
    engine: EmbeddedEngine, changes: Sequence[IndexChange]
) -> tuple[Callable[[], None], Callable[[], None]]:
    languages = tuple(language_codes())
    texts: list[tantivy.Document] = []
    learnt: list[tantivy.Document] = []

    def noting(
        function: Callable[..., tantivy.Document], made: list[tantivy.Document]
    ) -> Callable[..., tantivy.Document]:
        def note(*arguments: Any) -> tantivy.Document:
            document = function(*arguments)
            made.append(document)
            return document

        return note

    with (
        patch.object(index_writer.IndexWriter, "_document", noting(index_writer.IndexWriter._document, texts)),
        patch.object(index_writer, "word_document", noting(vocabulary.word_document, learnt)),
    ):
        build(engine, changes)

    def bare() -> None:
        folder = engine.storage.new_build()
        opened = create(folder, languages)
        for index, made in ((opened.words, learnt), (opened.texts, texts)):
            writer = index.writer(FILLING_MEMORY, 1)
            for document in made:
                writer.add_document(document)
            writer.commit()
            writer.wait_merging_threads()
        write_about(folder, languages, BUILT_AT)
        open_build(folder)
        shutil.rmtree(folder)

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
        patch.object(index_writer, "words", once(words)),
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
