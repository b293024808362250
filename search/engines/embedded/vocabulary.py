"""The words of an index, found by what they look like."""

import sqlite3
from collections.abc import Iterable, Sequence
from functools import cache

from ...analysis import fold, trigrams
from ...spelling import edits_of_scan, first_letters, near_scans, nearest
from .expressions import NearScans

# How many words that share the most trigrams with one are compared with it letter by letter.
CANDIDATES = 200


def learn(connection: sqlite3.Connection, words: Iterable[tuple[str, str]]) -> None:
    """Adds words, each with its kind; they stay when their text goes, and lead nowhere then."""
    last = connection.execute("SELECT coalesce(max(id), 0) FROM words").fetchone()[0]
    connection.executemany(
        "INSERT OR IGNORE INTO words (kind, folded, word) VALUES (?, ?, ?)",
        [(kind, fold(word), word) for kind, word in words],
    )
    new = connection.execute("SELECT id, kind, folded FROM words WHERE id > ?", (last,)).fetchall()
    connection.executemany(
        "INSERT INTO word_trigrams (rowid, trigrams) VALUES (?, ?)",
        [(number, " ".join([_kind_key(kind), *trigrams(folded)])) for number, kind, folded in new],
    )


def scans_kind(language: str) -> str:
    """The kind of the keys of damaged words."""
    return f"{language} scan"


@cache
def _kind_key(kind: str) -> str:
    return "in_" + "".join(filter(str.isalnum, kind))


def is_known(connection: sqlite3.Connection, languages: Sequence[str], word: str) -> bool:
    statement = f"SELECT 1 FROM words WHERE kind IN ({', '.join('?' * len(languages))}) AND folded = ? LIMIT 1"
    return bool(connection.execute(statement, (*languages, fold(word))).fetchone())


def words_near(connection: sqlite3.Connection, language: str, word: str) -> tuple[str, ...]:
    """Words of a language that differ from one by a typing error."""
    start = first_letters(word)
    found = connection.execute(
        "SELECT folded, word FROM words WHERE kind = ? AND folded >= ? AND folded < ?",
        (language, start, start + "\U0010ffff"),
    ).fetchall()
    return nearest(word, [*dict.fromkeys([*found, *_similar(connection, language, fold(word))])])


def _similar(connection: sqlite3.Connection, kind: str, folded: str) -> list[tuple[str, str]]:
    keys = " OR ".join(f'"{key}"' for key in trigrams(folded) if key.replace("_", "").isalnum())
    return connection.execute(
        "SELECT folded, word FROM words WHERE id IN (SELECT rowid FROM word_trigrams WHERE word_trigrams MATCH ?"
        " ORDER BY bm25(word_trigrams) LIMIT ?)",
        (f'"{_kind_key(kind)}" AND ({keys})', CANDIDATES),
    ).fetchall()


def scans_near(connection: sqlite3.Connection, language: str) -> NearScans:
    """Finds keys of damaged words that are near the key of a sound one."""
    kind = scans_kind(language)
    if not connection.execute("SELECT 1 FROM words WHERE kind = ? LIMIT 1", (kind,)).fetchone():
        return lambda key: ()

    @cache
    def near(key: str) -> Sequence[str]:
        if not edits_of_scan(key):
            return (key,)
        return near_scans(key, [folded for folded, _ in _similar(connection, kind, key)])

    return near
