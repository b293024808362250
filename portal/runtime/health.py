"""Whether this process lives, and whether it can serve readers: `/health/live` and `/health/ready`.

In front of Django, because whoever starts and stops processes asks under any host name, and while the database is away.
"""

import json
import logging
import time
from collections.abc import Callable, Iterable
from threading import Lock
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

from portal.storage.failures import storage_failure

logger = logging.getLogger(__name__)

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

OK = "ok"
# Without it, readers are not served; everything else only waits.
NEEDED = "database"
# Seconds for which an answer holds, however often it is asked for.
HOLDS = 1.0


class HealthChecks:
    """A WSGI application around another one."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self._lock = Lock()
        self._found: dict[str, str] = {}
        self._until = 0.0

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
        with self._lock:
            if time.monotonic() >= self._until:
                self._found = {name: _outcome(path) for name, path in settings.HEALTH_CHECKS.items()}
                self._until = time.monotonic() + HOLDS
            return self._found


def _outcome(path: str) -> str:
    try:
        said: str = import_string(path)()
    except Exception as error:
        if storage_failure(error) is not None:
            return "away"
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
