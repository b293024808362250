"""From the engine's being given a changed item to another process's finding it, against a bare commit of Tantivy.

`python -m tests.benchmarks.delivering PATH` is that other process, which searches in the index there.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from shutil import copytree

import django
from django.conf import settings

from portal.i18n import language_codes
from search.engines import SearchRequest
from search.engines.embedded import EmbeddedEngine
from search.engines.embedded.index_writer import DELIVERY_MEMORY, IndexWriter
from search.engines.embedded.storage import open_build
from search.index.document import Document
from search.index.interface import IndexChange
from search.query.parse import parse
from tests.chaos.words import unique_word

from .measuring import Row, interleaved, row
from .synthetic_documents import documents

ROUNDS = 40
PATIENCE_SECONDS = 60.0
# A word that the changed item has, and no other.
FOUND_BY = unique_word("found by")


class Reader:
    """Another process that searches in the index."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def find(self, lead: str) -> None:
        """Returns once a search has found the item with this lead."""
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("The reader has no pipes.")
        self._process.stdin.write(f"{json.dumps(lead)}\n")
        self._process.stdin.flush()
        if json.loads(self._process.stdout.readline() or "false") is not True:
            raise RuntimeError(f"An item was written and is not found by its lead: {lead}")


class Delivery:
    """Changes one item again and again. `written` and `found` are seconds since the change was given to the engine."""

    def __init__(self, engine: EmbeddedEngine, reader: Reader, leads: Iterator[str], versions: Iterator[int]) -> None:
        self.written: list[float] = []
        self.found: list[float] = []
        self._engine = engine
        self._reader = reader
        self._leads = leads
        self._versions = versions

    def deliver(self) -> None:
        lead = next(self._leads)
        change = _change(lead, next(self._versions))
        started = time.perf_counter()
        self._engine.write([change])
        self.written.append(time.perf_counter() - started)
        self._reader.find(lead)
        self.found.append(time.perf_counter() - started)


def measure(engine: EmbeddedEngine, directory: Path) -> list[Row]:
    """The index is changed by it; bare commits are into copies of it."""
    versions = iter(range(2, 1_000_000))
    with _reader(engine.storage.path) as reader:
        deliveries = {
            "known words": Delivery(engine, reader, _leads(), versions),
            "a new word": Delivery(engine, reader, map(unique_word, _leads()), versions),
        }
        actions: dict[str, Callable[[], object]] = {name: each.deliver for name, each in deliveries.items()}
        actions |= _bare_commits(engine.storage.path, directory)
        seconds = interleaved(actions, ROUNDS)
    base = seconds["kept"]
    rows = [
        row("bare commit of an item, its writer kept open", base),
        row("bare commit, its writer opened for it", seconds["opened"], base, "bare commit"),
    ]
    for name, delivery in deliveries.items():
        # Those before were to warm up.
        written, found = delivery.written[-ROUNDS:], delivery.found[-ROUNDS:]
        rows.append(row(f"an item changed, {name}: written", written, base, "bare commit"))
        rows.append(row(f"an item changed, {name}: found", found, base, "bare commit"))
    return rows


def _bare_commits(path: Path, directory: Path) -> dict[str, Callable[[], None]]:
    """An item that was made ready put in the place of its former version, by a writer that stays or one made for it."""
    kept, opened = (open_build(copytree(path.resolve(), directory / f"{path.name}-{name}")) for name in ("kept", "new"))
    change = _change("", 2)
    fingerprint = change.document.fingerprint() if change.document else None
    making = IndexWriter(kept, DELIVERY_MEMORY)
    ready = making._document(str(change.key), change, fingerprint)
    making.give_up()
    stays = kept.texts.writer(DELIVERY_MEMORY, 1)

    def commit_kept() -> None:
        stays.delete_documents_by_term("key", str(change.key))
        stays.add_document(ready)
        stays.commit()

    def commit_opened() -> None:
        writer = opened.texts.writer(DELIVERY_MEMORY, 1)
        writer.delete_documents_by_term("key", str(change.key))
        writer.add_document(ready)
        writer.commit()
        writer.wait_merging_threads()

    return {"kept": commit_kept, "opened": commit_opened}


def _leads() -> Iterator[str]:
    """All different; numbers of which none is long enough to be learnt as a word."""
    return (f"Susitikimas {number // 100} {number % 100}" for number in range(10_000))


def _change(lead: str, version: int) -> IndexChange:
    document = next(islice(documents(2), 1, None))
    languages = {
        code: replace(text, title=f"{text.title} {FOUND_BY}", lead=lead) for code, text in document.languages.items()
    }
    return IndexChange(document.key, version, replace(document, languages=languages))


@contextmanager
def _reader(path: Path) -> Iterator[Reader]:
    command = [sys.executable, "-m", "tests.benchmarks.delivering", str(path)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=settings.BASE_DIR, stdin=pipe, stdout=pipe, text=True) as process:
        yield Reader(process)
        process.communicate()


def main() -> None:
    django.setup()
    engine = EmbeddedEngine(Path(sys.argv[1]))
    language = language_codes()[0]
    request = SearchRequest(parse(FOUND_BY), language)
    for line in sys.stdin:
        lead = json.loads(line)
        end = time.monotonic() + PATIENCE_SECONDS
        while not (found := lead in (_lead(hit.document, language) for hit in engine.search(request).hits)):
            if time.monotonic() > end:
                break
        sys.stdout.write(f"{json.dumps(found)}\n")
        sys.stdout.flush()


def _lead(document: Document, language: str) -> str:
    return document.languages[language].lead


if __name__ == "__main__":
    main()
