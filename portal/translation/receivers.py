"""What follows from the publishing of any page or snippet."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import DraftStateMixin, TranslatableMixin
from wagtail.signals import page_published, published, unpublished

from portal.translation.freshness.models import PublishedText
from portal.translation.freshness.recording import forget, record_fingerprints
from portal.translation.staff.assigning import finish
from portal.translation.synchronisation import synchronise_translations

from .localize import Translation


# Wagtail sends it for pages as well, after `page_published`.
@receiver(published, dispatch_uid="portal.synchronise_translations")
def carry_to_translations(sender: type, instance: Any, **kwargs: Any) -> None:
    # Wagtail sends it as well for what is not live and was only scheduled.
    if isinstance(instance, TranslatableMixin) and instance.live:
        synchronise_translations(instance)
        finish(instance)


@receiver(page_published, dispatch_uid="portal.record_copy")
def record_copy(instance: Any, **kwargs: Any) -> None:
    """A copy that is public at once: Wagtail sends `published` for it never, and for any other page just after this."""
    is_first = instance.live and instance.first_published_at == instance.last_published_at
    own = PublishedText.objects.filter(translation_key=instance.translation_key, locale_id=instance.locale_id)
    if is_first and not own.exists():
        record_fingerprints([instance])


@receiver([unpublished, post_delete], dispatch_uid="portal.forget_published_text")
def forget_published_text(sender: type, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, TranslatableMixin) and isinstance(instance, DraftStateMixin):
        forget(instance)


@receiver(post_save, sender=Translation, dispatch_uid="portal.record_direction")
def record_direction(instance: Translation, **kwargs: Any) -> None:
    """A published text was set apart from its source, brought back, or given another source."""
    source = instance.source
    target = {"translation_key": source.object_id, "locale_id": instance.target_locale_id}
    as_recorded = {"is_apart": not instance.enabled, "source_locale_id": source.locale_id}
    if PublishedText.objects.filter(**target).exclude(**as_recorded).exists():
        model = source.specific_content_type.model_class()
        record_fingerprints(model._default_manager.filter(**target, live=True))
