"""Search log: what readers search for, noted without a database and counted by the worker.

A search appends a line to a file of its machine; the worker adds the lines up, a row a day, language and text. So the
log costs a search microseconds, waits for no lock, and survives an outage of the database. Nothing about a reader is
noted: no address, no session, no time of day; and no text that looks like somebody's number or address.
"""

import datetime
import fcntl
import json
import logging
import os
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from portal.batches import in_batches
from portal.i18n import language_codes
from portal.storage.files import move_aside

from ..models import SearchCount
from ..models.counts import LONGEST_TEXT

logger = logging.getLogger(__name__)

MOST_WORDS = 12
# Flooding fills neither the disk nor the table: more is not noted until the worker has counted.
MOST_BYTES = 2_000_000
MOST_TEXTS_A_DAY = 5_000
BATCH = 200
# What the database takes.
LARGEST_NUMBER = 2**31 - 1

_ADDRESS = re.compile(r"\S@\S")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# Telephone numbers, personal codes, accounts: no code of a project has seven digits without letters between them.
_LONG_NUMBER = re.compile(r"\d(?:[\s().+/–-]*\d){6}")

# Day, language and text.
Key = tuple[str, str, str]


def countable_text(typed: str) -> str | None:
    """A query in the form it is counted in; None where it might be about a person or is no query that anyone types."""
    text = " ".join(unicodedata.normalize("NFC", typed).lower().split())
    if not text or len(text) > LONGEST_TEXT or len(text.split()) > MOST_WORDS or not text.isprintable():
        return None
    if _ADDRESS.search(text) or _LONG_NUMBER.search(_YEAR.sub(" ", text)):
        return None
    return text


def note_search(typed: str, language: str, found: int) -> None:
    """Never raises: a search does not fail because it could not be counted."""
    _note(typed, language, {"found": found})


def note_click(typed: str, language: str, position: int) -> None:
    """The first result that was opened after a search; counted only where that search was."""
    _note(typed, language, {"position": position})


def _note(typed: str, language: str, values: dict[str, int]) -> None:
    text = countable_text(typed)
    if not settings.SEARCH_LOG_DAYS or text is None:
        return
    line = json.dumps([timezone.localdate().isoformat(), language, text, values], ensure_ascii=False)
    try:
        _append(f"{line}\n".encode())
    except OSError as error:
        logger.warning("A search could not be noted: %s", error)


def _path() -> Path:
    return Path(settings.SEARCH_LOG_PATH)


def _append(line: bytes) -> None:
    """One write under a shared lock, so that the worker, which takes the file away, knows that nobody is writing."""
    path = _path()
    while True:
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH)
            status = os.fstat(descriptor)
            if not _is_at(path, status):
                # The worker has taken it away since it was opened.
                continue
            if status.st_size < MOST_BYTES:
                os.write(descriptor, line)
            return
        finally:
            os.close(descriptor)


def _is_at(path: Path, status: os.stat_result) -> bool:
    try:
        return path.stat().st_ino == status.st_ino
    except FileNotFoundError:
        return False


@dataclass
class _Tally:
    searches: int = 0
    found: int = 0
    positions: list[int] = field(default_factory=list)


def count_searches() -> int:
    """Counts what has been noted on this machine; returns how many lines. For the worker."""
    path = _path()
    taken = path.with_suffix(".taken")
    for each in (path, taken):
        move_aside(each)
    if not taken.exists():
        try:
            path.rename(taken)
        except FileNotFoundError:
            return 0
    with taken.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        lines = file.read().splitlines()
    tallies = _tallies(lines)
    with transaction.atomic():
        _add(tallies)
    # Killed between the two, the worker would count these lines again.
    taken.unlink()
    return len(lines)


def _tallies(lines: Iterable[bytes]) -> dict[Key, _Tally]:
    tallies: dict[Key, _Tally] = {}
    for line in lines:
        try:
            key, name, number = _read_line(line)
        except (ValueError, RecursionError):
            # The disk was full in the middle of it, or somebody else has written it.
            logger.warning("A line of the search log is cut off or not the portal's")
            continue
        tally = tallies.setdefault(key, _Tally())
        if name == "position":
            tally.positions.append(number)
        else:
            tally.searches += 1
            tally.found = number
    return tallies


def _read_line(line: bytes) -> tuple[Key, str, int]:
    """Raises ValueError for what `_note` does not write."""
    values = json.loads(line)
    if not isinstance(values, list) or len(values) != 4:
        raise ValueError("not four values")
    *key, noted = values
    day, language, text = key
    if not all(isinstance(each, str) for each in key) or not isinstance(noted, dict) or len(noted) != 1:
        raise ValueError("values of other kinds")
    datetime.date.fromisoformat(day)
    [(name, number)] = noted.items()
    if name not in ("found", "position") or type(number) is not int or not 0 <= number <= LARGEST_NUMBER:
        raise ValueError("neither found nor opened")
    if language not in language_codes() or countable_text(text) != text:
        raise ValueError("no text that is counted")
    return (day, language, text), name, number


def _add(tallies: dict[Key, _Tally]) -> None:
    lists: dict[tuple[str, str], dict[str, _Tally]] = {}
    for (day, language, text), tally in tallies.items():
        lists.setdefault((day, language), {})[text] = tally
    for (day, language), texts in sorted(lists.items()):
        _make_rows(day, language, [text for text, tally in texts.items() if tally.searches])
        # Locked in one order by the workers of all machines, so that they never wait for each other.
        for batch in in_batches(sorted(texts), BATCH):
            rows = SearchCount.objects.filter(day=day, language=language, text__in=batch)
            locked = list(rows.order_by("text").select_for_update())
            for row in locked:
                _add_to(row, texts[row.text])
                row.pk = None
            # All of them exist: this is an UPDATE of many rows at once, eight times faster than `bulk_update`.
            SearchCount.objects.bulk_create(
                locked,
                update_conflicts=True,
                unique_fields=["day", "language", "text"],
                update_fields=["searches", "found", "clicks", "positions"],
            )


def _make_rows(day: str, language: str, texts: Iterable[str]) -> None:
    """Rows for texts that have none yet, as many as a day may have; another machine may make them meanwhile."""
    rows = SearchCount.objects.filter(day=day, language=language)
    known = set(rows.values_list("text", flat=True))
    new = [text for text in texts if text not in known][: max(0, MOST_TEXTS_A_DAY - len(known))]
    SearchCount.objects.bulk_create(
        [SearchCount(day=day, language=language, text=text) for text in new], ignore_conflicts=True, batch_size=BATCH
    )


def _add_to(row: SearchCount, tally: _Tally) -> None:
    """No more clicks than searches, whoever sends them."""
    if tally.searches:
        row.searches += tally.searches
        row.found = tally.found
    counted = tally.positions[: row.searches - row.clicks]
    row.clicks += len(counted)
    row.positions += sum(counted)


def forget_old_searches() -> int:
    """Deletes counts older than settings.SEARCH_LOG_DAYS; returns how many. For the worker."""
    last = timezone.localdate() - datetime.timedelta(days=settings.SEARCH_LOG_DAYS)
    deleted, _ = SearchCount.objects.filter(day__lt=last).delete()
    return deleted
