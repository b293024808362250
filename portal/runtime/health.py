"""Whether this process lives, and whether it can serve readers: `/health/live` and `/health/ready`.

In front of Django, because whoever starts and stops processes asks under any host name, and while the database is away.
"""

import json
import logging
import time
from collections.abc import Callable, Iterable, Iterator
from threading import Lock
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

from portal.storage.failures import storage_failure

logger = logging.getLogger(__name__)

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

OK, AWAY = "ok", "away"
# Without it, readers are not served; everything else only waits.
NEEDED = "database"
# Seconds for which an answer holds, however often it is asked for.
HOLDS = 1.0
# For as long an older answer is given while somebody waits for the next.
STANDS_IN = 10.0


class HealthChecks:
    """A WSGI application around another one."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self._lock = Lock()
        self._found: dict[str, str] = {}
        self._found_at = -STANDS_IN

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path == "/health/live":
            return _send(start_response, "200 OK", {"live": True})
        if path == "/health/ready":
            found = self._checked()
            is_ready = found[NEEDED] == OK
            status = "200 OK" if is_ready else "503 Service Unavailable"
            return _send(start_response, status, {"ready": is_ready, **found})
        return self.application(environ, start_response)

    def _checked(self) -> dict[str, str]:
        """One request at a time looks, so that what does not answer keeps one thread and not all of them."""
        if not self._lock.acquire(blocking=False):
            is_recent = time.monotonic() < self._found_at + STANDS_IN
            return self._found if is_recent else {NEEDED: AWAY}
        try:
            if time.monotonic() >= self._found_at + HOLDS:
                self._found = dict(_outcomes())
                self._found_at = time.monotonic()
            return self._found
        finally:
            self._lock.release()


def _outcomes() -> Iterator[tuple[str, str]]:
    """The others ask the database, too: without it, each would wait for it."""
    for name, path in settings.HEALTH_CHECKS.items():
        outcome = _outcome(path)
        yield name, outcome
        if name == NEEDED and outcome != OK:
            return


def _outcome(path: str) -> str:
    try:
        said: str = import_string(path)()
    except Exception as error:
        if storage_failure(error) is not None:
            return AWAY
        logger.exception("%s has failed", path)
        return "failed"
    finally:
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
    return said


def _send(start_response: Callable[..., Any], status: str, said: dict[str, Any]) -> list[bytes]:
    body = json.dumps(said).encode()
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body))), ("Cache-Control", "no-store")]
    start_response(status, headers)
    return [body]
