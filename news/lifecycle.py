"""What follows for its record when an item or a project is published, withdrawn or deleted.

A record is withdrawn when none of its pages is published any more; it keeps its number, whose address then says that
the text was withdrawn.
"""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.signals import page_published, page_unpublished

from portal.translation import consistency

from .models import ItemRecord, NewsItemPage, ProjectPage, ProjectRecord

RecordedPage = NewsItemPage | ProjectPage


def record_model(page: RecordedPage) -> type[ItemRecord] | type[ProjectRecord]:
    """The model of the language-neutral record of such a page."""
    return ItemRecord if isinstance(page, NewsItemPage) else ProjectRecord


@receiver([page_published], sender=NewsItemPage, dispatch_uid="news.item_published")
@receiver([page_published], sender=ProjectPage, dispatch_uid="news.project_published")
def end_withdrawal(sender: type[RecordedPage], instance: RecordedPage, **kwargs: Any) -> None:
    # Wagtail sends it as well for a page that is only scheduled.
    if instance.live:
        records = record_model(instance).objects.filter(translation_key=instance.translation_key)
        records.filter(withdrawn_at__isnull=False).update(withdrawn_at=None)


@receiver([page_unpublished], sender=NewsItemPage, dispatch_uid="news.item_unpublished")
@receiver([page_unpublished], sender=ProjectPage, dispatch_uid="news.project_unpublished")
def withdraw(sender: type[RecordedPage], instance: RecordedPage, **kwargs: Any) -> None:
    _withdraw(sender, instance)


@receiver([post_delete], sender=NewsItemPage, dispatch_uid="news.item_deleted")
@receiver([post_delete], sender=ProjectPage, dispatch_uid="news.project_deleted")
def withdraw_deleted(sender: type[RecordedPage], instance: RecordedPage, **kwargs: Any) -> None:
    if instance.first_published_at:
        _withdraw(sender, instance)


def _withdraw(sender: type[RecordedPage], page: RecordedPage) -> None:
    others = sender.objects.filter(translation_key=page.translation_key, live=True).exclude(pk=page.pk)
    record = record_model(page).objects.filter(translation_key=page.translation_key).first()
    if record is not None and not others.exists():
        record.withdrawn_at = timezone.now()
        record.save(update_fields=["withdrawn_at"])


@hooks.register(consistency.HOOK)
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
