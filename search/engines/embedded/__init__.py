"""The search engine inside the portal's own processes: Tantivy, in a directory of its own."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from uuid import UUID

from django.conf import settings
from tantivy import Query

from portal.batches import in_batches
from portal.languages.analysis import MAX_WORD_LETTERS, tokens
from portal.languages.common.folding import fold
from search.index.interface import EngineAway, EngineUnavailable, IndexChange, IndexEntry, IndexState, Rebuild
from search.query.corrections import Frequencies
from search.query.matching import Matching, Spellings
from search.query.spelling import may_be_misspelt

from .. import Completion, Engine, Matches, SearchRequest
from ..ranking import MAX_WORDS_TO_COMPLETE
from . import searcher
from .index_writer import DELIVERY_MEMORY, FILLING_MEMORY, IndexWriter, held, read_held, writing
from .layout import ITEM, write_about
from .storage import Storage, create
from .vocabulary import frequencies, is_known, words_near

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
            misspelt = [word for word in words if may_be_misspelt(word) and not is_known(session, word)]
            found = {
                language: {word: near for word in misspelt if (near := words_near(session, language, word))}
                for language in session.languages
            }
        return Spellings({language: near for language, near in found.items() if near})

    def frequencies(self, words: Sequence[str]) -> Frequencies:
        with self.storage.reading() as session:
            return {language: frequencies(session, language, words) for language in session.languages}

    def complete(self, text: str, language: str, limit: int) -> list[Completion]:
        words = [fold(token.text)[:MAX_WORD_LETTERS] for token in tokens(text)][:MAX_WORDS_TO_COMPLETE]
        if not words:
            return []
        with self.storage.reading() as session:
            codes = sorted(session.languages, key=lambda code: code != language)
            found: dict[str, Completion] = {}
            for code in codes:
                for key, completion in searcher.titles(session, code, words, limit):
                    found.setdefault(key, completion)
            return list(found.values())[:limit]

    def write(self, changes: Sequence[IndexChange]) -> None:
        with self.storage.writing() as opened, writing(opened, DELIVERY_MEMORY) as writer:
            writer.held.update(held(opened, (str(change.key) for change in changes)))
            writer.write(changes)

    def entries(self, keys: Iterable[UUID] | None = None) -> Iterator[IndexEntry]:
        if keys is None:
            with self.storage.reading() as session:
                found = session.texts.search(Query.all_query(), max(1, session.texts.num_docs), False)
                rows = [read_held(session.texts.doc(address)) for _score, address in found.hits]
            yield from (IndexEntry(UUID(key), *version) for key, version in rows)
            return
        for batch in in_batches(keys, KEYS_A_QUERY):
            with self.storage.reading() as session:
                present = held(session.opened, map(str, batch))
            yield from (IndexEntry(UUID(key), *version) for key, version in present.items())

    def state(self) -> IndexState:
        location = str(self.storage.path)
        leftovers = tuple(build.name for build in self.storage.unused_builds())
        try:
            with self.storage.reading() as session:
                documents = session.texts.search(
                    Query.term_query(session.opened.texts.schema, "kind", ITEM, index_option="basic"), 1
                ).count  # type: ignore[attr-defined]
                return IndexState(location, documents, session.opened.built_at, leftovers=leftovers)
        except EngineUnavailable as error:
            is_away = isinstance(error, EngineAway)
            return IndexState(location, problem=str(error), is_away=is_away, leftovers=leftovers)

    def clear_away(self) -> None:
        self.storage.remove_unused_builds()

    def rebuild(self, languages: Sequence[str]) -> "EmbeddedRebuild":
        return EmbeddedRebuild(self.storage, tuple(languages))

    def close(self) -> None:
        self.storage.close()


class EmbeddedRebuild(Rebuild):
    """The caller sees to it that no other rebuild of the same index runs."""

    def __init__(self, storage: Storage, languages: tuple[str, ...]) -> None:
        self.storage = storage
        self.languages = languages
        self.build = storage.new_build()
        storage.remove_unused_builds()
        self.writer = IndexWriter(create(self.build, languages), FILLING_MEMORY)

    def write(self, changes: Sequence[IndexChange]) -> None:
        self.writer.write(changes)

    def swap(self, missed: Callable[[], Iterable[Sequence[IndexChange]]]) -> None:
        with self.storage.keeping_writers_out():
            for changes in missed():
                self.writer.write(changes)
            self.writer.commit()
            write_about(self.build, self.languages, datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"))
            self.storage.take_into_use(self.build)
        self.storage.remove_unused_builds()

    def versions(self) -> Mapping[UUID, int]:
        return {UUID(key): version for key, (version, _fingerprint) in self.writer.held.items()}

    def abandon(self) -> None:
        self.writer.give_up()
        self.storage.remove_unused_builds()
