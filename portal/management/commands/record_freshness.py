from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from wagtail.models import DraftStateMixin, Page, get_translatable_models

from portal.freshness.recording import record_fingerprints

# Translation keys whose texts are held in memory at once.
BATCH = 100


class Command(BaseCommand):
    help = "Compares every published text with its source anew. Needed once after an upgrade; harmless at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        count = 0
        for instances in published_texts():
            record_fingerprints(instances)
            count += len(instances)
        self.stdout.write(_("Published texts compared: %(count)d.") % {"count": count})


def published_texts() -> Iterator[list[Any]]:
    """Everything that is published, in batches that hold all languages of each of their keys."""
    for model in get_translatable_models(include_subclasses=True):
        # A page is read as what it is, not as a bare one.
        if model is Page or not issubclass(model, DraftStateMixin):
            continue
        published = model._default_manager.filter(live=True)
        keys = list(published.order_by("translation_key").values_list("translation_key", flat=True).distinct())
        for start in range(0, len(keys), BATCH):
            yield list(published.filter(translation_key__in=keys[start : start + BATCH]).select_related("locale"))
