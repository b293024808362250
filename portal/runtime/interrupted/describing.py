"""What a task is for, in words, and who started it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .models import InterruptedWork


@dataclass(frozen=True)
class Description:
    """`what` for people; `who` started it, or "" for the portal itself."""

    what: str
    who: str = ""


Describer = Callable[..., Description]
_describers: dict[str, Describer] = {}


def describes(path: str) -> Callable[[Describer], Describer]:
    """Registers a function that describes the task at the path, given its arguments."""

    def register(describer: Describer) -> Describer:
        _describers[path] = describer
        return describer

    return register


def description_of(row: InterruptedWork) -> Description:
    arguments: Mapping[str, Any] = row.arguments
    describer = _describers.get(row.path)
    if describer is None:
        return Description("")
    return describer(*arguments.get("args", ()), **arguments.get("kwargs", {}))
