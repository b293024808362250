"""A PostgreSQL server with a database of its own; it does not touch a cluster that the system has."""

import os
import secrets
import shutil
import signal
import subprocess
from pathlib import Path

import psycopg

from tests.services.service import Service, ServiceError, free_port, start, temporary_directory

# Where packages put the server's programs, which are seldom on the PATH.
PROGRAM_DIRECTORIES = (
    "/usr/lib/postgresql/*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
)
# PostgreSQL refuses to run as root.
SERVER_ACCOUNT = "postgres"
# The data live as long as the run: nothing needs to survive a crash.
SPEED = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=64MB", "max_connections=50")


def find_programs() -> Path | None:
    """The directory of `initdb` and `postgres`, of the newest version there is."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    found = [path for pattern in PROGRAM_DIRECTORIES for path in Path("/").glob(pattern.lstrip("/"))]
    found = [path for path in found if (path / "initdb").exists()]
    return max(found, key=_version, default=None)


def _version(directory: Path) -> int:
    digits = "".join(character for character in directory.parent.name if character.isdigit())
    return int(digits or 0)


def start_postgresql() -> Service:
    programs = find_programs()
    if programs is None:
        raise ServiceError("PostgreSQL is not installed.")
    user = SERVER_ACCOUNT if os.geteuid() == 0 else None
    directory = temporary_directory("postgresql", user)
    password = secrets.token_hex(16)
    _initialise(programs, directory, password, user)
    port = free_port()
    settings = (*SPEED, "listen_addresses=127.0.0.1", f"port={port}", f"unix_socket_directories={directory}")
    url = f"postgres://portal:{password}@127.0.0.1:{port}/postgres"
    command = [str(programs / "postgres"), "-D", str(directory / "data")]
    command += [word for setting in settings for word in ("-c", setting)]
    # SIGINT is PostgreSQL's fast shutdown: it does not wait for clients.
    return start("PostgreSQL", url, command, directory, lambda: _answers(url), end_signal=signal.SIGINT, user=user)


def _initialise(programs: Path, directory: Path, password: str, user: str | None) -> None:
    secret = directory / "password"
    secret.touch(mode=0o600)
    secret.write_text(password)
    account = {"user": user, "group": user, "extra_groups": []} if user else {}
    if user:
        shutil.chown(secret, user, user)
    result = subprocess.run(
        [
            *(str(programs / "initdb"), "-D", str(directory / "data"), "--username=portal", f"--pwfile={secret}"),
            *("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync"),
        ],
        cwd=directory,
        capture_output=True,
        text=True,
        **account,  # type: ignore[call-overload]
    )
    if result.returncode:
        shutil.rmtree(directory, ignore_errors=True)
        raise ServiceError(f"PostgreSQL's data directory could not be made.\n{result.stderr}")


def _answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=2).close()
        return True
    except psycopg.OperationalError:
        return False
