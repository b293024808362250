"""What follows for its record when an item or a project is published, withdrawn or deleted.

A record is withdrawn when none of its pages is published any more; it keeps its number, whose address then says that
the text was withdrawn.
"""

from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone
from wagtail.signals import page_published, page_unpublished

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
