"""Segments of one translation as every format carries them."""

from dataclasses import dataclass
from datetime import datetime


class UnreadableFile(Exception):
    """A file from outside cannot be taken in; the message says why, in the user's language."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A segment: its context path, both texts as wagtail-localize's HTML, and what it is in the document.

    `target` is empty where there is none; `is_unchecked` is a machine's. `problem` is what is wrong with the target.
    """

    path: str
    source: str
    target: str
    note: str = ""
    is_unchecked: bool = False
    problem: str = ""


def moment_of(text: str) -> datetime | None:
    """When a file says that it was written; None where it does not say so with a time zone."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else None
