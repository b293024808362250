"""Index writer: puts documents into a build of the embedded index and takes them out."""

import json
import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from portal.languages.analysis import words
from portal.languages.common.folding import fold
from search.index.document import Document, FacetValue, LanguageDocument, document_from_json
from search.index.facets import facet_values
from search.index.interface import IndexChange

from ..fields import COLUMNS, column_values, words_to_learn
from ..ranking import SCAN
from .expressions import language_key
from .storage import TITLES_AN_ITEM, text_table
from .vocabulary import learn, scans_kind

_PLACES = ", ".join("?" * (len(COLUMNS) + 1))
_INSERT = f"INSERT INTO {{table}} (rowid, {', '.join(COLUMNS)}) VALUES ({_PLACES})"
_INSERT_VERSION = "INSERT OR REPLACE INTO versions VALUES (?, ?, ?)"
_INSERT_ITEM = "INSERT INTO items VALUES (?, ?, ?, ?, ?)"
_INSERT_DOCUMENT = "INSERT INTO documents VALUES (?, ?)"
_INSERT_FACET = "INSERT INTO item_facets VALUES (?, ?)"
_INSERT_TITLE = "INSERT INTO completions (rowid, folded, title, url) VALUES (?, ?, ?, ?)"
_DELETE = f"INSERT INTO {{table}} ({{table}}, rowid, {', '.join(COLUMNS)}) VALUES ('delete', {_PLACES})"


class IndexWriter:
    """Writes within a transaction that its caller holds.

    No statement returns rows that it writes: for such a one SQLite sets a savepoint, at each of which every full-text
    table writes to the disk what it has gathered in memory.
    """

    def __init__(self, connection: sqlite3.Connection, languages: Sequence[str]) -> None:
        self.connection = connection
        self.languages = languages
        # What this writer has put into `words` and `facets`: most of a batch repeats it.
        self._words: dict[str, set[str]] = {}
        self._facets: dict[tuple[str, str], tuple[int, Mapping[str, str]]] = {}
        # Put in together, a table at a time: most of the cost would be that of the statements.
        self._rows: defaultdict[str, list[Sequence[Any]]] = defaultdict(list)
        self._new_words: list[tuple[str, str]] = []

    def write(self, changes: Sequence[IndexChange]) -> None:
        newest: dict[str, IndexChange] = {}
        for change in changes:
            key = str(change.key)
            if key not in newest or newest[key].version <= change.version:
                newest[key] = change
        self._gather(newest)
        for statement, rows in self._rows.items():
            self.connection.executemany(statement, rows)
        self._rows.clear()
        if self._new_words:
            learn(self.connection, self._new_words)
            self._new_words = []

    def _gather(self, changes: Mapping[str, IndexChange]) -> None:
        """Takes out what is to be replaced or removed; what is to be put in waits in `_rows`."""
        present: dict[str, tuple[int, str | None]] = {
            key: (version, fingerprint) for key, version, fingerprint in self._versions(list(changes))
        }
        last_item: int = self.connection.execute("SELECT ifnull(max(item), 0) FROM items").fetchone()[0]
        for key, change in changes.items():
            fingerprint = change.document.fingerprint() if change.document else None
            version, known = present.get(key, (change.version, None))
            if version > change.version:
                continue
            self._rows[_INSERT_VERSION].append((key, change.version, fingerprint))
            if key in present and known == fingerprint:
                continue
            item = self._remove(key) if known is not None else None
            if change.document:
                if item is None:
                    item = last_item = last_item + 1
                self._insert(change.document, item)

    def _versions(self, keys: Sequence[str]) -> sqlite3.Cursor:
        select = "SELECT key, version, fingerprint FROM versions WHERE key IN (SELECT value FROM json_each(?))"
        return self.connection.execute(select, (json.dumps(keys),))

    def _remove(self, key: str) -> int:
        """Takes a document out; returns its row, which its successor takes."""
        item: int = self.connection.execute("SELECT item FROM items WHERE key = ?", (key,)).fetchone()[0]
        packed = self.connection.execute("SELECT json FROM documents WHERE item = ?", (item,)).fetchone()[0]
        # A table without contents is told what to forget: the keys of the text as it was, made by the same analysis.
        for number, values in self._columns(unpack(packed)):
            self.connection.execute(_DELETE.format(table=text_table(number)), _row(item, values))
        self.connection.execute("DELETE FROM item_facets WHERE item = ?", (item,))
        self.connection.execute("DELETE FROM documents WHERE item = ?", (item,))
        self.connection.execute("DELETE FROM items WHERE item = ?", (item,))
        rows = [(item * TITLES_AN_ITEM + number,) for number, _ in enumerate(self.languages)]
        self.connection.executemany("DELETE FROM completions WHERE rowid = ?", rows)
        return item

    def _insert(self, document: Document, item: int) -> None:
        row = (item, str(document.key), document.date.toordinal(), document.number, len(document.languages))
        self._rows[_INSERT_ITEM].append(row)
        self._rows[_INSERT_DOCUMENT].append((item, pack(document)))
        for number, values in self._columns(document):
            self._rows[_INSERT.format(table=text_table(number))].append(_row(item, values))
            if values[SCAN]:
                self._learn(scans_kind(self.languages[number]), values[SCAN].split())
        facets = dict.fromkeys((item, self._facet(facet.key, value)) for facet, value in facet_values(document))
        self._rows[_INSERT_FACET] += facets
        for number, text in self._texts(document):
            language = self.languages[number]
            folded = " ".join([language_key(language), *(map(fold, words(text.title)))])
            self._rows[_INSERT_TITLE].append((item * TITLES_AN_ITEM + number, folded, text.title, text.url))
            self._learn(language, words_to_learn(text))

    def _texts(self, document: Document) -> Iterator[tuple[int, LanguageDocument]]:
        for number, language in enumerate(self.languages):
            if language in document.languages:
                yield number, document.languages[language]

    def _columns(self, document: Document) -> Iterator[tuple[int, Mapping[str, str]]]:
        for number, _ in self._texts(document):
            yield number, column_values(document, self.languages[number])

    def _facet(self, kind: str, value: FacetValue) -> int:
        facet, labels = self._facets.get((kind, value.key), (0, None))
        if labels != value.labels:
            facet = self._write_facet(kind, value)
            self._facets[kind, value.key] = facet, value.labels
        return facet

    def _write_facet(self, kind: str, value: FacetValue) -> int:
        labels = json.dumps(dict(value.labels), ensure_ascii=False, sort_keys=True)
        select = "SELECT facet, labels FROM facets WHERE kind = ? AND key = ?"
        row = self.connection.execute(select, (kind, value.key)).fetchone()
        if row is None:
            insert = "INSERT INTO facets (kind, key, labels) VALUES (?, ?, ?)"
            return self.connection.execute(insert, (kind, value.key, labels)).lastrowid or 0
        if row[1] != labels:
            self.connection.execute("UPDATE facets SET labels = ? WHERE facet = ?", (labels, row[0]))
        return int(row[0])

    def _learn(self, kind: str, learnt: Iterable[str]) -> None:
        """Notes the words from which other spellings are taken, for the end of the batch."""
        known = self._words.setdefault(kind, set())
        new = set(learnt) - known
        known |= new
        self._new_words += [(kind, word) for word in new]


def _row(item: int, values: Mapping[str, str]) -> tuple[Any, ...]:
    return (item, *(values[column] for column in COLUMNS))


def pack(document: Document) -> bytes:
    return zlib.compress(document.to_json().encode(), 1)


def unpack(packed: bytes) -> Document:
    return document_from_json(zlib.decompress(packed).decode())
