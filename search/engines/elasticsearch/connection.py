"""Connection: the official client, one a process, and what its errors mean to those who search and write."""

import math
import os
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from urllib.parse import urlsplit

import elastic_transport
from elasticsearch import ApiError, Elasticsearch, NotFoundError, UnsupportedProductError

from search.index.interface import EngineAway, EngineUnavailable

from .circuit_breaker import CircuitBreaker

REBUILD_HINT = "Run `manage.py search rebuild`."
# For each request: of a reader, of a delivery, whose author may be waiting, of a swap, and of filling a new build, for
# which nobody waits and which begins anew where a request fails.
READ_SECONDS = 3.0
DELIVERY_SECONDS = 10.0
WRITE_SECONDS = 30.0
FILLING_SECONDS = 120.0
# For all the requests of one search together.
SEARCH_SECONDS = 4.0
# Whoever tries a cluster that has just been away.
TRIAL_SECONDS = 2.0
RETRIES = 2


class Connection:
    def __init__(self, urls: Sequence[str]) -> None:
        self.urls = tuple(urls)
        self.breaker = CircuitBreaker()
        self._lock = threading.Lock()
        self._local = threading.local()
        self._client: Elasticsearch | None = None
        self._process = 0

    @contextmanager
    def reading(self) -> Iterator[Elasticsearch]:
        """Raises EngineAway where the cluster cannot be used, and EngineUnavailable where the index cannot."""
        with self.breaker.guarding() as is_trial, _translated_errors():
            seconds = min(READ_SECONDS, TRIAL_SECONDS if is_trial else READ_SECONDS, self._left())
            if seconds <= 0:
                raise EngineAway("Elasticsearch takes too long to answer.")
            yield self._current().options(request_timeout=seconds)

    @contextmanager
    def answering_within(self, seconds: float) -> Iterator[None]:
        """What this thread reads inside of it takes no longer than so in all."""
        self._local.end = time.monotonic() + seconds
        try:
            yield
        finally:
            del self._local.end

    def _left(self) -> float:
        return getattr(self._local, "end", math.inf) - time.monotonic()

    @contextmanager
    def writing(self, seconds: float = WRITE_SECONDS) -> Iterator[Elasticsearch]:
        """Raises EngineAway where the cluster cannot be used, and EngineUnavailable where the index cannot."""
        with self.breaker.guarding(), _translated_errors():
            yield self._current().options(request_timeout=seconds)

    def _current(self) -> Elasticsearch:
        """A client may be shared between threads; a process that was forked takes its own."""
        with self._lock:
            if self._client is None or self._process != os.getpid():
                # What is written carries its version, so a request may be repeated on another node.
                self._client = Elasticsearch(list(self.urls), max_retries=RETRIES, retry_on_timeout=False)
                self._process = os.getpid()
            return self._client

    def close(self) -> None:
        with self._lock:
            client, self._client = self._client, None
        if client is not None:
            client.close()

    def __str__(self) -> str:
        """The addresses without the passwords in them."""
        return ", ".join(f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}" for parts in map(urlsplit, self.urls))


@contextmanager
def _translated_errors() -> Iterator[None]:
    try:
        yield
    except (elastic_transport.TransportError, UnsupportedProductError) as error:
        raise EngineAway(f"Elasticsearch does not answer: {error}.") from error
    except NotFoundError as error:
        raise EngineUnavailable(f"There is no search index yet. {REBUILD_HINT}") from error
    except ApiError as error:
        # A request that Elasticsearch does not understand is a mistake in this package; all else will pass.
        if error.status_code == 400:
            raise
        raise EngineAway(f"Elasticsearch refuses with status {error.status_code}: {error.message}.") from error
