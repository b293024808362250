"""A portal of several processes on a database, a Redis and a cluster, and its editors."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from http.client import HTTPException
from pathlib import Path

import psycopg

from portal.runtime import child_process
from tests.chaos import proxy
from tests.chaos.reading import Client
from tests.services.postgresql import start_postgresql
from tests.services.redis_server import start_redis
from tests.services.service import ServiceError, free_port

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 120
WEB_SERVERS = 2
# Enough for each of the servers to be asked.
QUESTIONS_TO_WARM_UP = 20
EDITORS = 3
# An act that was begun is finished, whatever the cluster makes it wait for.
EDITOR_GRACE_SECONDS = 120.0


class Portal:
    def __init__(self, directory: Path, environment: dict[str, str]) -> None:
        """`port` is the proxy's, `web_ports` are those of the web servers behind it."""
        self.directory = directory
        self.port = free_port()
        self.web_ports = [free_port() for _ in range(WEB_SERVERS)]
        self.environment = os.environ | environment | {"PORTAL_BASE_URL": f"http://127.0.0.1:{self.port}"}
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.journals = [directory / f"journal-{number}" for number in range(EDITORS)]

    def run(self, *arguments: str) -> str:
        """Runs Python. Raises RuntimeError with what it said where it fails."""
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self.environment, capture_output=True, text=True
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(arguments)} failed.\n{(done.stdout + done.stderr)[-3000:]}")
        return done.stdout

    def start(self) -> None:
        """Web servers, the proxy and the worker; returns when each of the servers answers."""
        self.run("-m", "tests.chaos.preparing")
        self._start_python("worker", ["manage.py", "worker", "--name", "chaos"])
        for port in self.web_ports:
            self._start_web(port)
        self._start("proxy", proxy.command(self.directory, self.port, self.web_ports))
        for port in self.web_ports:
            self._wait_for_web(port)
        # The first search of a process reads its dictionaries, which is not what is measured here.
        for _ in range(QUESTIONS_TO_WARM_UP):
            self._answers(self.port)

    def restart_web(self, port: int) -> None:
        """One of the web servers, as for a new release: what it is asked meanwhile goes to the others."""
        child = self.children.pop(f"web {port}")
        child_process.stop(child)
        self._start_web(port)
        self._wait_for_web(port)

    def _start_web(self, port: int) -> None:
        options = ["--host", "127.0.0.1", "--port", str(port), "--workers", "1"]
        options += ["--blocking-threads", "4", "--log-level", "warning", "--respawn-failed-workers"]
        self._start_python(f"web {port}", ["-m", "portal.web_server", *options])

    def _wait_for_web(self, port: int) -> None:
        end = time.monotonic() + START_SECONDS
        while not self._answers(port):
            if time.monotonic() > end:
                raise ServiceError(f"The portal did not start.\n{self.log(f'web {port}')}")
            time.sleep(0.2)

    def start_editors(self, rate: float) -> None:
        for number, journal in enumerate(self.journals):
            options = ["--rate", str(rate / EDITORS), "--seed", str(number), "--journal", str(journal)]
            options += ["--port", str(self.port), "--servers", *(str(port) for port in self.web_ports)]
            self._start_python(f"editor {number}", ["-m", "tests.chaos.editing", *options], EDITOR_GRACE_SECONDS)

    def stop_editors(self) -> None:
        editors = [name for name in self.children if name.startswith("editor")]
        for name in editors:
            child_process.let_go(self.children[name])
        for name in editors:
            if self.children.pop(name).wait():
                raise RuntimeError(f"An {name} has failed.\n{self.log(name)}")

    def _start_python(self, name: str, arguments: Sequence[str], grace: float = child_process.GRACE_SECONDS) -> None:
        self._start(name, [sys.executable, *arguments], grace)

    def _start(self, name: str, command: Sequence[str], grace: float = child_process.GRACE_SECONDS) -> None:
        with open(self.directory / f"{name}.log", "ab") as output:
            self.children[name] = child_process.start(
                command,
                directory=ROOT,
                environment=self.environment,
                output=output.fileno(),
                grace=grace,
            )

    def stop(self) -> None:
        for child in self.children.values():
            child_process.let_go(child)
        for child in self.children.values():
            child.wait()

    def check(self) -> None:
        """Raises RuntimeError where a process has ended that should not have."""
        for name, child in self.children.items():
            if child.poll() is not None:
                raise RuntimeError(f"The {name} has ended.\n{self.log(name)}")

    def log(self, name: str) -> str:
        return (self.directory / f"{name}.log").read_text(errors="replace")[-3000:]

    def waiting(self) -> int:
        """Rows in the outbox, of whichever index."""
        with psycopg.connect(self.environment["DATABASE_URL"]) as connection:
            row = connection.execute("SELECT count(*) FROM search_outboxentry").fetchone()
        return int(row[0]) if row else 0

    def _answers(self, port: int) -> bool:
        client = Client(port)
        try:
            return client.get("/api/search/?q=biblioteka")[0] == 200
        except (OSError, HTTPException):
            return False
        finally:
            client.close()


@contextmanager
def running_portal(directory: Path, cluster_urls: Sequence[str]) -> Iterator[Portal]:
    """On a PostgreSQL and a Redis of its own. Raises ServiceError."""
    with ExitStack() as started:
        postgresql = start_postgresql()
        started.callback(postgresql.stop)
        redis = start_redis()
        started.callback(redis.stop)
        portal = Portal(
            directory,
            {
                "DJANGO_SETTINGS_MODULE": "portal.settings.development",
                "PORTAL_VAR_DIR": str(directory / "var"),
                "DATABASE_URL": postgresql.url,
                "REDIS_URL": redis.url,
                "SEARCH_ENGINE": "elasticsearch",
                "ELASTICSEARCH_URL": ",".join(cluster_urls),
                "ELASTICSEARCH_PREFIX": "chaos",
            },
        )
        started.callback(portal.stop)
        portal.start()
        yield portal
