"""What wagtail-localize knows of a page or snippet: is it a translation, and is every segment of it translated?"""

from django.core.exceptions import ValidationError
from django.utils.translation import ngettext
from wagtail.models import TranslatableMixin
from wagtail_localize.models import StringSegment, Translation


class UntranslatedSegments(ValidationError):
    """Publishing was refused: the page would show text of the source language."""

    def __init__(self, instance: TranslatableMixin, count: int) -> None:
        self.instance = instance
        self.count = count
        super().__init__({"title": refusal_message(instance, count)})


def refusal_message(instance: object, count: int) -> str:
    """Why a translation with `count` untranslated segments is not published, in the user's language."""
    return ngettext(
        "“%(title)s” was not published: %(count)d segment is not translated yet.",
        "“%(title)s” was not published: %(count)d segments are not translated yet.",
        count,
    ) % {"title": instance, "count": count}


def enabled_translation(instance: TranslatableMixin) -> Translation | None:
    """The synced translation that `instance` is the target of; None for a source and for a page edited apart."""
    return (
        Translation.objects.filter(
            source__object_id=instance.translation_key, target_locale_id=instance.locale_id, enabled=True
        )
        .select_related("source")
        .first()
    )


def untranslated_segment_count(instance: TranslatableMixin) -> int:
    """Segments of a synced translation that have no valid translation; 0 for anything else."""
    translation = enabled_translation(instance)
    if translation is None:
        return 0
    return (
        StringSegment.objects.filter(source_id=translation.source_id)
        .annotate_translation(instance.locale)
        .filter(translation__isnull=True)
        .count()
    )


def refuse_gaps(instance: TranslatableMixin) -> None:
    """Raises UntranslatedSegments for a synced translation with gaps: wagtail-localize fills them from the source."""
    count = untranslated_segment_count(instance)
    if count:
        raise UntranslatedSegments(instance, count)
