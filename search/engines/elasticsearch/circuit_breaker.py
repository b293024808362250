"""Circuit breaker: keeps a process from asking again and again a cluster that has just been found away."""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from search.index.interface import EngineAway

logger = logging.getLogger(__name__)

# After a failure nobody asks for so long. Then one caller tries, while the others still do not wait.
REST_SECONDS = 3.0


class CircuitBreaker:
    """Shared by the threads of a process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._reason: str | None = None
        self._next_trial = 0.0

    @contextmanager
    def guarding(self) -> Iterator[bool]:
        """Yields whether this is a trial after a failure. Raises EngineAway, without asking, where it is too early."""
        is_trial = self._admit()
        try:
            yield is_trial
        except EngineAway as error:
            self._open(str(error))
            raise
        except Exception:
            # Whatever else went wrong, the cluster has answered.
            self._close()
            raise
        self._close()

    def _admit(self) -> bool:
        with self._lock:
            if self._reason is None:
                return False
            if time.monotonic() < self._next_trial:
                raise EngineAway(self._reason)
            self._next_trial = time.monotonic() + REST_SECONDS
            return True

    def _open(self, reason: str) -> None:
        with self._lock:
            is_new, self._reason = self._reason is None, reason
            self._next_trial = time.monotonic() + REST_SECONDS
        if is_new:
            logger.warning("%s It is asked again every %.0f s.", reason, REST_SECONDS)

    def _close(self) -> None:
        with self._lock:
            was_open, self._reason = self._reason is not None, None
        if was_open:
            logger.warning("Elasticsearch answers again.")
