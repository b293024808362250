"""Vocabulary: the words of an index, found by their trigrams."""

import sqlite3
from collections.abc import Iterable, Sequence
from functools import cache

from portal.languages.analysis import base_key, trigrams
from portal.languages.common.folding import fold
from search.query.spelling import edits_of_scan, near_scans, nearest

from .expressions import NearScans

# How many words that share the most trigrams with one are compared with it letter by letter.
CANDIDATES = 200
_SCANS = " scans"


def learn(connection: sqlite3.Connection, words: Iterable[tuple[str, str]]) -> None:
    """Adds words, each with its kind; they stay when their text goes, and lead nowhere then."""
    last = connection.execute("SELECT coalesce(max(id), 0) FROM words").fetchone()[0]
    connection.executemany(
        "INSERT OR IGNORE INTO words (kind, folded, word) VALUES (?, ?, ?)",
        [(kind, fold(word), word) for kind, word in words],
    )
    new = connection.execute("SELECT id, kind, word FROM words WHERE id > ?", (last,)).fetchall()
    connection.executemany(
        "INSERT INTO word_trigrams (rowid, trigrams) VALUES (?, ?)",
        [(number, " ".join([_kind_key(kind), *_trigrams(word, kind)])) for number, kind, word in new],
    )


def _trigrams(word: str, kind: str) -> list[str]:
    """Of a word and of what is left of it without its ending; of the key of a damaged word, which has none."""
    if kind.endswith(_SCANS):
        return trigrams(word)
    return [*dict.fromkeys([*trigrams(fold(word)), *trigrams(base_key(word, kind))])]


def scans_kind(language: str) -> str:
    """The kind of the keys of damaged words."""
    return f"{language}{_SCANS}"


@cache
def _kind_key(kind: str) -> str:
    return "in_" + "".join(filter(str.isalnum, kind))


def is_known(connection: sqlite3.Connection, languages: Sequence[str], word: str) -> bool:
    statement = f"SELECT 1 FROM words WHERE kind IN ({', '.join('?' * len(languages))}) AND folded = ? LIMIT 1"
    return bool(connection.execute(statement, (*languages, fold(word))).fetchone())


def words_near(connection: sqlite3.Connection, language: str, word: str) -> tuple[str, ...]:
    """Words of a language that differ from one by a typing error."""
    return nearest(word, language, _similar(connection, language, _trigrams(word, language)))


def _similar(connection: sqlite3.Connection, kind: str, keys: Iterable[str]) -> list[str]:
    """Words that share the most trigrams with one."""
    either = " OR ".join(f'"{key}"' for key in keys if key.replace("_", "").isalnum())
    rows = connection.execute(
        "SELECT word FROM words WHERE id IN (SELECT rowid FROM word_trigrams WHERE word_trigrams MATCH ?"
        " ORDER BY bm25(word_trigrams) LIMIT ?) ORDER BY word",
        (f'"{_kind_key(kind)}" AND ({either})', CANDIDATES),
    )
    return [word for (word,) in rows]


def scans_near(connection: sqlite3.Connection, language: str) -> NearScans:
    """Finds keys of damaged words that are near the key of a sound one."""
    kind = scans_kind(language)
    if not connection.execute("SELECT 1 FROM words WHERE kind = ? LIMIT 1", (kind,)).fetchone():
        return lambda key: ()

    @cache
    def near(key: str) -> Sequence[str]:
        return near_scans(key, language, _similar(connection, kind, trigrams(key)) if edits_of_scan(key) else ())

    return near
