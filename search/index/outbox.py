"""Transactional outbox: a row in the transaction of a change, delivered to each index after it, again if need be."""

import logging
import threading
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from portal.batches import in_batches
from portal.storage.after_commit import after_commit

from ..models import DocumentVersion, OutboxEntry
from .changes import current_changes
from .interface import EngineUnavailable, get_index
from .rebuild import missed_keys, rebuild_if_small, tend

logger = logging.getLogger(__name__)

BATCH = 200
FIRST_DELAY = timedelta(seconds=2)
LONGEST_DELAY = timedelta(minutes=10)
# What is delivered right after a commit, while its author waits; the worker does the rest.
KEYS_AFTER_COMMIT = 50


@dataclass(frozen=True, slots=True)
class Delivery:
    """What an attempt has come to; `waiting` rows are left, those that are not due yet included."""

    delivered: int
    failed: int
    waiting: int


@dataclass
class _Enqueued:
    """Keys enqueued in the transaction at hand.

    `hooks` is Django's list of what is to run after the commit. Django replaces it at the end of a transaction and
    when a savepoint is rolled back; while it is the same list, the rows of these keys still stand.
    """

    hooks: Sequence[object]
    keys: set[uuid.UUID]


class _Local(threading.local):
    """Connections belong to threads, and so does this."""

    enqueued: _Enqueued | None = None


_local = _Local()


def enqueue(keys: Iterable[uuid.UUID]) -> None:
    """Notes that documents have changed, appeared or gone, and delivers them after the commit.

    Belongs inside the transaction of the change. Enqueueing a key again in the same transaction costs nothing.
    """
    enqueued = _local.enqueued
    if enqueued is None or not connection.in_atomic_block or enqueued.hooks is not connection.run_on_commit:
        enqueued = None
    new = sorted(set(keys) - (enqueued.keys if enqueued else set()))
    if not new:
        return
    with transaction.atomic():
        for batch in in_batches(new, BATCH):
            _write_rows(batch)
        if enqueued is None:
            enqueued = _local.enqueued = _Enqueued(connection.run_on_commit, set())
            after_commit(_delivery_of(enqueued))
        enqueued.keys.update(new)


def _write_rows(keys: Sequence[uuid.UUID]) -> None:
    DocumentVersion.objects.bulk_create([DocumentVersion(key=key) for key in keys], ignore_conflicts=True)
    # Locked in one order everywhere, so that two transactions never wait for each other.
    locked = DocumentVersion.objects.select_for_update().filter(key__in=keys).order_by("key")
    list(locked.values_list("pk", flat=True))
    DocumentVersion.objects.filter(key__in=keys).update(version=F("version") + 1)
    now = timezone.now()
    versions = DocumentVersion.objects.filter(key__in=keys).values_list("key", "version")
    OutboxEntry.objects.bulk_create(
        [
            OutboxEntry(key=key, index=index, version=version, next_attempt_at=now)
            for key, version in sorted(versions)
            for index in _addressed_indexes()
        ],
        update_conflicts=True,
        unique_fields=["key", "index"],
        update_fields=["version", "attempts", "next_attempt_at", "last_error"],
    )


def index_names() -> list[str]:
    """The indexes that this machine keeps current. The embedded one comes first: it is never away."""
    return _indexes_of([settings.SEARCH_MACHINE])


def _addressed_indexes() -> list[str]:
    """The indexes of all machines: each embedded one hears of every change, whichever machine it is made on."""
    return _indexes_of(settings.SEARCH_MACHINES or [""])


def _indexes_of(machines: Sequence[str]) -> list[str]:
    names = []
    if settings.SEARCH_ENGINE == "embedded" or settings.SEARCH_FALLBACK:
        names += [f"embedded@{machine}" if machine else "embedded" for machine in machines]
    if settings.SEARCH_ENGINE != "embedded":
        names.append(settings.SEARCH_ENGINE)
    return names


def _delivery_of(enqueued: _Enqueued) -> Callable[[], None]:
    def deliver() -> None:
        if _local.enqueued is enqueued:
            _local.enqueued = None
        if len(enqueued.keys) <= KEYS_AFTER_COMMIT:
            _deliver_after_commit(enqueued.keys)

    return deliver


def _deliver_after_commit(keys: Iterable[uuid.UUID]) -> None:
    """Best effort, at once: what fails stays for the worker, with the reason."""
    for index in index_names():
        entries = list(OutboxEntry.objects.filter(index=index, key__in=keys))
        try:
            try:
                _deliver(index, entries)
            except EngineUnavailable:
                if not rebuild_if_small(index):
                    raise
                _deliver(index, entries)
        except (EngineUnavailable, OSError) as error:
            _wait(index, entries, error)


def deliver_due() -> Delivery:
    """Delivers every row that is due, in batches, after putting each index in order. For the worker."""
    return _deliver_all(only_due=True)


def catch_up() -> int:
    """Notes what an index has missed while nothing was addressed to it; returns how many. For the worker.

    The fallback may have been off, a machine not among those named, a cluster restored from a snapshot.
    """
    noted = 0
    for index in index_names():
        if get_index(index).state().problem:
            continue
        for batch in in_batches(missed_keys(index), BATCH):
            now = timezone.now()
            rows = [OutboxEntry(key=key, index=index, version=version, next_attempt_at=now) for key, version in batch]
            OutboxEntry.objects.bulk_create(rows, ignore_conflicts=True)
            noted += len(rows)
    return noted


def repair(index: str, differing: Sequence[uuid.UUID]) -> None:
    """Enqueues documents in which an index differs from the database, as changes later than any that it holds.

    It may hold later ones than the database knows of, which may have been restored from a backup.
    """
    held = {entry.key: entry.version for entry in get_index(index).entries(differing)}
    with transaction.atomic():
        rows = [DocumentVersion(key=key, version=version) for key, version in held.items()]
        DocumentVersion.objects.bulk_create(rows, ignore_conflicts=True)
        for key, version in held.items():
            DocumentVersion.objects.filter(key=key, version__lt=version).update(version=version)
        enqueue(differing)


def drain() -> Delivery:
    """Delivers every row, whenever its next attempt would have been; each is tried once, unless its index is away."""
    return _deliver_all(only_due=False)


def _deliver_all(*, only_due: bool) -> Delivery:
    delivered = failed = 0
    started = timezone.now()
    for index in index_names():
        waiting = OutboxEntry.objects.filter(index=index)
        if only_due:
            waiting = waiting.filter(next_attempt_at__lte=started)
        last = 0
        batch: list[OutboxEntry] = []
        try:
            tend(index)
            while batch := list(waiting.filter(pk__gt=last).order_by("pk")[:BATCH]):
                last = batch[-1].pk
                done = _deliver(index, batch)
                delivered += done
                failed += len(batch) - done
        except (EngineUnavailable, OSError) as error:
            # The next batch would fare no better; another index may.
            failed += len(batch)
            _wait(index, batch, error)
    return Delivery(delivered, failed, OutboxEntry.objects.filter(index__in=index_names()).count())


def _deliver(index: str, entries: Sequence[OutboxEntry]) -> int:
    """Gives an index the current documents of some rows and removes those; returns how many.

    A document that cannot be read or written keeps its row, with the reason. Raises EngineUnavailable.
    """
    if not entries:
        return 0
    try:
        get_index(index).write(current_changes([entry.key for entry in entries]))
    except EngineUnavailable:
        raise
    except Exception as error:
        if len(entries) > 1:
            # One document that cannot be read or written must not keep back the others.
            return sum(_deliver(index, [entry]) for entry in entries)
        logger.exception("Document %s could not be delivered to the index %s", entries[0].key, index)
        _postpone(entries, error, _delay(entries[0].attempts))
        return 0
    _acknowledge(entries)
    return len(entries)


def _acknowledge(entries: Sequence[OutboxEntry]) -> None:
    """Each row by itself and as it was seen: a change that came meanwhile has raised its version and keeps it."""
    seen = Q()
    for entry in entries:
        seen |= Q(pk=entry.pk, version=entry.version)
    OutboxEntry.objects.filter(seen).delete()


def _wait(index: str, entries: Sequence[OutboxEntry], error: Exception) -> None:
    """The rows are as good as before, so however long an index is away, they are due soon after it is back."""
    logger.info("The index %s cannot be written to: %s", index, error)
    _postpone(entries, error, FIRST_DELAY)


def _postpone(entries: Sequence[OutboxEntry], error: Exception, delay: timedelta) -> None:
    OutboxEntry.objects.filter(pk__in=[entry.pk for entry in entries]).update(
        attempts=F("attempts") + 1,
        next_attempt_at=timezone.now() + delay,
        last_error=f"{type(error).__name__}: {error}"[:2000],
    )


def _delay(attempts: int) -> timedelta:
    return min(FIRST_DELAY * 2 ** min(attempts, 20), LONGEST_DELAY)
