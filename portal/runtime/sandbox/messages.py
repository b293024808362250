"""What a sandbox and its process say to each other."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from .limits import Limits

# A call's function is imported, and its time begins.
STARTED = b"+"


def name_of(thing: Any) -> str:
    """By which the process finds a function or a class of a module."""
    return f"{thing.__module__}:{thing.__qualname__}"


@dataclass(frozen=True, slots=True)
class Keep:
    """A value of the type at `kind` (`module:Class`) that later calls get by that name."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Call:
    """Of the function at `module:name`, with the values that follow and those that are kept under the names.

    `warm` is called once before the fork, so that what it loads is there for every call. `refusal` is the exception
    whose message is for people.
    """

    function: str
    kept: tuple[str, ...]
    warm: str
    refusal: str
    language: str
    limits: Limits


@dataclass(frozen=True, slots=True)
class Request:
    """One of the two."""

    keep: Keep | None = None
    call: Call | None = None


class CallOutcome(StrEnum):
    RETURNED = "returned"
    REFUSED = "refused"
    OUT_OF_MEMORY = "out of memory"
    NESTED = "nested"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Answer:
    """`message` is of a refusal or a failure. What was returned follows."""

    outcome: CallOutcome
    message: str = ""
