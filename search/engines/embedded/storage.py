"""The index file of the embedded engine: its place, its schema, and a connection a thread.

Each build is a file of its own; SEARCH_INDEX_PATH is a symbolic link to the current one. Renaming a new link over the
old one swaps builds in one step, and SQLite keeps the write-ahead log beside the file, never beside the link, so the
log of one build cannot be taken for that of another.
"""

import fcntl
import logging
import os
import re
import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from portal.languages import analysis
from portal.storage.files import move_aside
from search.index.facets import facet_keys
from search.index.interface import EngineAway, EngineUnavailable

from ..fields import COLUMNS

logger = logging.getLogger(__name__)

SCHEMA_VERSION = 3
BUSY_SECONDS = 10
REBUILD_HINT = "Run `manage.py search rebuild`."
# Another process holds the file, or the machine lacks room, memory or rights: no reason to build an index anew.
_PASSING = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
    }
)

# Row of a title in `completions`: item * TITLES_AN_ITEM + number of the language.
TITLES_AN_ITEM = 64

_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE items (
    item INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, day INTEGER NOT NULL, number INTEGER NOT NULL,
    languages INTEGER NOT NULL
);
CREATE INDEX items_in_one_language ON items (item) WHERE languages = 1;
CREATE TABLE documents (item INTEGER PRIMARY KEY, json BLOB NOT NULL);
CREATE TABLE versions (key TEXT PRIMARY KEY, version INTEGER NOT NULL, fingerprint TEXT) WITHOUT ROWID;
CREATE TABLE facets (
    facet INTEGER PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL, labels TEXT NOT NULL, UNIQUE (kind, key)
);
CREATE TABLE item_facets (item INTEGER NOT NULL, facet INTEGER NOT NULL, PRIMARY KEY (item, facet)) WITHOUT ROWID;
CREATE INDEX item_facets_by_facet ON item_facets (facet, item);
CREATE TABLE words (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, folded TEXT NOT NULL, word TEXT NOT NULL, UNIQUE (kind, folded, word)
);
CREATE VIRTUAL TABLE word_trigrams USING fts5 (trigrams, content = '', tokenize = "ascii tokenchars '_'");
CREATE VIRTUAL TABLE completions USING fts5 (
    folded, title UNINDEXED, url UNINDEXED, tokenize = "ascii tokenchars '_'", prefix = '1 2 3'
);
"""


def text_table(number: int) -> str:
    """The full-text table of a language; rows are items, columns its fields' sub-fields, without the text itself."""
    return f"text_{number}"


@dataclass
class _Opened:
    connection: sqlite3.Connection
    file: str
    inode: int
    process: int
    languages: tuple[str, ...]


@dataclass(frozen=True)
class Session:
    """A connection within a transaction, and the languages that the index has, in the order of their tables."""

    connection: sqlite3.Connection
    languages: tuple[str, ...]


class Storage:
    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One consistent moment of the index. Raises EngineUnavailable."""
        with self._transaction("BEGIN") as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """The only writer; commits at the end, or nothing of it. Raises EngineUnavailable."""
        with self._swap_lock(fcntl.LOCK_SH), self._transaction("BEGIN IMMEDIATE") as session:
            yield session

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[Session]:
        try:
            opened = self._open()
            connection = opened.connection
            connection.execute(begin)
            try:
                yield Session(connection, opened.languages)
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")
        except sqlite3.OperationalError as error:
            self.close()
            kind = EngineAway if _passes(error) else EngineUnavailable
            raise kind(f"The search index cannot be used: {error}.") from error
        except sqlite3.DatabaseError as error:
            if type(error) is not sqlite3.DatabaseError:
                raise
            self._discard_damaged(error)
            raise EngineUnavailable(f"The search index is damaged ({error}). {REBUILD_HINT}") from error

    def _open(self) -> _Opened:
        """This thread's connection to the current build, opened anew after a swap and after a fork."""
        opened: _Opened | None = getattr(self._local, "opened", None)
        try:
            file, inode = self._current_build()
        except OSError as error:
            self.close()
            raise EngineUnavailable(f"There is no search index yet. {REBUILD_HINT}") from error
        if opened and (opened.file, opened.inode, opened.process) == (file, inode, os.getpid()):
            return opened
        self.close()
        connection = connect(Path(file))
        try:
            languages = _check(connection)
        except BaseException:
            connection.close()
            raise
        self._local.opened = _Opened(connection, file, inode, os.getpid(), languages)
        return self._local.opened

    def _current_build(self) -> tuple[str, int]:
        """Path and inode of the file that the link names. Raises FileNotFoundError."""
        file = os.path.realpath(self.path)
        try:
            return file, os.stat(file).st_ino
        except FileNotFoundError:
            # A swap may have removed it since the link was read; where it has not, this raises again.
            file = os.path.realpath(self.path)
            return file, os.stat(file).st_ino

    def close(self) -> None:
        """Closes this thread's connection, if it has one; the next use opens another."""
        opened: _Opened | None = getattr(self._local, "opened", None)
        if opened:
            self._local.opened = None
            opened.connection.close()

    def _discard_damaged(self, error: Exception) -> None:
        """Unlinks a damaged build, so that whoever looks next finds none and builds one."""
        logger.error("%s is damaged: %s", self.path, error)
        self.close()
        self.path.unlink(missing_ok=True)

    @contextmanager
    def _swap_lock(self, kind: int) -> Iterator[None]:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with open(f"{self.path}.lock", "a") as file:
            fcntl.flock(file, kind)
            yield

    def new_build(self) -> Path:
        """A free name for another build."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        return self.path.with_name(f"{self.path.name}.build-{secrets.token_hex(4)}")

    @contextmanager
    def keeping_writers_out(self) -> Iterator[None]:
        with self._swap_lock(fcntl.LOCK_EX):
            yield

    def take_into_use(self, build: Path) -> None:
        """Swaps builds; whoever reads the old one may finish."""
        link = self.path.with_name(f"{build.name}.link")
        link.symlink_to(build.name)
        move_aside(self.path)
        os.replace(link, self.path)

    def unused_files(self) -> list[Path]:
        """Builds that are not in use, and what belongs to them: those of a rebuild that was killed included."""
        used = os.path.realpath(self.path)
        return [
            file
            for file in self.path.parent.glob(f"{self.path.name}.build-*")
            if os.path.realpath(re.sub("-(wal|shm|journal)$", "", str(file))) != used
        ]

    def remove_unused_files(self) -> None:
        for file in self.unused_files():
            file.unlink(missing_ok=True)


def connect(file: Path) -> sqlite3.Connection:
    """A connection to an existing build."""
    address = f"{file.absolute().as_uri()}?mode=rw"
    connection = sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    connection.executescript(
        "PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY;"
        "PRAGMA cache_size = -32000; PRAGMA mmap_size = 268435456;"
    )
    return connection


def create(file: Path, languages: tuple[str, ...]) -> sqlite3.Connection:
    """A new build, set for fast filling; `finish` makes it safe."""
    file.touch(exist_ok=False)
    connection = connect(file)
    connection.executescript(
        f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -64000; {_SCHEMA}"
    )
    for number, _ in enumerate(languages):
        connection.execute(
            f"CREATE VIRTUAL TABLE {text_table(number)} USING fts5"
            f" ({', '.join(COLUMNS)}, content = '', tokenize = \"ascii tokenchars '_'\")"
        )
    connection.executemany(
        "INSERT INTO meta VALUES (?, ?)",
        [
            ("schema", str(SCHEMA_VERSION)),
            ("analysis", analysis.fingerprint()),
            ("facets", " ".join(facet_keys())),
            ("languages", " ".join(languages)),
        ],
    )
    return connection


def finish(connection: sqlite3.Connection, built_at: str) -> None:
    """Writes everything to the disk and closes; from now on the build may be read and written by many."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('built_at', ?)", (built_at,))
    connection.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_checkpoint(TRUNCATE);")
    connection.close()


def _passes(error: sqlite3.OperationalError) -> bool:
    """Whether it is not the index that is at fault."""
    return error.sqlite_errorcode & 0xFF in _PASSING


def _check(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Languages of a build. Raises EngineUnavailable where another version of the program has made it."""
    try:
        meta = dict(connection.execute("SELECT name, value FROM meta"))
    except sqlite3.OperationalError as error:
        if _passes(error):
            raise
        raise EngineUnavailable(f"The search index is of another kind ({error}). {REBUILD_HINT}") from error
    if meta.get("schema") != str(SCHEMA_VERSION) or "built_at" not in meta:
        raise EngineUnavailable(f"The search index has another layout. {REBUILD_HINT}")
    if meta.get("analysis") != analysis.fingerprint():
        raise EngineUnavailable(f"The search index was made by another analysis of words. {REBUILD_HINT}")
    if meta.get("facets") != " ".join(facet_keys()):
        raise EngineUnavailable(f"The search index was made with other facets. {REBUILD_HINT}")
    return tuple(meta["languages"].split())
