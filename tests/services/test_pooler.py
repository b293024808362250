"""Between the portal and PostgreSQL stands PgBouncer: whether pages may be kept depends on how it lends connections."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from portal.changes.listening import _NoticeListener

CONFIGURATION = """\
[databases]
* = host={host} port={port} user={user} password={password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {own_port}
auth_type = any
pool_mode = {mode}
unix_socket_dir =
"""


@contextmanager
def pooler(mode: str, folder: Path) -> Iterator[int]:
    """Yields its port."""
    server = urlsplit(os.environ["DATABASE_URL"])
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    configuration = folder / "pgbouncer.ini"
    configuration.write_text(
        CONFIGURATION.format(
            host=server.hostname,
            port=server.port,
            user=server.username,
            password=server.password,
            own_port=port,
            mode=mode,
        )
    )
    # It does not run as root.
    other_user = ["-u", "nobody"] if os.geteuid() == 0 else []
    process = subprocess.Popen(["pgbouncer", *other_user, str(configuration)])
    try:
        wait_for_port(port, process)
        yield port
    finally:
        process.terminate()
        process.wait()


def wait_for_port(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 20
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.05)
        else:
            return


@pytest.mark.parametrize(("mode", "is_heard"), [("session", True), ("transaction", False), ("statement", False)])
def test_nothing_is_kept_behind_a_pooler_that_passes_on_no_notices(mode: str, is_heard: bool, tmp_path: Path) -> None:
    with pooler(mode, tmp_path) as port:
        listener = _NoticeListener({"host": "127.0.0.1", "port": port, "dbname": "postgres"})
        try:
            deadline = time.monotonic() + 20
            while not listener.hear() and not listener.has_complained:
                assert time.monotonic() < deadline
                time.sleep(0.05)
            assert listener.hear() is is_heard
        finally:
            listener.stop()
