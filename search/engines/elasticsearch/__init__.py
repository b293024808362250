"""The search engine on an Elasticsearch cluster, for large archives and several machines."""

import datetime
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from django.conf import settings
from elasticsearch import Elasticsearch

from portal.languages.analysis import tokens
from portal.languages.common.folding import fold
from search.index.interface import EngineAway, EngineUnavailable, IndexChange, IndexEntry, IndexState, Rebuild
from search.query.corrections import Frequencies
from search.query.matching import Matching, Spellings

from .. import Completion, Engine, Matches, SearchRequest, SearchResponse
from ..ranking import MAX_WORDS_TO_COMPLETE
from . import builds, layout, searcher
from .connection import DELIVERY_SECONDS, FILLING_SECONDS, SEARCH_SECONDS, Connection
from .index_writer import IndexWriter
from .layout import ITEM, Build

# Readers ask again after so long which build is in use; until then one with another set of languages is read as this.
SECONDS_TO_TRUST_A_BUILD = 5.0


class ElasticsearchEngine(Engine):
    name = "elasticsearch"
    is_shared = True

    def __init__(self, urls: Sequence[str] | None = None, prefix: str | None = None) -> None:
        self.connection = Connection(urls or settings.ELASTICSEARCH_URL)
        self.alias = f"{prefix or settings.ELASTICSEARCH_PREFIX}-search"
        self._build: tuple[Build, float] | None = None

    def search(self, request: SearchRequest) -> SearchResponse:
        """Several attempts, each of them slow, would add up."""
        with self.connection.answering_within(SEARCH_SECONDS):
            return super().search(request)

    def find(self, request: SearchRequest, matching: Matching) -> Matches:
        with self.connection.reading() as client:
            return searcher.find(client, self.alias, self._languages(client), request, matching)

    def spellings(self, words: Sequence[str]) -> Spellings:
        with self.connection.reading() as client:
            return searcher.spellings(client, self.alias, self._languages(client), words)

    def frequencies(self, words: Sequence[str]) -> Frequencies:
        with self.connection.reading() as client:
            return searcher.frequencies(client, self.alias, dict.fromkeys(self._languages(client), words))

    def complete(self, text: str, language: str, limit: int) -> list[Completion]:
        words = [fold(token.text) for token in tokens(text)][:MAX_WORDS_TO_COMPLETE]
        if not words:
            return []
        with self.connection.reading() as client:
            codes = sorted(self._languages(client), key=lambda code: code != language)
            return searcher.complete(client, self.alias, codes, words, limit)

    def write(self, changes: Sequence[IndexChange]) -> None:
        """Of changes that cannot be read none is written. Where the cluster fails, some may have been: write again."""
        with self.connection.reading() as client:
            # Asked each time: a build with other languages may have taken the place of the last one.
            build, _ = layout.current_build(client, self.alias)
        with self.connection.writing(DELIVERY_SECONDS) as client:
            IndexWriter(client, build).write(changes, refresh=True)

    def entries(self, keys: Iterable[UUID] | None = None) -> Iterator[IndexEntry]:
        with self.connection.reading() as client:
            if keys is None:
                yield from searcher.entries(client, self.alias)
            else:
                yield from searcher.entries_of(client, self.alias, keys)

    def state(self) -> IndexState:
        location = f"{self.connection}/{self.alias}"
        leftovers: tuple[str, ...] = ()
        try:
            with self.connection.reading() as client:
                leftovers = tuple(builds.not_in_use(client, self.alias))
                build, meta = layout.current_build(client, self.alias)
                leftovers += tuple(builds.closed_to_writing(client, [build.index]))
                documents = client.count(index=self.alias, query={"term": {"kind": ITEM}})["count"]
            return IndexState(location, documents, meta["built_at"], leftovers=leftovers)
        except EngineAway as error:
            return IndexState(location, problem=str(error), is_away=True)
        except EngineUnavailable as error:
            return IndexState(location, problem=str(error), leftovers=leftovers)

    def clear_away(self) -> None:
        """Builds go first: a rebuild that has lost its lock and goes on all the same can then put none into use."""
        with self.connection.writing() as client:
            builds.remove(client, builds.not_in_use(client, self.alias))
            builds.open_to_writing(client, builds.closed_to_writing(client, builds.in_use(client, self.alias)))

    def rebuild(self, languages: Sequence[str]) -> "ElasticsearchRebuild":
        return ElasticsearchRebuild(self, tuple(languages))

    def close(self) -> None:
        self.forget_build()
        self.connection.close()

    def forget_build(self) -> None:
        self._build = None

    def _languages(self, client: Elasticsearch) -> tuple[str, ...]:
        """Raises EngineUnavailable where there is no index, or another version of the program has made it."""
        known = self._build
        if known is None or time.monotonic() - known[1] > SECONDS_TO_TRUST_A_BUILD:
            known = self._build = layout.current_build(client, self.alias)[0], time.monotonic()
        return known[0].languages


class ElasticsearchRebuild(Rebuild):
    """The caller sees to it that no other rebuild of the same index runs."""

    def __init__(self, engine: ElasticsearchEngine, languages: tuple[str, ...]) -> None:
        self.engine = engine
        self.build = Build(layout.new_index(engine.alias), languages)
        self._versions: dict[UUID, int] = {}
        self._closed: list[str] = []
        with engine.connection.reading() as client:
            # A cluster that is away is noticed soon, where an author waits for a small index to be built.
            builds.in_use(client, engine.alias)
        engine.clear_away()
        with engine.connection.writing() as client:
            client.indices.create(
                index=self.build.index,
                settings=layout.settings(),
                mappings=layout.mappings(languages),
                aliases={self.build.writing_alias: {}},
            )
            self._writer = IndexWriter(client, self.build)

    def write(self, changes: Sequence[IndexChange]) -> None:
        with self.engine.connection.writing(FILLING_SECONDS) as client:
            self._writer.client = client
            self._writer.write(changes, refresh=False)
        for change in changes:
            self._versions[change.key] = max(change.version, self._versions.get(change.key, 0))

    def versions(self) -> Mapping[UUID, int]:
        return self._versions

    def swap(self, missed: Callable[[], Iterable[Sequence[IndexChange]]]) -> None:
        """Deliveries of every machine are kept out by a block on the index in use: they fail and are tried again."""
        with self.engine.connection.writing() as client:
            old = builds.in_use(client, self.engine.alias)
            for index in old:
                # When this returns, no write is under way any more.
                self._closed.append(index)
                client.indices.add_block(index=index, block="write")
            for changes in missed():
                self.write(changes)
            built_at = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
            client.indices.put_mapping(index=self.build.index, meta=layout.meta(self.build.languages, built_at))
            client.indices.put_settings(index=self.build.index, settings={"refresh_interval": None})
            client.indices.refresh(index=self.build.index)
            # Done twice where an answer is lost, so the second time has to be none the worse.
            replaced = [{"remove": {"index": index, "alias": self.engine.alias, "must_exist": False}} for index in old]
            taken = {"add": {"index": self.build.index, "alias": self.engine.alias}}
            client.indices.update_aliases(actions=[*replaced, taken])
            self.engine.forget_build()
            builds.remove(client, old)

    def abandon(self) -> None:
        """What was built stays where a swap was only thought to have failed: its answer was lost."""
        with self.engine.connection.writing() as client:
            if self.build.index in builds.not_in_use(client, self.engine.alias):
                builds.remove(client, [self.build.index])
            used = builds.in_use(client, self.engine.alias)
            builds.open_to_writing(client, [index for index in used if index in self._closed])
