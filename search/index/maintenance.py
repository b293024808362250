"""Maintenance that administrators ask for and the worker does: comparing an index with the database, rebuilding it."""

import logging
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from portal.runtime.locks import AlreadyHeld

from ..models import IndexMaintenance, OutboxEntry
from .interface import EngineUnavailable
from .outbox import index_names
from .rebuild import rebuild, verify

logger = logging.getLogger(__name__)

# Differences of a kind that are kept by key, to be looked at.
NAMED_DIFFERENCES = 50


def ask_for_comparison(index: str) -> None:
    IndexMaintenance.objects.update_or_create(index=index, defaults={"comparison_asked_at": timezone.now()})


def ask_for_rebuild(index: str) -> None:
    """The new index is compared with the database as well."""
    now = timezone.now()
    asked = {"rebuild_asked_at": now, "comparison_asked_at": now}
    IndexMaintenance.objects.update_or_create(index=index, defaults=asked)


def deliver_soon(indexes: Iterable[str]) -> int:
    """Makes every waiting row due, for the worker's next turn; returns how many."""
    return OutboxEntry.objects.filter(index__in=list(indexes)).update(next_attempt_at=timezone.now())


def do_what_is_asked() -> None:
    """For the worker. What a killed worker was doing is still asked for, and begins again."""
    asked = ~Q(rebuild_asked_at=None) | ~Q(comparison_asked_at=None)
    for row in IndexMaintenance.objects.filter(asked, index__in=index_names()):
        if row.rebuild_asked_at and not _rebuild(row):
            continue
        _compare(row)


def _rebuild(row: IndexMaintenance) -> bool:
    try:
        rebuild(row.index)
    except AlreadyHeld:
        logger.info("The index %s is being built by another process", row.index)
    except EngineUnavailable as error:
        _finish(row, "rebuild_asked_at", problem=str(error))
        _finish(row, "comparison_asked_at")
        return False
    _finish(row, "rebuild_asked_at", problem="")
    return True


def _compare(row: IndexMaintenance) -> None:
    try:
        result = verify(row.index)
    except EngineUnavailable as error:
        _finish(row, "comparison_asked_at", problem=str(error))
        return
    _finish(
        row,
        "comparison_asked_at",
        compared_at=timezone.now(),
        published=result.published,
        matching=result.matching,
        missing=_named(result.missing),
        outdated=_named(result.outdated),
        surplus=_named(result.surplus),
        differences=len(result.missing) + len(result.outdated) + len(result.surplus),
        problem="",
    )


def _finish(row: IndexMaintenance, asked: str, **values: object) -> None:
    """What has been asked for again meanwhile stays asked for."""
    rows = IndexMaintenance.objects.filter(pk=row.pk)
    if values:
        rows.update(**values)
    rows.filter(**{asked: getattr(row, asked)}).update(**{asked: None})


def _named(keys: list[UUID]) -> list[str]:
    return [str(key) for key in keys[:NAMED_DIFFERENCES]]
