"""Pages that several processes, on one machine or many, make for each other: in Redis or Valkey (docs/adr/0052).

Where it is slow or away, each process makes its own, as ever.
"""

import hashlib
import json
import logging
import re
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.conf import settings
from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

from portal.changes.stream import stream

from .pages import KeptPage
from .release import release
from .requests import Address
from .sealed import MOST_BYTES, Unreadable, seal, unseal

# Seconds: what a reader may wait for an answer of the store, and how long it is left alone after it has failed.
LONGEST_ANSWER = 0.25
PAUSE = 5
# For how long one process makes a page while others wait for it, and between two looks whether it is there.
LONGEST_MAKING = 3
LOOK_AFTER = 0.02
# Whoever needs a page that is older makes it once more.
KEPT_SECONDS = 3600
# Another process may have taken the turn since.
_END = "if redis.call('get', KEYS[1]) == ARGV[1] then redis.call('del', KEYS[1]) end"

Value = TypeVar("Value")
logger = logging.getLogger(__name__)


class Turn:
    """`page` is what another process has made; where there is none, it is this one's turn to make it."""

    def __init__(self, page: KeptPage | None, keep: Callable[[KeptPage, str], None] | None = None) -> None:
        self.page = page
        self._keep = keep
        # Before anything is read for the page.
        self._notice = stream.last

    def made(self, page: KeptPage) -> None:
        if self._keep and self._notice and page.is_current(time.time()):
            self._keep(page, self._notice)


class SharedPages:
    """Pages of one release of the portal, below a prefix. The secret is that of all its processes."""

    def __init__(self, url: str, secret: str, release: str, prefix: str = "") -> None:
        self._redis: Any = Redis.from_url(
            url,
            socket_timeout=LONGEST_ANSWER,
            socket_connect_timeout=LONGEST_ANSWER,
            retry=Retry(NoBackoff(), 0),
        )
        self._key = hashlib.blake2b(secret.encode(), person=b"kept pages").digest()
        self._prefix = f"{prefix}:pages:{release}"
        self._is_away = False
        self._left_alone_until = 0.0

    @contextmanager
    def turn(self, address: Address) -> Iterator[Turn]:
        """For the request that makes the page in this process."""
        if stream.last is None:
            # Nothing has been heard yet by which others could tell how new a page is.
            yield Turn(None)
            return
        name, token = self._name(address), secrets.token_hex(8)
        page, is_ours = self._page_or_turn(name, token)
        try:
            yield Turn(page, lambda made, notice: self._store(name, made, notice))
        finally:
            if is_ours:
                self._ask(lambda: self._redis.eval(_END, 1, _making(name), token))

    def _page_or_turn(self, name: str, token: str) -> tuple[KeptPage | None, bool]:
        """A page, or whether it is ours to make it; neither where nobody can say, or another one takes too long."""
        until = time.monotonic() + LONGEST_MAKING
        while True:
            found = self._ask(lambda: self._look(name, token))
            if found is None:
                return None, False
            is_ours, stored = found
            page = self._usable(name, stored)
            if page is not None or is_ours or time.monotonic() > until:
                return page, is_ours
            time.sleep(LOOK_AFTER)

    def _look(self, name: str, token: str) -> tuple[bool, bytes]:
        """Both at once: who has the turn has seen what was made until then."""
        with self._redis.pipeline(transaction=True) as both:
            both.set(_making(name), token, nx=True, px=LONGEST_MAKING * 1000)
            both.getrange(name, 0, MOST_BYTES)
            is_ours, stored = both.execute()
        return bool(is_ours), stored

    def _usable(self, name: str, stored: bytes) -> KeptPage | None:
        """The page that is stored, if this process can know that it holds all that it has heard of."""
        if not stored or len(stored) > MOST_BYTES:
            return None
        try:
            found = unseal(stored, name, self._key)
        except Unreadable:
            return None
        moment = stream.moment_of(found.notice)
        if moment is None:
            return None
        page = KeptPage(found.answer, moment, found.texts, found.until)
        return page if page.is_current(time.time()) else None

    def _store(self, name: str, page: KeptPage, notice: str) -> None:
        seconds = min(page.until - time.time(), KEPT_SECONDS)
        stored = seal(page, notice, name, self._key)
        if seconds > 0 and len(stored) <= MOST_BYTES:
            self._ask(lambda: self._redis.set(name, stored, px=int(seconds * 1000) + 1))

    def _ask(self, ask: Callable[[], Value]) -> Value | None:
        """None where the store does not answer. One request tries again now and then, the others do without."""
        now = time.monotonic()
        if now < self._left_alone_until:
            return None
        if self._is_away:
            self._left_alone_until = now + PAUSE
        try:
            value = ask()
            if time.monotonic() - now > LONGEST_ANSWER:
                raise TimeoutError("it answers slowly")
        except (RedisError, OSError) as error:
            self._left_alone_until = time.monotonic() + PAUSE
            if not self._is_away:
                logger.warning("Each process makes its own pages, because Redis does not keep them: %s", error)
            self._is_away = True
            return None
        if self._is_away:
            logger.warning("Redis keeps pages for all processes again.")
            self._is_away, self._left_alone_until = False, 0.0
        return value

    def _name(self, address: Address) -> str:
        """What a reader writes is in it as a digest only."""
        parts = json.dumps([address.host, address.scheme, address.path, address.query]).encode()
        return f"{self._prefix}:{hashlib.blake2b(parts, digest_size=20).hexdigest()}"


def shared_pages() -> SharedPages | None:
    """As the settings say: where there is a Redis and a database that tells all processes of changes."""
    cache = settings.CACHES["default"]
    is_told = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
    if not cache["BACKEND"].endswith("RedisCache") or not is_told or not settings.KEPT_PAGES_BYTES:
        return None
    location = cache["LOCATION"]
    # The first of several is the one that is written to, as in Django's cache.
    url = re.split("[;,]", location)[0] if isinstance(location, str) else location[0]
    return SharedPages(url, str(settings.SECRET_KEY), release(), cache.get("KEY_PREFIX", ""))


def _making(name: str) -> str:
    return f"{name}:making"
