"""Changes of what readers see are noticed as they are written, and told to every process with the commit.

Nobody has to remember to tell: the database's engine looks at every statement of its connection
(`portal/storage/engines`). Whoever knows what a change is about may say so, and then less is made anew.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from .clock import EVERYTHING, Changed, clock
from .statements import Writes, defines, returns_rows, what_is_written
from .stream import stream

CHANNEL = "portal_changes"
# PostgreSQL takes 8,000 bytes; a key with its quotes and comma is 39, all else less than 100.
MOST_NAMED = 190
# Of SQLite's log; who has missed more takes everything for changed.
KEPT_IN_LOG = 1000

NOTHING = Changed(frozenset(), hides=False)
# Pages of texts are made of texts; what lists them is made of everything.
LISTS = Changed(frozenset())

_about: ContextVar[Changed] = ContextVar("_about", default=EVERYTHING)


@contextmanager
def changing(texts: Iterable[UUID]) -> Iterator[None]:
    """What is written inside changes what readers see of these texts, hides none, and changes nothing else."""
    with _writing_about(Changed(frozenset(texts), hides=False)):
        yield


@contextmanager
def changing_nothing_seen() -> Iterator[None]:
    """What is written inside is seen by no reader yet."""
    with _writing_about(NOTHING):
        yield


@contextmanager
def changing_everything() -> Iterator[None]:
    """What is written inside may change or hide anything, whatever is said around it."""
    with _writing_about(EVERYTHING):
        yield


@contextmanager
def _writing_about(changed: Changed) -> Iterator[None]:
    token = _about.set(changed)
    try:
        yield
    finally:
        _about.reset(token)


def also_changing(texts: Iterable[UUID]) -> None:
    """Within a transaction: readers see a change of these texts, too."""
    _note(connections[DEFAULT_DB_ALIAS], Changed(frozenset(texts), hides=False))


def everything_changes() -> None:
    """Whatever the transaction was said to change, something may be hidden by it anywhere. Without one, each statement
    tells for itself."""
    if connections[DEFAULT_DB_ALIAS].in_atomic_block:
        _note(connections[DEFAULT_DB_ALIAS], EVERYTHING)


def is_changing() -> bool:
    """Whether the transaction that is under way has changed what readers see."""
    return _uncommitted(connections[DEFAULT_DB_ALIAS]) is not None


def watch(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Around every statement of a connection (Django's `execute_wrappers`)."""
    writes = what_is_written(sql)
    if writes is Writes.NOTHING:
        return execute(sql, params, many, context)
    connection, changed = context["connection"], LISTS if writes is Writes.LISTS else _about.get()
    if connection.in_atomic_block or not connection.get_autocommit():
        _note(connection, changed)
        return execute(sql, params, many, context)
    if defines(sql):
        # Some of them, such as the making of a database, can be in no transaction. Who changes tables starts anew.
        result = execute(sql, params, many, context)
        clock.tell(EVERYTHING)
        return result
    if connection.vendor == "postgresql" or not returns_rows(sql):
        # The change and the word of it are one commit.
        with transaction.atomic(using=connection.alias):
            _note(connection, changed)
            return execute(sql, params, many, context)
    # SQLite cannot commit before the rows that an INSERT returns are read; what is told meanwhile is committed with it.
    result = execute(sql, params, many, context)
    _note(connection, changed)
    try:
        announce(connection)
    finally:
        committed(connection, _uncommitted(connection))
    return result


def announce(connection: Any) -> Changed | None:
    """As the last thing before a commit: the word of what has changed is part of it. Returns what is to be told here
    when it has succeeded."""
    changed = _uncommitted(connection)
    if changed is None:
        return None
    notice = connection.portal_notice = stream.new_notice()
    message = encoded(changed, notice.identifier)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, message])
        elif _has_log(connection):
            cursor.execute("INSERT INTO portal_change (message) VALUES (%s)", [message])
            cursor.execute("DELETE FROM portal_change WHERE id <= %s", [cursor.lastrowid - KEPT_IN_LOG])
    return changed


def committed(connection: Any, changed: Changed | None) -> None:
    """Before the commit's other followers, so that whoever has written reads what he wrote."""
    notice = getattr(connection, "portal_notice", None)
    forget(connection)
    if changed is not None:
        stream.told(notice, changed)


def forget(connection: Any) -> None:
    """With the end of a transaction, whether it was stored or undone."""
    connection.portal_uncommitted = connection.portal_notice = None


def encoded(changed: Changed, identifier: str = "") -> str:
    texts = changed.texts
    value: dict[str, Any] = {"notice": identifier}
    if texts is not None and len(texts) <= MOST_NAMED:
        value |= {"texts": sorted(map(str, texts)), "hides": changed.hides}
    return json.dumps(value, separators=(",", ":"))


def decoded(message: str) -> Changed:
    """What nobody here has written may tell of anything."""
    try:
        value = json.loads(message)
        return Changed(frozenset(map(UUID, value["texts"])), bool(value["hides"]))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return EVERYTHING


def first_words() -> str:
    """What a process says when it begins to listen: nothing has changed, but all know from then on what it can know."""
    return json.dumps({"notice": stream.new_notice().identifier, "begins": True, "texts": [], "hides": False})


def hear_notice(message: str) -> None:
    try:
        value = json.loads(message)
        identifier, begins = str(value["notice"]), "begins" in value
    except (ValueError, LookupError, TypeError, RecursionError):
        identifier, begins = "", False
    stream.heard(identifier, None if begins else decoded(message))


def _uncommitted(connection: Any) -> Changed | None:
    return getattr(connection, "portal_uncommitted", None)


def _note(connection: Any, changed: Changed) -> None:
    if changed is NOTHING:
        return
    before = _uncommitted(connection)
    connection.portal_uncommitted = changed if before is None else before | changed


def _has_log(connection: Any) -> bool:
    """Not before the database has its tables."""
    if not getattr(connection, "portal_has_log", False):
        connection.portal_has_log = "portal_change" in connection.introspection.table_names()
    return bool(connection.portal_has_log)
