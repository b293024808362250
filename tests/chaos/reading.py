"""Readers who look at pages and search all the time, and what they are answered."""

import json
import random
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import count
from typing import Any
from urllib.parse import urlencode

from tests.chaos.words import COMMON_WORDS, LASTING_PATH

HOST = "127.0.0.1"
# Between two questions of a reader.
PAUSE_SECONDS = 0.1


@dataclass
class Answers:
    """Seconds of each answer and how often each status came; `broken` are those that never came."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    by_fallback: int = 0
    broken: list[str] = field(default_factory=list)


class Client:
    """One kept connection."""

    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection(HOST, port, timeout=30)

    def get(self, path: str) -> tuple[int, bytes]:
        """Raises OSError or HTTPException where there is no answer."""
        self._connection.request("GET", path)
        response = self._connection.getresponse()
        return response.status, response.read()

    def search(self, word: str) -> dict[str, Any]:
        status, body = self.get(f"/api/search/?{urlencode({'q': word, 'language': 'lt', 'page_size': 100})}")
        if status != 200:
            raise RuntimeError(f"{word} was answered {status}.")
        answer: dict[str, Any] = json.loads(body)
        return answer

    def close(self) -> None:
        self._connection.close()


class Readers:
    def __init__(self, port: int, number: int) -> None:
        self.answers = Answers()
        self._port = port
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._threads = [threading.Thread(target=self._read, args=(each,)) for each in range(number)]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> Answers:
        self._stopping.set()
        for thread in self._threads:
            thread.join()
        return self.answers

    def _read(self, seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311
        client = Client(self._port)
        for number in count():
            if self._stopping.wait(PAUSE_SECONDS):
                break
            word = chance.choice(COMMON_WORDS)
            paths = (
                f"/api/search/?{urlencode({'q': word})}",
                f"/en/search/?{urlencode({'q': word, 'page': 1})}",
                f"/api/search/complete/?{urlencode({'q': word[:4]})}",
                *("/lt/", LASTING_PATH, "/lt/naujienos/", "/en/", LASTING_PATH),
            )
            self._ask(client, paths[number % len(paths)])
        client.close()

    def _ask(self, client: Client, path: str) -> None:
        started = time.monotonic()
        try:
            status, body = client.get(path)
        except (OSError, HTTPException) as error:
            client.close()
            with self._lock:
                self.answers.broken.append(f"{path}: {type(error).__name__} {error}")
            return
        taken = time.monotonic() - started
        is_fallback = False
        with suppress(ValueError):
            is_fallback = bool(json.loads(body).get("is_fallback"))
        with self._lock:
            self.answers.seconds.append(taken)
            self.answers.statuses[status] += 1
            self.answers.by_fallback += is_fallback
