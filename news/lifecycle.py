"""What follows when an item or a project is published, withdrawn or deleted.

Withdrawal follows from the source to its translations, never back; a withdrawn record keeps its number, whose address
then says that the text was withdrawn.
"""

from typing import Any

from django.db import transaction
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


@transaction.atomic
def _withdraw(sender: type[RecordedPage], page: RecordedPage) -> None:
    record = record_model(page).objects.filter(translation_key=page.translation_key).first()
    if record is None:
        return
    others = sender.objects.filter(translation_key=page.translation_key, live=True).exclude(pk=page.pk)
    if page.locale_id == record.source_locale_id:
        for translation in others:
            translation.unpublish()
    if not others.all().exists():
        record.withdrawn_at = timezone.now()
        record.save(update_fields=["withdrawn_at"])
