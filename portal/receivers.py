"""What follows from the publishing of any page or snippet."""

from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.models import DraftStateMixin, TranslatableMixin
from wagtail.signals import published, unpublished

from portal.freshness.recording import forget, record_fingerprints
from portal.synchronisation import synchronise_translations


# Wagtail sends it for pages as well, after `page_published`.
@receiver(published, dispatch_uid="portal.synchronise_translations")
def carry_to_translations(sender: type, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, TranslatableMixin):
        record_fingerprints([instance, *synchronise_translations(instance)])


@receiver([unpublished, post_delete], dispatch_uid="portal.forget_published_text")
def forget_published_text(sender: type, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, TranslatableMixin) and isinstance(instance, DraftStateMixin):
        forget(instance)
