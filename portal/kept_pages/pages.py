"""The pages that a process keeps: no more than fit into its share of memory, the least used go first."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Event, Lock
from uuid import UUID

from portal.changes.clock import clock

from .answers import Answer
from .requests import Address

MOST_UNKEPT = 2000


@dataclass(frozen=True)
class KeptPage:
    """`texts` are those that it is made of, None for everything; `until` is in seconds of the epoch."""

    answer: Answer
    moment: int
    texts: frozenset[UUID] | None
    until: float

    def is_current(self, now: float) -> bool:
        return now < self.until and clock.is_current(self.moment, self.texts)

    def may_be_shown_meanwhile(self, now: float) -> bool:
        """Whether readers may see it while the next one is made: nothing in it may have been withdrawn."""
        return now < self.until and not clock.has_hidden_since(self.moment)


@dataclass
class Making:
    """One request makes a page, the others of the same address wait for it."""

    begun: float
    done: Event


class Pages:
    """By address. Used by many threads."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self._pages: OrderedDict[Address, KeptPage] = OrderedDict()
        self._makings: dict[Address, Making] = {}
        # Addresses whose answers are of one reader each, with the moment at which that was seen.
        self._unkept: dict[Address, int] = {}
        self._bytes = 0
        self._lock = Lock()

    def get(self, address: Address) -> KeptPage | None:
        with self._lock:
            page = self._pages.get(address)
            if page is not None:
                self._pages.move_to_end(address)
            return page

    def keep(self, address: Address, page: KeptPage) -> None:
        with self._lock:
            self._remove(address)
            if page.answer.size > self.most_bytes:
                return
            self._pages[address] = page
            self._bytes += page.answer.size
            while self._bytes > self.most_bytes:
                self._remove(next(iter(self._pages)))

    def remove(self, address: Address) -> None:
        with self._lock:
            self._remove(address)

    def cannot_keep(self, address: Address, moment: int) -> None:
        with self._lock:
            self._remove(address)
            if len(self._unkept) >= MOST_UNKEPT:
                self._unkept.clear()
            self._unkept[address] = moment

    def can_keep(self, address: Address) -> bool:
        """Whether the address may lead to a page for everybody, for all that is known of it."""
        moment = self._unkept.get(address)
        return moment is None or not clock.is_current(moment, None)

    def begin(self, address: Address, now: float) -> tuple[Making, bool]:
        """Who makes the page, and whether that is whoever asks."""
        with self._lock:
            making = self._makings.get(address)
            if making is not None:
                return making, False
            making = self._makings[address] = Making(now, Event())
            return making, True

    def finish(self, address: Address) -> None:
        with self._lock:
            self._makings.pop(address).done.set()

    def __len__(self) -> int:
        return len(self._pages)

    @property
    def size(self) -> int:
        """In bytes."""
        return self._bytes

    def _remove(self, address: Address) -> None:
        page = self._pages.pop(address, None)
        if page is not None:
            self._bytes -= page.answer.size
