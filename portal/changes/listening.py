"""Learns of what other processes have changed.

PostgreSQL sends a notice with the commit, to a thread of each process; of an SQLite file its own counter tells, which
costs microseconds to ask. Where a process cannot learn of changes it says so, and nothing kept is used.
"""

import logging
import sqlite3
import threading
import time
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import psycopg
from django.db import connection

from .announcing import CHANNEL, decoded, first_words, hear_notice
from .clock import EVERYTHING, clock
from .stream import stream

# On which each process tries whether anything comes through.
CHANNEL_OF_TRIALS = "portal_trials"
# Seconds between two looks whether the connection still stands, and before another attempt.
LOOK_AFTER = 2
PAUSE = 1
# A listening without an answer for as long may have been cut off anywhere on the way.
LONGEST_SILENCE = 10

logger = logging.getLogger(__name__)


class _FileListener:
    """Of one SQLite file: asked before each use of what is kept."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._version = -1
        # The number of the last change that is known.
        self._last = 0

    def hear(self) -> bool:
        with self._lock:
            try:
                if self._connection is None:
                    address = f"file:{quote(self.path)}?mode=ro"
                    self._connection = sqlite3.connect(
                        address, uri=True, check_same_thread=False, timeout=5, isolation_level=None
                    )
                return self._look(self._connection)
            except sqlite3.Error as error:
                logger.warning("Changes of %s cannot be learnt: %s", self.path, error)
                self._forget()
                return False

    def _look(self, connection: sqlite3.Connection) -> bool:
        (version,) = connection.execute("PRAGMA data_version").fetchone()
        if version == self._version:
            return True
        # The last one known is asked for, too: without it, others are missing.
        rows = connection.execute("SELECT id, message FROM portal_change WHERE id >= ? ORDER BY id", [self._last])
        known, *new = rows.fetchall() or [(None, "")]
        if known[0] == self._last:
            for _id, message in new:
                clock.tell(decoded(message))
        else:
            clock.tell(EVERYTHING)
        self._last = (new or [known])[-1][0] or 0
        # After the rows: what is committed between the two is looked at once more.
        self._version = version
        return True

    def stop(self) -> None:
        with self._lock:
            self._forget()

    def _forget(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection, self._version, self._last = None, -1, 0


class _NoticeListener:
    """A thread with a connection of its own, which PostgreSQL tells of every commit that announces something."""

    def __init__(self, parameters: dict[str, Any]) -> None:
        self.parameters = parameters
        self.is_heard = threading.Event()
        self._answered = 0.0
        self.has_complained = False
        self.is_stopped = threading.Event()
        self.thread = threading.Thread(target=self._run, name="changes", daemon=True)
        self.thread.start()

    def hear(self) -> bool:
        is_answered = time.monotonic() - self._answered < LONGEST_SILENCE
        return self.is_heard.is_set() and self.thread.is_alive() and is_answered

    def stop(self) -> None:
        self.is_stopped.set()
        self.thread.join()

    def _run(self) -> None:
        while not self.is_stopped.is_set():
            try:
                self._listen()
            except psycopg.Error as error:
                self._complain(str(error))
            except Exception:
                logger.exception("Changes cannot be learnt from the database")
            finally:
                # Whatever ended it: what is told from now on is not known.
                self.is_heard.clear()
                stream.end()
            self.is_stopped.wait(PAUSE)

    def _listen(self) -> None:
        with psycopg.connect(autocommit=True, **self.parameters) as connection:
            for channel in (CHANNEL, CHANNEL_OF_TRIALS):
                connection.execute(f"LISTEN {channel}")
            if not self._is_told_by_others(connection):
                self._complain("what others tell does not come through; a pooler has to lend connections by session")
                return
            stream.begin()
            connection.execute("SELECT pg_notify(%s, %s)", [CHANNEL, first_words()])
            self._answered = time.monotonic()
            self.is_heard.set()
            self.has_complained = False
            while not self.is_stopped.is_set():
                for notice in connection.notifies(timeout=LOOK_AFTER):
                    if notice.channel == CHANNEL:
                        hear_notice(notice.payload)
                connection.execute("SELECT 1")
                self._answered = time.monotonic()

    def _is_told_by_others(self, listening: "psycopg.Connection[Any]") -> bool:
        """Tried once: a pooler that lends connections by transaction takes a LISTEN, and passes on nothing."""
        word = str(uuid4())
        with psycopg.connect(autocommit=True, **self.parameters) as other:
            other.execute("SELECT pg_notify(%s, %s)", [CHANNEL_OF_TRIALS, word])
        return any(notice.payload == word for notice in listening.notifies(timeout=LOOK_AFTER))

    def _complain(self, what: str) -> None:
        """Once, until it works again."""
        if not self.has_complained:
            logger.warning("Changes cannot be learnt from the database, so no page is kept: %s", what)
        self.has_complained = True


_listeners: dict[str, _FileListener | _NoticeListener] = {}
_starting = threading.Lock()


def hear() -> bool:
    """Learns of what has been committed until this moment. False where that cannot be known."""
    name = f"{connection.vendor}:{connection.settings_dict['HOST']}:{connection.settings_dict['NAME']}"
    listener = _listeners.get(name)
    if listener is None:
        with _starting:
            listener = _listeners.get(name) or _listeners.setdefault(name, _listener())
    return listener.hear()


def stop_listening() -> None:
    """Ends the connections, so that a database can be dropped. The next `hear` begins anew."""
    with _starting:
        while _listeners:
            _listeners.popitem()[1].stop()


def _listener() -> _FileListener | _NoticeListener:
    if connection.vendor == "sqlite":
        return _FileListener(str(connection.settings_dict["NAME"]))
    parameters = connection.get_connection_params()
    own = {"application_name": "portal changes", "keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 2}
    # Milliseconds: what was sent and not acknowledged keeps those from being tried.
    own["tcp_user_timeout"] = 9000
    ours = ("cursor_factory", "context", "prepare_threshold", "server_side_binding", "isolation_level")
    return _NoticeListener({key: value for key, value in parameters.items() if key not in ours} | own)
