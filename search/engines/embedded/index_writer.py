"""Index writer: puts documents into a build of the embedded index and takes them out."""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress

import tantivy
from tantivy import Query

from portal.languages.analysis import words
from portal.languages.common.folding import fold
from search.index.document import Document, document_from_json
from search.index.facets import facet_values
from search.index.interface import IndexChange
from search.index.irregular_words import with_irregular_words

from ..facet_counts import packed
from ..fields import column_values, words_to_learn
from ..ranking import SCAN
from .layout import ITEM, WITHDRAWN, Layout, counted_field, value_field
from .storage import Opened
from .vocabulary import known_key, scans_kind, word_document

# Bytes of memory, and the least that Tantivy takes: a delivery is small.
DELIVERY_MEMORY = 15_000_000
FILLING_MEMORY = 96_000_000
# Between items of one day, by their numbers.
NUMBERS_A_DAY = 1 << 32


class IndexWriter:
    """Writes documents and the words in them; nobody sees any of it before `commit`.

    `held` has version and fingerprint of every key that is written and that the build holds already.
    """

    def __init__(self, opened: Opened, memory: int) -> None:
        self.opened = opened
        self.layout: Layout = opened.layout
        self._memory = memory
        self._texts = _writer(opened.texts, memory)
        self._words: tantivy.IndexWriter | None = None
        self._known_words: dict[str, set[str]] = {}
        self._searcher = opened.words.searcher()
        self.held: dict[str, tuple[int, str | None]] = {}

    def write(self, changes: Sequence[IndexChange]) -> None:
        newest: dict[str, IndexChange] = {}
        for change in changes:
            key = str(change.key)
            if key not in newest or newest[key].version <= change.version:
                newest[key] = change
        for key, change in newest.items():
            version, known = self.held.get(key, (change.version, None))
            if version > change.version:
                continue
            fingerprint = change.document.fingerprint() if change.document else None
            if key in self.held:
                if (version, known) == (change.version, fingerprint):
                    continue
                self._texts.delete_documents_by_term("key", key)
            self._texts.add_document(self._document(key, change, fingerprint))
            self.held[key] = change.version, fingerprint

    def commit(self) -> None:
        """Words first: one that no text has leads nowhere, and one that is missing would not be learnt again."""
        for writer in self._writers():
            writer.commit()
            # Finishes merges that have begun, and gives up the lock.
            writer.wait_merging_threads()

    def give_up(self) -> None:
        """Nothing that is not committed is kept."""
        for writer in self._writers():
            # One that has committed, or failed in it, has nothing to roll back.
            with suppress(ValueError, RuntimeError):
                writer.rollback()
                writer.wait_merging_threads()

    def _writers(self) -> Iterator[tantivy.IndexWriter]:
        if self._words is not None:
            yield self._words
        yield self._texts

    def _document(self, key: str, change: IndexChange, fingerprint: str | None) -> tantivy.Document:
        written = tantivy.Document()
        written.add_text("key", key)
        written.add_unsigned("version", change.version)
        document = change.document
        if document is None or fingerprint is None:
            written.add_text("kind", WITHDRAWN)
            return written
        written.add_text("kind", ITEM)
        written.add_text("fingerprint", fingerprint)
        written.add_bytes("document", pack(document))
        written.add_unsigned("number", document.number)
        written.add_integer("day", document.date.toordinal())
        written.add_integer("recency", document.date.toordinal() * NUMBERS_A_DAY + document.number)
        if len(document.languages) == 1:
            written.add_text("only", next(iter(document.languages)))
        for facet, key_of_value, counted in dict.fromkeys(_values(document)):
            written.add_text(value_field(facet), key_of_value)
            written.add_text(counted_field(facet), counted)
        for language in self.layout.languages:
            if language in document.languages:
                self._add_text(written, document, language)
        return written

    def _add_text(self, written: tantivy.Document, document: Document, language: str) -> None:
        text = document.languages[language]
        columns = column_values(document, language)
        for column, keys in columns.items():
            if keys:
                written.add_text(self.layout.column(language, column), keys)
        written.add_text(self.layout.title(language), " ".join(map(fold, words(text.title))))
        self._learn(language, words_to_learn(text))
        if columns[SCAN]:
            self._learn(scans_kind(language), columns[SCAN].split())

    def _learn(self, kind: str, learnt: Iterable[str]) -> None:
        """Words from which other spellings are taken; they stay when their text goes, and lead nowhere then."""
        known = self._known_words.setdefault(kind, set())
        for word in set(learnt) - known:
            known.add(word)
            if self._searcher.num_docs and self._searcher.doc_freq("known", known_key(word, kind)):
                continue
            if self._words is None:
                self._words = _writer(self.opened.words, self._memory)
            self._words.add_document(word_document(word, kind))


def _writer(index: tantivy.Index, memory: int) -> tantivy.IndexWriter:
    writer = index.writer(memory, 1)
    # What a writer left that was killed: a file of the name that this one's first would have.
    writer.garbage_collect_files()
    return writer


def _values(document: Document) -> Iterator[tuple[str, str, str]]:
    """Each facet with a value of it: its key, and how it is counted."""
    for facet, value in facet_values(document):
        yield facet.key, value.key, packed(value)


@contextmanager
def writing(opened: Opened, memory: int) -> Iterator[IndexWriter]:
    """Commits at the end, or nothing of it."""
    writer = IndexWriter(opened, memory)
    try:
        yield writer
        writer.commit()
    except BaseException:
        writer.give_up()
        raise


def held(opened: Opened, keys: Iterable[str]) -> dict[str, tuple[int, str | None]]:
    """Version and fingerprint of what an index holds for some keys."""
    wanted = list(keys)
    searcher = opened.texts.searcher()
    found = searcher.search(Query.term_set_query(opened.texts.schema, "key", wanted), max(1, len(wanted)), False)
    return dict(read_held(searcher.doc(address)) for _score, address in found.hits)


def read_held(document: tantivy.Document) -> tuple[str, tuple[int, str | None]]:
    key, version = document.get_first("key"), document.get_first("version")
    return str(key), (int(version or 0), document.get_first("fingerprint"))


def pack(document: Document) -> bytes:
    return zlib.compress(with_irregular_words(document).to_json().encode(), 6)


def unpack(packed: bytes) -> Document:
    """Raises ValueError, as Tantivy does, where an index does not hold what was put into it."""
    try:
        return document_from_json(zlib.decompress(packed).decode())
    except (zlib.error, ValueError, KeyError, TypeError) as error:
        raise ValueError(f"Data corrupted: {error}") from error
