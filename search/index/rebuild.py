"""Rebuild of an index beside the one in use, and the proof that it holds what the database has."""

import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from uuid import UUID

from django.conf import settings

from portal.batches import in_batches
from portal.i18n import language_codes
from portal.runtime.locks import AlreadyHeld, exclusive_lock, exclusive_lock_across_machines

from ..models import DocumentVersion
from .changes import readable_changes
from .document import all_keys, read_documents
from .interface import EngineAway, EngineBusy, EngineUnavailable, IndexChange, Rebuild, get_index

logger = logging.getLogger(__name__)

BATCH = 200
# So many keys are indexed at once where an index is missing when something is published; more are left to the worker.
SMALL = 200
# So long a rebuild waits for a cluster that goes away or is overloaded while it is filled, and so often it looks.
PATIENCE_SECONDS = 120.0
PAUSE_SECONDS = 2.0


def rebuild(index: str, patience: float = PATIENCE_SECONDS) -> int:
    """Builds an index beside the one in use and swaps them; returns the number of documents.

    What changes meanwhile goes into the old index and, before the swap, into the new one. A document that cannot be
    read is logged and left out; `verify` names it as missing.

    Raises:
        AlreadyHeld: another process is rebuilding.
    """
    with _rebuild_lock(index):
        engine = get_index(index)
        building = engine.rebuild(language_codes())
        try:
            for batch in in_batches(all_keys(), BATCH):
                _write(building, readable_changes(batch)[0], patience)
            # Most of what was missed is made up for here; deliveries wait during the rest of it.
            for changes in _missed(building.versions()):
                _write(building, changes, patience)
            building.swap(lambda: _missed(building.versions()))
        except BaseException:
            try:
                building.abandon()
            except EngineUnavailable as error:
                logger.warning("What was built stays until the worker can clear it away: %s", error)
            raise
        return engine.state().documents


def _write(building: Rebuild, changes: Sequence[IndexChange], patience: float) -> None:
    """Written again after an interruption: a version that is there already does no harm."""
    end = time.monotonic() + patience
    while True:
        try:
            building.write(changes)
            return
        except (EngineAway, EngineBusy) as error:
            if time.monotonic() >= end:
                raise
            logger.warning("The rebuild waits: %s", error)
            time.sleep(PAUSE_SECONDS)


def _rebuild_lock(index: str) -> AbstractContextManager[None]:
    lock = exclusive_lock_across_machines if get_index(index).is_shared else exclusive_lock
    return lock(f"search-rebuild-{index}", Path(settings.SEARCH_INDEX_PATH).parent)


def _missed(versions: Mapping[UUID, int]) -> Iterator[list[IndexChange]]:
    for batch in in_batches(_missed_keys(versions), BATCH):
        yield readable_changes([key for key, _ in batch])[0]


def _missed_keys(versions: Mapping[UUID, int]) -> Iterator[tuple[UUID, int]]:
    """Documents whose current version is later than the one held, deleted ones included."""
    rows = DocumentVersion.objects.order_by("key").values_list("key", "version").iterator()
    return ((key, version) for key, version in rows if versions.get(key, -1) < version)


def missed_keys(index: str) -> Iterator[tuple[UUID, int]]:
    """Documents, with their current version, of which an index has never been told. Raises EngineUnavailable."""
    held = {entry.key: entry.version for entry in get_index(index).entries()}
    return _missed_keys(held)


def needs_rebuild(index: str) -> bool:
    """The index is missing, damaged, of another version of the program or lacks a language; not: it is away."""
    return get_index(index).state().has_to_be_built


def rebuild_if_needed(index: str, patience: float = PATIENCE_SECONDS) -> bool:
    """Whether there was a need; where another process has begun already, there is none."""
    return needs_rebuild(index) and _rebuild_unless_begun(index, patience)


def _rebuild_unless_begun(index: str, patience: float) -> bool:
    try:
        rebuild(index, patience)
    except AlreadyHeld:
        logger.info("The index %s is being built by another process", index)
        return False
    return True


def tend(index: str) -> None:
    """Clears away what a killed rebuild has left, and builds an index that has to be built. For the worker."""
    engine = get_index(index)
    state = engine.state()
    if state.has_to_be_built:
        _rebuild_unless_begun(index, PATIENCE_SECONDS)
    elif state.leftovers:
        try:
            with _rebuild_lock(index):
                left = engine.state().leftovers
                engine.clear_away()
        except AlreadyHeld:
            # They belong to a rebuild that is running.
            return
        if left:
            logger.warning("Left by a rebuild that did not end, and cleared away: %s", ", ".join(left))


def rebuild_if_small(index: str) -> bool:
    """Builds a missing index of a young portal at once; its author is waiting."""
    if not needs_rebuild(index) or len(list(islice(all_keys(), SMALL + 1))) > SMALL:
        return False
    return rebuild_if_needed(index, patience=0.0)


@dataclass
class Verification:
    """How an index compares with the database. `published` counts the documents that the index should hold."""

    published: int = 0
    matching: int = 0
    missing: list[UUID] = field(default_factory=list)
    outdated: list[UUID] = field(default_factory=list)
    surplus: list[UUID] = field(default_factory=list)

    @property
    def differing(self) -> list[UUID]:
        return [*self.missing, *self.outdated, *self.surplus]

    @property
    def is_perfect(self) -> bool:
        return self.matching == self.published and not (self.missing or self.outdated or self.surplus)


def verify(index: str) -> Verification:
    """Compares keys, versions and fingerprints. Raises EngineUnavailable."""
    engine = get_index(index)
    state = engine.state()
    if state.problem:
        raise EngineUnavailable(state.problem)
    held = {entry.key: entry for entry in engine.entries()}
    result = Verification()
    for batch in in_batches(all_keys(), BATCH):
        changes, unreadable = readable_changes(batch)
        result.published += len(unreadable)
        result.missing += unreadable
        for key in unreadable:
            held.pop(key, None)
        for change in changes:
            entry = held.pop(change.key, None)
            fingerprint = entry.fingerprint if entry else None
            if change.document is None:
                if fingerprint is not None:
                    result.surplus.append(change.key)
                continue
            result.published += 1
            if fingerprint is None:
                result.missing.append(change.key)
            elif entry is not None and (fingerprint, entry.version) == (change.document.fingerprint(), change.version):
                result.matching += 1
            else:
                result.outdated.append(change.key)
    left = [key for key, entry in held.items() if entry.fingerprint is not None]
    for keys in in_batches(left, BATCH):
        # Published while the sources were read, or gone from them.
        present = read_documents(keys)
        result.surplus += [key for key in keys if key not in present]
    return result
