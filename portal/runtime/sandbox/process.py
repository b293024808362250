"""The process of a sandbox, as its owner holds it."""

import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import IO, Any, Final

from django.conf import settings

from .messages import Request
from .plain import HEADER, pack

# All that the functions need of the portal's settings, and of this process's environment.
_SETTINGS = ("LANGUAGE_CODE", "TIME_ZONE", "LANGUAGE_PACKAGES")
_ENVIRONMENT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TESSDATA_PREFIX")
_CHUNK_BYTES: Final = 1 << 20


class Ended(Exception):
    """The process is gone before it answered."""


class TooLong(Exception):
    """It has not answered in time."""


class TooLarge(Exception):
    """Its answer is larger than allowed."""


class Process:
    """A new process and its pipes. It leads a group of its own, and shares neither files nor secrets with this one."""

    def __init__(self) -> None:
        self.configuration = configuration()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "portal.runtime.sandbox.server", json.dumps(self.configuration)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=settings.BASE_DIR,
            env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
            start_new_session=True,
        )
        self._requests: IO[bytes] = _open(self._process.stdin)
        self._answers: IO[bytes] = _open(self._process.stdout)

    def kill(self) -> None:
        """Ends the process with all that it started."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        with suppress(BrokenPipeError):
            self._requests.close()
        self._answers.close()

    def wait(self) -> int:
        return self._process.wait()

    def send(self, request: Request, value: object) -> None:
        """Raises Ended."""
        try:
            self._requests.write(pack(request))
            self._requests.write(pack(value))
            self._requests.flush()
        except BrokenPipeError as error:
            raise Ended from error

    def read_frame(self, deadline: float, limit: int) -> tuple[bytes, int]:
        """What `pack` made, without its header, and the length of the JSON in it; raises Ended, TooLong, TooLarge."""
        text_length, blobs_length = HEADER.unpack(self.read(HEADER.size, deadline))
        if text_length + blobs_length > limit:
            raise TooLarge
        return self.read(text_length + blobs_length, deadline), text_length

    def read(self, length: int, deadline: float) -> bytes:
        """So many bytes, before time.monotonic() is at the deadline; raises Ended, TooLong."""
        content = bytearray()
        with selectors.DefaultSelector() as selector:
            selector.register(self._answers, selectors.EVENT_READ)
            while len(content) < length:
                left = deadline - time.monotonic()
                if left <= 0 or not selector.select(left):
                    raise TooLong
                chunk = os.read(self._answers.fileno(), min(length - len(content), _CHUNK_BYTES))
                if not chunk:
                    raise Ended
                content += chunk
        return bytes(content)


def _open(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise ValueError("The process was started without this pipe.")
    return pipe


def configuration() -> Mapping[str, Any]:
    """The settings that a process gets; paths and lazy names as texts."""
    return {
        "LANGUAGES": [(code, str(name)) for code, name in settings.LANGUAGES],
        "LOCALE_PATHS": [str(path) for path in settings.LOCALE_PATHS],
        **{name: getattr(settings, name) for name in _SETTINGS},
    }
