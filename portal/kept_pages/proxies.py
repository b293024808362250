"""Pages that proxies in front hold for a while, and purge: what readers may have got from there is taken back
(docs/adr/0053).

Each process remembers which pages it has allowed a proxy to hold; a thread of its own, outside of readers' requests,
purges those that are outdated.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit
from uuid import UUID

from django.conf import settings
from wagtail.contrib.frontend_cache.utils import get_backends

from portal.changes.clock import clock
from portal.changes.listening import hear

from .pages import KeptPage
from .requests import Address

# Further pages are held by no proxy.
MOST_HELD = 10_000
# Seconds between two looks whether anything has changed.
LOOK_AFTER = 0.25
# An answer that was under way to the proxy at the first purge has arrived by then.
AGAIN_AFTER = 5

logger = logging.getLogger(__name__)


# Seconds between two times that what no proxy holds any longer is forgotten.
FORGOTTEN_AFTER = 10


@dataclass(frozen=True)
class _Held:
    """The page itself is in nobody's memory for this: proxies hold more of them than are kept here."""

    moment: int
    texts: frozenset[UUID] | None
    until: float


@dataclass
class HeldPages:
    """What proxies may hold of a host's pages (with its port, if need be), `seconds` long; `purge` takes URLs."""

    purge: Callable[[list[str]], None]
    host: str
    seconds: int
    _held: dict[Address, _Held] = field(default_factory=dict)
    # Addresses that are to be purged, with the time.
    _due: list[tuple[float, Address]] = field(default_factory=list)
    _moment: int = -1
    _forgotten_at: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _thread: threading.Thread | None = None
    _stopped: threading.Event = field(default_factory=threading.Event)

    def cache_control(self, address: Address, page: KeptPage) -> str:
        """The header for a page that is handed out now; "" where no proxy may hold it."""
        now = time.time()
        seconds = int(min(self.seconds, page.until - now))
        if address.host != self.host or seconds < 1 or page.answer.header("Cache-Control"):
            return ""
        with self._lock:
            before = self._held.get(address)
            if before is None and len(self._held) >= MOST_HELD:
                return ""
            if before is not None and before.moment != page.moment:
                self._due += _twice(address, now)
            self._held[address] = _Held(page.moment, page.texts, now + seconds)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="purging", daemon=True)
                self._thread.start()
        if not page.is_current(now):
            # It has changed meanwhile, perhaps before the thread could find it here.
            return ""
        # Browsers ask each time, and the proxy answers them.
        return f"public, max-age=0, must-revalidate, s-maxage={seconds}"

    def look(self) -> None:
        """Purges what is due."""
        hear()
        now = time.time()
        with self._lock:
            self._find_outdated(now)
            due = {address for at, address in self._due if at <= now}
            self._due = [each for each in self._due if each[0] > now]
        if due:
            self.purge(sorted(map(self._url, due)))

    def stop(self) -> None:
        """Nothing is purged any longer."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join()

    def _find_outdated(self, now: float) -> None:
        moment = clock.now
        if moment != self._moment or now >= self._forgotten_at + FORGOTTEN_AFTER:
            self._forgotten_at = now
            for address, held in [*self._held.items()]:
                if held.until < now:
                    del self._held[address]
                elif not clock.is_current(held.moment, held.texts):
                    del self._held[address]
                    self._due += _twice(address, now)
        self._moment = moment

    def _url(self, address: Address) -> str:
        query = f"?{address.query}" if address.query else ""
        return f"{address.scheme}://{address.host}{quote(address.path.encode('latin-1'))}{query}"

    def _run(self) -> None:
        while not self._stopped.wait(LOOK_AFTER):
            try:
                self.look()
            except Exception:
                logger.exception("Pages that have changed were not purged")


def held_pages() -> HeldPages | None:
    """As the settings say: where there are proxies that can be purged."""
    backends = get_backends().values()
    if not backends:
        return None

    def purge(urls: list[str]) -> None:
        for backend in backends:
            backend.purge_batch(urls)

    return HeldPages(purge, urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc, settings.PROXIES_HOLD_SECONDS)


def _twice(address: Address, now: float) -> list[tuple[float, Address]]:
    return [(now, address), (now + AGAIN_AFTER, address)]
