"""What follows from a change of which text is translated from which."""

from typing import Any

from django.db.models.signals import post_save

from portal.translation.freshness.models import PublishedText
from portal.translation.freshness.recording import record_fingerprints

from .localize import Translation


def record_direction(instance: Translation, **kwargs: Any) -> None:
    """A published text was set apart from its source, brought back, or given another source."""
    source = instance.source
    target = {"translation_key": source.object_id, "locale_id": instance.target_locale_id}
    as_recorded = {"is_apart": not instance.enabled, "source_locale_id": source.locale_id}
    if PublishedText.objects.filter(**target).exclude(**as_recorded).exists():
        model = source.specific_content_type.model_class()
        record_fingerprints(model._default_manager.filter(**target, live=True))


def connect() -> None:
    """Once, when the program starts."""
    post_save.connect(record_direction, sender=Translation, dispatch_uid="portal.record_direction")
