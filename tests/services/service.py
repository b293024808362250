"""What the three services have in common: a directory, a free port, a process and the wait until it answers."""

import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from portal.runtime import child_process
from tests.temporary_folder import temporary_folder_of_all

START_SECONDS = 90


class ServiceError(Exception):
    """A service could not be started; the message says which and holds the end of its output."""


@dataclass
class Service:
    """A running service: `url` is what clients connect to, with its password."""

    name: str
    url: str
    process: "subprocess.Popen[bytes]"

    def stop(self) -> None:
        child_process.stop(self.process)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def temporary_directory(name: str, user: str | None = None) -> Path:
    """A directory that `user` owns and can enter."""
    parent = temporary_folder_of_all() if user else None
    directory = Path(tempfile.mkdtemp(prefix=f"portal-{name}-", dir=parent))
    if user:
        import pwd

        account = pwd.getpwnam(user)
        os.chown(directory, account.pw_uid, account.pw_gid)
    return directory


def start(
    name: str,
    url: str,
    command: Sequence[str],
    directory: Path,
    ready: Callable[[], bool],
    *,
    end_signal: signal.Signals = signal.SIGTERM,
    user: str | None = None,
) -> Service:
    """Starts a service in its directory, which is removed with it; raises ServiceError if it never answers."""
    log = directory / "output.log"
    with open(log, "wb") as output:
        process = child_process.start(
            command, end_signal=end_signal, user=user, remove=str(directory), output=output.fileno()
        )
    end = time.monotonic() + START_SECONDS
    try:
        while time.monotonic() < end and process.poll() is None:
            if ready():
                return Service(name, url, process)
            time.sleep(0.1)
        tail = log.read_text(errors="replace")[-3000:] if log.exists() else ""
        raise ServiceError(f"{name} did not start.\n{tail}")
    except BaseException:
        child_process.stop(process)
        raise
