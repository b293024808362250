"""A web server of one's own on a free port, and a client that keeps its connection."""

import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException, HTTPResponse, RemoteDisconnected
from urllib.parse import urlencode

from django.conf import settings

from portal.runtime.supervisor import Supervisor

HOST = "127.0.0.1"
START_SECONDS = 120


class Client:
    """Asks over one connection. Any answer but 200 is an error: nothing else is worth a measurement."""

    def __init__(self, port: int) -> None:
        self.port = port
        # The server's, which the workers are started by.
        self.process = 0
        self._connection = HTTPConnection(HOST, port, timeout=60)

    def get(self, path: str) -> bytes:
        try:
            response = self._ask(path)
        except RemoteDisconnected:
            # The server ends a connection on which nothing was asked for half a minute.
            response = self._ask(path)
        body = response.read()
        if response.status != 200:
            raise RuntimeError(f"{path} was answered {response.status}.")
        return body

    def _ask(self, path: str) -> HTTPResponse:
        self._connection.request("GET", path)
        return self._connection.getresponse()

    def post(self, path: str, form: Mapping[str, str], headers: Mapping[str, str]) -> None:
        """Sends a form that is answered with a redirect where it is accepted; anything else is an error."""
        content_type = {"Content-Type": "application/x-www-form-urlencoded"}
        self._connection.request("POST", path, urlencode(form), {**headers, **content_type})
        response = self._connection.getresponse()
        response.read()
        if response.status != 302:
            raise RuntimeError(f"{path} was answered {response.status}.")

    def close(self) -> None:
        self._connection.close()

    def answers(self) -> bool:
        try:
            self._connection.request("HEAD", "/api/search/")
            self._connection.getresponse().read()
        except (OSError, HTTPException):
            self.close()
            return False
        return True


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_server(
    settings_module: str, environment: Mapping[str, str] | None = None, workers: int = 1
) -> Iterator[Client]:
    """The web server as the demonstration starts it, with other settings."""
    port = free_port()
    supervisor = Supervisor(settings.BASE_DIR, {"DJANGO_SETTINGS_MODULE": settings_module, **(environment or {})})
    command = ["-m", "portal.web_server", "--host", HOST, "--port", str(port), "--log-level", "warning"]
    command += ["--workers", str(workers), "--blocking-threads", "4", "--workers-kill-timeout", "2"]
    client = Client(port)
    try:
        supervisor.start("web server", command)
        client.process = supervisor.children["web server"].pid
        if not supervisor.wait_for(client.answers, START_SECONDS):
            raise RuntimeError(f"The web server did not answer within {START_SECONDS} s.")
        yield client
    finally:
        # The server waits for its connections to end.
        client.close()
        supervisor.stop()
