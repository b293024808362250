"""Locks between the processes of one installation: files under VAR_DIR, freed by the system when a process dies."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings


class AlreadyHeld(Exception):
    """Another process has the lock."""


@contextmanager
def exclusive_lock(name: str) -> Iterator[None]:
    """Holds the lock `name` without waiting for it; raises AlreadyHeld."""
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    with open(settings.VAR_DIR / f"{name}.lock", "w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyHeld(name) from error
        yield
