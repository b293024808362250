"""What follows for its record when an item or a project is published, withdrawn or deleted.

A record is withdrawn when none of its pages is published any more; it keeps its number, whose address then says that
the text was withdrawn.
"""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from portal.translation import consistency

from .models import NewsItemPage, ProjectPage
from .models.recorded import RecordedPage


def end_withdrawal(instance: Any) -> None:
    """The record of an item or a project that is published again is not withdrawn any more."""
    model = _recorded(instance)
    if model is not None:
        records = model.record_model.objects.filter(translation_key=instance.translation_key)
        records.filter(withdrawn_at__isnull=False).update(withdrawn_at=None)


def withdraw(instance: Any) -> None:
    """A record of whose pages none is published any more is withdrawn; its number says so."""
    model = _recorded(instance)
    if model is None:
        return
    others = model.objects.filter(translation_key=instance.translation_key, live=True).exclude(pk=instance.pk)
    record = model.record_model.objects.filter(translation_key=instance.translation_key).first()
    if record is not None and not others.exists():
        record.withdrawn_at = timezone.now()
        record.save(update_fields=["withdrawn_at"])


def withdraw_deleted(instance: Any) -> None:
    """The same for a page that is deleted, if it was ever published."""
    if getattr(instance, "first_published_at", None):
        withdraw(instance)


def _recorded(instance: Any) -> type[RecordedPage] | None:
    """The model of an item or a project; None for anything else. A page that was deleted is no more than a Page."""
    model = instance.specific_class if isinstance(instance, Page) else None
    return model if model is not None and issubclass(model, RecordedPage) else None


def check_withdrawals(mend: bool) -> Iterator[consistency.Inconsistency]:
    """Records that are called withdrawn although something of theirs is published, or the other way round."""
    for model in (NewsItemPage, ProjectPage):
        records = model.record_model.objects.order_by("pk")
        live = model.objects.filter(live=True).values("translation_key")
        was_published = model.objects.filter(first_published_at__isnull=False).values("translation_key")
        published = records.filter(withdrawn_at__isnull=False, translation_key__in=live)
        withdrawn = records.filter(withdrawn_at=None, translation_key__in=was_published).exclude(
            translation_key__in=live
        )
        for found, moment, reason in (
            (published, None, _("called withdrawn, but published")),
            (withdrawn, timezone.now(), _("published no more, but not called withdrawn")),
        ):
            for pk, identifier in list(found.values_list("pk", "identifier")):
                with transaction.atomic():
                    # Somebody may have published or withdrawn it meanwhile.
                    record = found.select_for_update().filter(pk=pk).first()
                    if record is None:
                        continue
                    if mend:
                        record.withdrawn_at = moment
                        record.save(update_fields=["withdrawn_at"])
                yield consistency.Inconsistency("", identifier, reason)


def register() -> None:
    hooks.register(consistency.HOOK, check_withdrawals)
