"""The index of the translation memory: pairs of texts by their words, in an SQLite file beside the search index.

It holds nothing that the database does not: a missing, damaged or outdated file is made anew. A portal of several
machines has one on each.
"""

import hashlib
import logging
import math
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings

from portal.languages import analysis
from portal.languages.common.html_text import plain_text
from portal.storage.files import move_aside

from .similarity import comparable

logger = logging.getLogger(__name__)

LAYOUT = "1"
BUSY_SECONDS = 5
# Words are looked up from the rarest on, so many of them, and so many texts in all; of a frequent word the newest.
MOST_KEYS = 6
MOST_POSTINGS = 6000
# A text of more words is found by its first ones.
MOST_WORDS = 120

_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE pairs (
    id INTEGER PRIMARY KEY, origin INTEGER NOT NULL, row INTEGER NOT NULL,
    language TEXT NOT NULL, text TEXT NOT NULL, other_language TEXT NOT NULL, other_text TEXT NOT NULL,
    UNIQUE (origin, row)
);
CREATE TABLE frequencies (key INTEGER PRIMARY KEY, count INTEGER NOT NULL);
CREATE TABLE postings (key INTEGER NOT NULL, side INTEGER NOT NULL, PRIMARY KEY (key, side)) WITHOUT ROWID;
"""


class Origin(IntEnum):
    SITE = 0
    IMPORT = 1


@dataclass(frozen=True, slots=True)
class MemoryPair:
    """Two plain texts; `row` is the key of the row of the database, of one of the two origins, that has them."""

    origin: Origin
    row: int
    language: str
    text: str
    other_language: str
    other_text: str


def index_path() -> Path:
    return Path(settings.SEARCH_INDEX_PATH).with_name("translation-memory.sqlite3")


@contextmanager
def opened(*, writing: bool = False) -> Iterator[sqlite3.Connection]:
    """A connection within a transaction that sees one moment; makes the file where there is none that fits."""
    path = index_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    move_aside(path)
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        _prepare(connection, path)
        connection.execute("BEGIN IMMEDIATE" if writing else "BEGIN")
        try:
            yield connection
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
    except sqlite3.DatabaseError as error:
        if type(error) is sqlite3.DatabaseError:
            logger.error("%s is damaged: %s", path, error)
            for suffix in ("", "-wal", "-shm"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
        raise
    finally:
        connection.close()


@cache
def _version() -> str:
    """What an index was made by."""
    return f"{LAYOUT} {analysis.fingerprint()}"


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    connection.executescript("PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000;")
    version = _version()
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
        found = connection.execute("SELECT value FROM meta WHERE name = 'version'").fetchone()
        if found == (version,):
            return
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    # Another process may have been quicker.
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
        found = connection.execute("SELECT value FROM meta WHERE name = 'version'").fetchone()
        if found == (version,):
            connection.execute("ROLLBACK")
            return
    for table in ("meta", "pairs", "frequencies", "postings"):
        connection.execute(f"DROP TABLE IF EXISTS {table}")
    for statement in filter(str.strip, _SCHEMA.split(";")):
        connection.execute(statement)
    connection.execute("INSERT INTO meta VALUES ('version', ?)", (version,))
    connection.execute("COMMIT")


def read_mark(connection: sqlite3.Connection, name: str) -> str:
    """What `write_mark` has kept; empty before the first time."""
    found = connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return str(found[0]) if found else ""


def write_mark(connection: sqlite3.Connection, name: str, value: str) -> None:
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))


def add(connection: sqlite3.Connection, pairs: Iterable[MemoryPair]) -> int:
    """Adds pairs, or replaces those of the same rows; returns how many there were."""
    count = 0
    for pair in pairs:
        remove(connection, pair.origin, [pair.row])
        cursor = connection.execute(
            "INSERT INTO pairs (origin, row, language, text, other_language, other_text) VALUES (?, ?, ?, ?, ?, ?)",
            (pair.origin, pair.row, pair.language, pair.text, pair.other_language, pair.other_text),
        )
        number = cursor.lastrowid or 0
        for side, language, text in _sides(number, pair.language, pair.text, pair.other_language, pair.other_text):
            keys = _keys(text, language)
            connection.executemany("INSERT INTO postings VALUES (?, ?)", [(key, side) for key in keys])
            connection.executemany(
                "INSERT INTO frequencies VALUES (?, 1) ON CONFLICT (key) DO UPDATE SET count = count + 1",
                [(key,) for key in keys],
            )
        count += 1
    return count


def remove(connection: sqlite3.Connection, origin: Origin, rows: Iterable[int]) -> None:
    for row in rows:
        found = connection.execute(
            "SELECT id, language, text, other_language, other_text FROM pairs WHERE origin = ? AND row = ?",
            (origin, row),
        ).fetchone()
        if found is None:
            continue
        for side, language, text in _sides(*found):
            keys = _keys(text, language)
            connection.executemany("DELETE FROM postings WHERE key = ? AND side = ?", [(key, side) for key in keys])
            connection.executemany("UPDATE frequencies SET count = count - 1 WHERE key = ?", [(key,) for key in keys])
        connection.execute("DELETE FROM pairs WHERE id = ?", (found[0],))


def rows(connection: sqlite3.Connection, origin: Origin) -> set[int]:
    """Keys of the rows of an origin that are indexed."""
    return {row for (row,) in connection.execute("SELECT row FROM pairs WHERE origin = ?", (origin,))}


def candidates(
    connection: sqlite3.Connection, html: str, language: str, other_language: str, limit: int
) -> list[MemoryPair]:
    """Pairs that may have a text like this one in `language`, the likeliest first, with that side as `text`."""
    wanted = _rarest(connection, _keys(plain_text(html), language))
    if not wanted:
        return []
    each = " UNION ALL ".join(
        "SELECT * FROM (SELECT side, ? AS weight FROM postings WHERE key = ? ORDER BY side DESC LIMIT ?)"
        for _ in wanted
    )
    values = [value for key, weight, most in wanted for value in (weight, key, most)]
    rows = connection.execute(
        f"SELECT side FROM ({each}) GROUP BY side ORDER BY SUM(weight) DESC, side DESC LIMIT ?",  # noqa: S608
        (*values, limit),
    )
    sides = [side for (side,) in rows]
    found = (_pair(connection, side) for side in dict.fromkeys(sides))
    return [pair for pair in found if (pair.language, pair.other_language) == (language, other_language)]


def _pair(connection: sqlite3.Connection, side: int) -> MemoryPair:
    origin, row, language, text, other_language, other_text = connection.execute(
        "SELECT origin, row, language, text, other_language, other_text FROM pairs WHERE id = ?", (side // 2,)
    ).fetchone()
    if side % 2:
        language, text, other_language, other_text = other_language, other_text, language, text
    return MemoryPair(Origin(origin), row, language, text, other_language, other_text)


def _sides(
    number: int, language: str, text: str, other_language: str, other_text: str
) -> Iterator[tuple[int, str, str]]:
    """Each text of a pair is a row of its own, so that it is found from either language."""
    yield 2 * number, language, text
    yield 2 * number + 1, other_language, other_text


def _rarest(connection: sqlite3.Connection, keys: Sequence[int]) -> list[tuple[int, float, int]]:
    """The rarest keys with the weight of each and how many of its texts may be looked at."""
    marks = ", ".join("?" * len(keys))
    query = f"SELECT key, count FROM frequencies WHERE key IN ({marks}) AND count > 0 ORDER BY count LIMIT ?"  # noqa: S608
    left, found = MOST_POSTINGS, []
    known = connection.execute(query, (*keys, MOST_KEYS)).fetchall()
    for number, (key, count) in enumerate(known):
        most = min(count, left // (len(known) - number))
        left -= most
        found.append((key, 1 / math.log(2 + count), most))
    return found


def _keys(text: str, language: str) -> list[int]:
    """Of the stems of the words, and of all words in their order: a text of the same words is found whatever they are.

    Numbers have none.
    """
    own = list(analysis.words(text))
    stems = (analysis.word_keys(word, language).stem[0] for word in own[:MOST_WORDS] if not any(map(str.isdigit, word)))
    whole = " ".join(comparable(text).words)
    return [_hash(f"{language} {part}") for part in dict.fromkeys((*stems, whole))]


@lru_cache(maxsize=50_000)
def _hash(content: str) -> int:
    return int.from_bytes(hashlib.blake2b(content.encode(), digest_size=8).digest(), signed=True)
