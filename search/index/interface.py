"""Index interface: what every index is given and holds, however it is searched; tests/search/contract runs on each.

Indexing knows no more of an engine than this. Searching is added in search/engines.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from .document import Document


class EngineUnavailable(Exception):
    """The index cannot be read or written now; the message says why and what to do."""


class EngineAway(EngineUnavailable):
    """What holds the index does not answer. The index may be whole: building it anew would not help."""


class EngineBusy(EngineUnavailable):
    """What holds the index answers, but does not write for the time being."""


@dataclass(frozen=True, slots=True)
class IndexChange:
    """What an index shall hold for a key; None: nothing. An engine that holds a later version leaves it."""

    key: UUID
    version: int
    document: Document | None


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """What an index holds for a key. `fingerprint` is None for what was withdrawn."""

    key: UUID
    version: int
    fingerprint: str | None


@dataclass(frozen=True, slots=True)
class IndexState:
    """`problem` is None where the index can be read, else the reason: it has to be built, or what holds it `is_away`.

    `leftovers` names what stands there because a rebuild is running or was killed: builds that are not in use, and
    those that are closed to deliveries.
    """

    location: str
    documents: int = 0
    built_at: str = ""
    problem: str | None = None
    is_away: bool = False
    leftovers: tuple[str, ...] = ()

    @property
    def has_to_be_built(self) -> bool:
        return self.problem is not None and not self.is_away


class Index(ABC):
    """Methods raise EngineUnavailable, and nothing else, when it cannot be used."""

    name: str
    # Whether all machines of a portal use one and the same index, or each has its own.
    is_shared: bool

    @abstractmethod
    def write(self, changes: Sequence[IndexChange]) -> None:
        """Applies all of the changes or none."""

    @abstractmethod
    def entries(self, keys: Iterable[UUID] | None = None) -> Iterator[IndexEntry]:
        """What the index holds, tombstones included, for some keys or all."""

    @abstractmethod
    def state(self) -> IndexState:
        """Tells what is wrong instead of raising EngineUnavailable."""

    @abstractmethod
    def rebuild(self, languages: Sequence[str]) -> "Rebuild":
        """Begins a new index beside the current one, which stays in use until the new one takes its place."""

    @abstractmethod
    def clear_away(self) -> None:
        """Removes what `state` calls leftovers. The caller sees to it that no rebuild is running."""

    @abstractmethod
    def close(self) -> None:
        """Lets go of what the calling thread holds; the next use takes it again."""


class Rebuild(ABC):
    """A new index while it is filled."""

    @abstractmethod
    def write(self, changes: Sequence[IndexChange]) -> None: ...

    @abstractmethod
    def versions(self) -> Mapping[UUID, int]:
        """Which version of each key it holds so far."""

    @abstractmethod
    def swap(self, missed: Callable[[], Iterable[Sequence[IndexChange]]]) -> None:
        """Keeps deliveries out, writes what is still missed then, and puts the new index in the old one's place."""

    @abstractmethod
    def abandon(self) -> None:
        """Removes what was built."""


@cache
def get_index(name: str) -> Index:
    """One object a process.

    An index is named like its engine; `embedded@MACHINE` is that of one among several machines.
    """
    engine, _, machine = name.partition("@")
    if machine:
        return get_index(engine)
    made: Index = import_string(settings.SEARCH_ENGINES[engine])()
    return made
