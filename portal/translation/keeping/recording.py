"""Keeps texts: those that are handed over, and by itself whatever another text takes the place of.

It stands at the tables of wagtail-localize rather than at the doors: the editor, files, imports, a switch of the
original and a deletion all come by them.
"""

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.signals import pre_delete, pre_save
from django.utils import timezone

from portal.translation.localize import SegmentOverride, StringTranslation, TranslationSource

from .models import TITLE_LENGTH, KeptText

BATCH = 500


def keep(texts: Iterable[KeptText]) -> None:
    """Texts that are empty are left out; one that is kept already is kept as of now, for its present reason."""
    rows = {row.with_fingerprint().fingerprint: row for row in texts if row.text.strip()}
    KeptText.objects.bulk_create(
        rows.values(),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["fingerprint"],
        update_fields=["kept_at", "reason"],
    )


def keep_replaced(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """As the database has it at this moment, which may be newer than what was read before."""
    if raw or instance.pk is None:
        return
    rows = sender.objects.filter(pk=instance.pk)
    if connection.in_atomic_block:
        # Two who save at once wait for each other here, or the first one's text would be known to neither.
        rows = rows.select_for_update()
    old = rows.first()
    if old is not None and _text(old) != _text(instance):
        keep(_kept([old], KeptText.Reason.REPLACED))


def keep_deleted(sender: Any, instance: Any, origin: Any = None, **kwargs: Any) -> None:
    """All of a query that deletes many are kept at once, when the first of them is about to go."""
    rows: Iterable[Any] = [instance]
    if isinstance(origin, QuerySet) and origin.model is sender:
        if getattr(origin, "is_kept", False):
            return
        origin.is_kept = True  # type: ignore[attr-defined]
        rows = origin.all()
    keep(_kept(list(rows), KeptText.Reason.DELETED))


def _kept(rows: list[Any], reason: KeptText.Reason) -> Iterable[KeptText]:
    """What people wrote of the rows; what only a machine has written is no loss. Three queries for any number."""
    written = {row.pk: row for row in rows if row.context_id and not _is_machine_made(row)}
    if not written:
        return
    sender = type(next(iter(written.values())))
    related = ["context", "locale", *(["translation_of"] if sender is StringTranslation else [])]
    found = sender.objects.filter(pk__in=written).select_related(*related)
    titles = dict(
        TranslationSource.objects.filter(object_id__in={row.context.object_id for row in found}).values_list(
            "object_id", "object_repr"
        )
    )
    now = timezone.now()
    for row in found:
        yield KeptText(
            translation_key=row.context.object_id,
            title=titles.get(row.context.object_id, "")[:TITLE_LENGTH],
            language=row.locale.language_code,
            path=row.context.path,
            source=row.translation_of.data if isinstance(row, StringTranslation) else "",
            text=_text(row),
            is_value=isinstance(row, SegmentOverride),
            reason=reason,
            user_id=row.last_translated_by_id,
            kept_at=now,
        )


def _is_machine_made(row: Any) -> bool:
    return getattr(row, "translation_type", "") == StringTranslation.TRANSLATION_TYPE_MACHINE


def _text(row: Any) -> str:
    return str(row.data) if isinstance(row, StringTranslation) else as_text(json.loads(row.data_json))


def as_text(value: object) -> str:
    """A value of a translation's own as people see it."""
    return value if isinstance(value, str) else json.dumps(value)


def connect() -> None:
    """Once, when the program starts."""
    for model in (StringTranslation, SegmentOverride):
        pre_save.connect(keep_replaced, sender=model, dispatch_uid="portal.keep_replaced")
        pre_delete.connect(keep_deleted, sender=model, dispatch_uid="portal.keep_deleted")
