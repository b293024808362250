"""Puts documents into a build of the embedded index and takes them out."""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ...analysis import fold, words
from ...document import Document, FacetValue, LanguageDocument, document_from_json
from .. import Change
from ..fields import COLUMNS, column_values, facet_values, words_to_learn
from .expressions import language_key
from .storage import TITLES_AN_ITEM, text_table
from .vocabulary import learn, scans_kind

_PLACES = ", ".join("?" * (len(COLUMNS) + 1))
_INSERT = f"INSERT INTO {{table}} (rowid, {', '.join(COLUMNS)}) VALUES ({_PLACES})"
_DELETE = f"INSERT INTO {{table}} ({{table}}, rowid, {', '.join(COLUMNS)}) VALUES ('delete', {_PLACES})"


class Writer:
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
        # Put in together after each batch: most of the statements would be theirs.
        self._new_words: list[tuple[str, str]] = []

    def write(self, changes: Sequence[Change]) -> None:
        for change in changes:
            self._write(change)
        if self._new_words:
            learn(self.connection, self._new_words)
            self._new_words = []

    def _write(self, change: Change) -> None:
        key = str(change.key)
        fingerprint = change.document.fingerprint() if change.document else None
        row = self.connection.execute("SELECT version, fingerprint FROM versions WHERE key = ?", (key,)).fetchone()
        if row is not None and row[0] > change.version:
            return
        self.connection.execute("INSERT OR REPLACE INTO versions VALUES (?, ?, ?)", (key, change.version, fingerprint))
        if row is not None and row[1] == fingerprint:
            return
        item = self._remove(key) if row is not None and row[1] is not None else None
        if change.document:
            self._insert(change.document, item)

    def _remove(self, key: str) -> int:
        """Takes a document out; returns its row, which its successor takes."""
        item: int = self.connection.execute("SELECT item FROM items WHERE key = ?", (key,)).fetchone()[0]
        packed = self.connection.execute("SELECT json FROM documents WHERE item = ?", (item,)).fetchone()[0]
        # A table without contents is told what to forget: the keys of the text as it was, made by the same analysis.
        self._change_texts(_DELETE, item, unpack(packed))
        self.connection.execute("DELETE FROM item_facets WHERE item = ?", (item,))
        self.connection.execute("DELETE FROM documents WHERE item = ?", (item,))
        self.connection.execute("DELETE FROM items WHERE item = ?", (item,))
        rows = [(item * TITLES_AN_ITEM + number,) for number, _ in enumerate(self.languages)]
        self.connection.executemany("DELETE FROM completions WHERE rowid = ?", rows)
        return item

    def _insert(self, document: Document, free_item: int | None) -> None:
        cursor = self.connection.execute(
            "INSERT INTO items VALUES (?, ?, ?, ?, ?)",
            (free_item, str(document.key), document.date.toordinal(), document.number, len(document.languages)),
        )
        item = cursor.lastrowid or 0
        self.connection.execute("INSERT INTO documents VALUES (?, ?)", (item, pack(document)))
        self._change_texts(_INSERT, item, document)
        facets = dict.fromkeys((item, self._facet(kind, value)) for kind, value in facet_values(document))
        self.connection.executemany("INSERT INTO item_facets VALUES (?, ?)", facets)
        for number, text in self._texts(document):
            language = self.languages[number]
            folded = " ".join([language_key(language), *(map(fold, words(text.title)))])
            self.connection.execute(
                "INSERT INTO completions (rowid, folded, title, url) VALUES (?, ?, ?, ?)",
                (item * TITLES_AN_ITEM + number, folded, text.title, text.url),
            )
            self._learn(language, words_to_learn(text))

    def _texts(self, document: Document) -> Iterator[tuple[int, LanguageDocument]]:
        for number, language in enumerate(self.languages):
            if language in document.languages:
                yield number, document.languages[language]

    def _change_texts(self, statement: str, item: int, document: Document) -> None:
        for number, _ in self._texts(document):
            values = list(column_values(document, self.languages[number]))
            self.connection.execute(statement.format(table=text_table(number)), (item, *values))
            if statement is _INSERT and values[-1]:
                self._learn(scans_kind(self.languages[number]), values[-1].split())

    def _facet(self, kind: str, value: FacetValue) -> int:
        known = self._facets.get((kind, value.key))
        if known is None or known[1] != value.labels:
            known = self._facets[kind, value.key] = self._write_facet(kind, value), value.labels
        return known[0]

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


def pack(document: Document) -> bytes:
    return zlib.compress(document.to_json().encode(), 1)


def unpack(packed: bytes) -> Document:
    return document_from_json(zlib.decompress(packed).decode())
