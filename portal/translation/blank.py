"""Translations of which readers would see nothing: they count as none, whichever way they came.

wagtail-localize leaves out a translation with an error wherever it counts, shows and publishes; so a blank one is
stored with one, which the translation editor shows. What was written beside this door, the queries here leave out, and
`mark_blank` puts right.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.signals import post_save, pre_save
from wagtail.models import Page

from portal.languages.common.blank_text import BLANK_HTML

from .acceptable import blank_reason, is_no_text
from .localize import StringSegment, StringTranslation


def valid_translations() -> "QuerySet[StringTranslation]":
    """Those without an error, of which something is seen."""
    return StringTranslation.objects.filter(has_error=False).exclude(data__regex=BLANK_HTML)


def segments_with_text() -> "QuerySet[StringSegment]":
    """Segments that need a translation: one that is blank itself stays as it is."""
    return StringSegment.objects.exclude(string__data__regex=BLANK_HTML)


def blank_translations() -> "QuerySet[StringTranslation]":
    """Blank ones that pass for translations."""
    rows = StringTranslation.objects.filter(has_error=False, data__regex=BLANK_HTML)
    return rows.exclude(translation_of__data__regex=BLANK_HTML)


def leave_out_blank() -> None:
    """Has wagtail-localize put the original where a translation is blank, in previews, drafts and what is published.
    For an app's `ready()`, once."""
    segments: Any = type(StringSegment.objects.all())
    annotated = segments.annotate_translation

    def annotate_translation(rows: Any, locale: Any, include_errors: bool = False) -> Any:
        if include_errors:
            return annotated(rows, locale, include_errors)
        own = valid_translations().filter(
            translation_of_id=OuterRef("string_id"),
            locale_id=getattr(locale, "pk", locale),
            context_id=OuterRef("context_id"),
        )
        return rows.annotate(translation=Subquery(own.values("data")))

    segments.annotate_translation = annotate_translation
    pre_save.connect(give_blank_an_error, sender=StringTranslation, dispatch_uid="portal.mark_blank_translation")
    post_save.connect(store_error, sender=StringTranslation, dispatch_uid="portal.store_error_of_blank")


def mark_blank(rows: Iterable[StringTranslation]) -> None:
    """Gives blank ones the error that they would have had."""
    blank = StringTranslation.objects.filter(pk__in=[row.pk for row in rows])
    blank.update(has_error=True, field_error=blank_reason())


def give_blank_an_error(instance: StringTranslation, **kwargs: Any) -> None:
    if is_no_text(instance.translation_of.data, instance.data):
        instance.has_error, instance.field_error = True, blank_reason()


def store_error(instance: StringTranslation, **kwargs: Any) -> None:
    """Whoever saved it may have named the columns to write; and wagtail-localize has taken it for the draft's title."""
    if not is_no_text(instance.translation_of.data, instance.data):
        return
    StringTranslation.objects.filter(pk=instance.pk).update(has_error=True, field_error=instance.field_error)
    if instance.context is not None and instance.context.path == "title":
        target = Page.objects.filter(translation_key=instance.context.object_id, locale_id=instance.locale_id)
        target.update(draft_title=F("title"))
