"""Locks between processes: one at a time. Nothing has to be tidied up after a process that dies with one."""

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

from portal.storage.files import move_aside


class AlreadyHeld(Exception):
    """Another process has the lock."""


@contextmanager
def exclusive_lock(name: str, directory: Path | None = None) -> Iterator[None]:
    """Holds the lock `name` of this machine without waiting for it; raises AlreadyHeld.

    It is a file: in VAR_DIR, or in the directory of what it guards.
    """
    directory = directory or settings.VAR_DIR
    directory.mkdir(parents=True, exist_ok=True)
    move_aside(directory / f"{name}.lock")
    with open(directory / f"{name}.lock", "w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyHeld(name) from error
        yield


@contextmanager
def exclusive_lock_across_machines(name: str, directory: Path | None = None) -> Iterator[None]:
    """Holds the lock `name` of all machines that share the database, without waiting for it; raises AlreadyHeld.

    A database in a file is that of one machine; then the lock is one of that machine, in a directory.
    """
    if connection.vendor != "postgresql":
        with exclusive_lock(name, directory):
            yield
        return
    # A connection of its own: the lock ends with it, and it must not end with an error or the age of another.
    holder = connection.copy()
    try:
        with holder.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [_number(name)])
            if cursor.fetchone() != (True,):
                raise AlreadyHeld(name)
        yield
    finally:
        holder.close()


def _number(name: str) -> int:
    """PostgreSQL knows its advisory locks by a number of 64 bits."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
