"""The search engine inside the portal's own processes: SQLite FTS5 in a file of its own."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from uuid import UUID

from django.conf import settings

from portal.batches import in_batches
from portal.languages.analysis import tokens
from portal.languages.common.folding import fold
from search.index.interface import EngineAway, EngineUnavailable, IndexChange, IndexEntry, IndexState, Rebuild
from search.query.matching import Matching, Spellings
from search.query.spelling import may_be_misspelt

from .. import Completion, Engine, Matches, SearchRequest
from ..ranking import MAX_WORDS_TO_COMPLETE
from . import searcher
from .expressions import title_prefix
from .index_writer import IndexWriter
from .storage import Storage, create, finish
from .vocabulary import is_known, words_near

KEYS_A_QUERY = 500


class EmbeddedEngine(Engine):
    name = "embedded"
    is_shared = False

    def __init__(self, path: Path | None = None) -> None:
        self.storage = Storage(path or Path(settings.SEARCH_INDEX_PATH))

    def find(self, request: SearchRequest, matching: Matching) -> Matches:
        with self.storage.reading() as session:
            return searcher.find(session, request, matching)

    def spellings(self, words: Sequence[str]) -> Spellings:
        with self.storage.reading() as session:
            connection, languages = session.connection, session.languages
            doubtful = [word for word in words if may_be_misspelt(word) and not is_known(connection, languages, word)]
            found = {
                language: {word: near for word in doubtful if (near := words_near(connection, language, word))}
                for language in session.languages
            }
        return Spellings({language: near for language, near in found.items() if near})

    def complete(self, text: str, language: str, limit: int) -> list[Completion]:
        words = [fold(token.text) for token in tokens(text)][:MAX_WORDS_TO_COMPLETE]
        if not words:
            return []
        with self.storage.reading() as session:
            codes = sorted(session.languages, key=lambda code: code != language)
            found: dict[int, Completion] = {}
            for code in codes:
                for item, completion in searcher.titles(session, title_prefix(code, words), limit):
                    found.setdefault(item, completion)
            return list(found.values())[:limit]

    def write(self, changes: Sequence[IndexChange]) -> None:
        with self.storage.writing() as session:
            IndexWriter(session.connection, session.languages).write(changes)

    def entries(self, keys: Iterable[UUID] | None = None) -> Iterator[IndexEntry]:
        select = "SELECT key, version, fingerprint FROM versions"
        if keys is None:
            # Read at once: a reader that lingers over the rows would keep the write-ahead log from being emptied.
            with self.storage.reading() as session:
                rows = session.connection.execute(select).fetchall()
            yield from (IndexEntry(UUID(key), version, fingerprint) for key, version, fingerprint in rows)
            return
        for batch in in_batches(keys, KEYS_A_QUERY):
            with self.storage.reading() as session:
                rows = session.connection.execute(
                    f"{select} WHERE key IN ({', '.join('?' * len(batch))})", [str(key) for key in batch]
                ).fetchall()
            yield from (IndexEntry(UUID(key), version, fingerprint) for key, version, fingerprint in rows)

    def state(self) -> IndexState:
        location = str(self.storage.path)
        leftovers = tuple(file.name for file in self.storage.unused_files())
        try:
            with self.storage.reading() as session:
                documents = session.connection.execute("SELECT count(*) FROM items").fetchone()[0]
                built_at = session.connection.execute("SELECT value FROM meta WHERE name = 'built_at'").fetchone()[0]
            return IndexState(location, documents, built_at, leftovers=leftovers)
        except EngineUnavailable as error:
            is_away = isinstance(error, EngineAway)
            return IndexState(location, problem=str(error), is_away=is_away, leftovers=leftovers)

    def clear_away(self) -> None:
        self.storage.remove_unused_files()

    def rebuild(self, languages: Sequence[str]) -> "EmbeddedRebuild":
        return EmbeddedRebuild(self.storage, tuple(languages))

    def close(self) -> None:
        self.storage.close()


class EmbeddedRebuild(Rebuild):
    """The caller sees to it that no other rebuild of the same index runs."""

    def __init__(self, storage: Storage, languages: tuple[str, ...]) -> None:
        self.storage = storage
        self.build = storage.new_build()
        storage.remove_unused_files()
        self.connection = create(self.build, languages)
        self.writer = IndexWriter(self.connection, languages)
        self.connection.execute("BEGIN")

    def write(self, changes: Sequence[IndexChange]) -> None:
        self.writer.write(changes)

    def swap(self, missed: Callable[[], Iterable[Sequence[IndexChange]]]) -> None:
        with self.storage.keeping_writers_out():
            for changes in missed():
                self.writer.write(changes)
            self.connection.execute("COMMIT")
            finish(self.connection, datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"))
            self.storage.take_into_use(self.build)
        self.storage.remove_unused_files()

    def versions(self) -> Mapping[UUID, int]:
        return {UUID(key): version for key, version in self.connection.execute("SELECT key, version FROM versions")}

    def abandon(self) -> None:
        self.connection.close()
        self.storage.remove_unused_files()
