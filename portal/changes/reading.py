"""What an answer to a reader is made of, so that it is known when it has to be made anew."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar, cast
from uuid import UUID

from .announcing import is_changing
from .clock import clock
from .listening import hear

Value = TypeVar("Value")


@dataclass
class Reading:
    """What is read for an answer: of everything, unless whoever makes it says that it is of a few `texts` only."""

    moment: int
    texts: set[UUID] = field(default_factory=set)
    is_of_everything: bool = True
    may_be_kept: bool = True
    is_by_page_number: bool = False

    @property
    def sources(self) -> frozenset[UUID] | None:
        """None for everything."""
        return None if self.is_of_everything else frozenset(self.texts)


_reading: ContextVar[Reading | None] = ContextVar("_reading", default=None)


@contextmanager
def reading() -> Iterator[Reading]:
    """Collects what is read inside."""
    found = Reading(clock.now)
    token = _reading.set(found)
    try:
        yield found
    finally:
        _reading.reset(token)


def made_of(texts: Iterable[UUID]) -> None:
    """The answer shows these texts, what frames every page, and what changes with all texts at once; nothing else."""
    if found := _reading.get():
        found.is_of_everything = False
        found.texts.update(texts)


def also_made_of(texts: Iterable[UUID]) -> None:
    """It shows something of these texts besides."""
    if found := _reading.get():
        found.texts.update(texts)


def made_of_more_than_the_database() -> None:
    """The answer shows what changes without a word of it; it is not kept."""
    if found := _reading.get():
        found.may_be_kept = False


def made_by_page_number() -> None:
    """The answer is that part of a list which the address asks for."""
    if found := _reading.get():
        found.is_by_page_number = True


@dataclass(frozen=True)
class _Kept:
    value: Any
    moment: int
    texts: frozenset[UUID]


_kept: dict[str, _Kept] = {}
_keeping = Lock()
# There are a handful a language.
MOST_KEPT = 500


def made_once(name: str, make: Callable[[], Value]) -> Value:
    """What `make` returns, made once a change of anything in this process rather than once a page.

    Nobody changes what it returns. Within a transaction that has changed something it is made each time.
    """
    if is_changing() or not hear():
        return make()
    kept = _kept.get(name)
    if kept is None or not clock.is_current(kept.moment, None):
        with reading() as found:
            value = make()
        if not found.may_be_kept:
            made_of_more_than_the_database()
            also_made_of(found.texts)
            return value
        kept = _Kept(value, found.moment, frozenset(found.texts))
        with _keeping:
            if len(_kept) >= MOST_KEPT:
                _kept.clear()
            _kept[name] = kept
    also_made_of(kept.texts)
    return cast(Value, kept.value)
