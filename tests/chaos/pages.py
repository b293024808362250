"""Whether the pages of every web server show what has been published, asked of each as the proxy asks it."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException

HOST = "127.0.0.1"
# Whoever asks later than that after a publication sees it, or the page is one that should be gone.
LONGEST_SECONDS = 1.0
# Then it is given up.
PATIENCE_SECONDS = 10.0
PAUSE_SECONDS = 0.002


@dataclass(frozen=True)
class Shown:
    """Seconds since something was done: until every web server has answered with it, and until the last request was
    begun that was still answered without (0 for none). None for what shows nothing."""

    after: float | None = None
    old_until: float | None = None


def shown_by_all(path: str, word: str, servers: Sequence[int], public_port: int) -> Shown:
    """Asks every server for `path` until it shows `word`, or nothing at all where there is no word."""
    done, old_until = time.monotonic(), 0.0
    for port in servers:
        while (asked := time.monotonic() - done) < PATIENCE_SECONDS and not shows(path, word, port, public_port):
            old_until = max(old_until, asked)
            time.sleep(PAUSE_SECONDS)
    return Shown(time.monotonic() - done, old_until)


def shows(path: str, word: str, port: int, public_port: int) -> bool:
    """A server that does not answer shows nothing wrong."""
    connection = HTTPConnection(HOST, port, timeout=30)
    try:
        connection.request("GET", path, headers={"Host": f"{HOST}:{public_port}"})
        response = connection.getresponse()
        body = response.read().decode()
    except (OSError, HTTPException):
        return True
    finally:
        connection.close()
    return response.status == 200 and word in body if word else response.status in (404, 410)
