"""What the worker of this machine is doing, written where the next one finds it."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

logger = logging.getLogger(__name__)
# Of one size, so that it needs no room on a disk that has become full.
_BYTES = 256


class Marker:
    """The path of the job that is running, in a file; it outlives the process, not the machine."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def left(self) -> str:
        """What the last worker was in when it died; empty where it ended in good order."""
        with suppress(OSError):
            return self._path.read_bytes().decode("utf-8", "replace").strip(" \0")
        return ""

    @contextmanager
    def around(self, job: str) -> Iterator[None]:
        """An exception is no death."""
        self._write(job)
        try:
            yield
        finally:
            self._write("")

    def clear(self) -> None:
        self._write("")

    def _write(self, job: str) -> None:
        try:
            file = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                os.pwrite(file, job.encode()[:_BYTES].ljust(_BYTES), 0)
            finally:
                os.close(file)
        except OSError as error:
            # Without it a job that ends the worker is tried anew at once; with it the others would not run at all.
            logger.warning("It cannot be written down that %s runs: %s", job or "nothing", error.strerror)
