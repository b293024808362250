"""How a text stands to its source, for readers and for editors."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from wagtail.models import TranslatableMixin

from portal.changes.reading import made_of_more_than_the_database
from portal.translation.localize import Translation

from .comparing import SourceChange, changes
from .models import PublishedText
from .segments import ContentPart, cut, part_from_json
from .source_versions import basis_of, read_known

Text = TypeVar("Text", bound=TranslatableMixin)


@dataclass(frozen=True)
class Freshness:
    """`behind` counts changes of the published source that the text lacks; `since` is when the first was published.

    `untranslated` are the plain texts that it shows in the source's language because somebody decided so.
    """

    source_language: str
    is_source: bool
    is_apart: bool
    behind: int
    since: datetime.datetime | None = None
    untranslated: tuple[str, ...] = field(default=())

    @property
    def is_current(self) -> bool:
        """Says what its source says, as far as anybody can know."""
        return not self.behind and not self.is_apart


def translation_freshness(instance: TranslatableMixin) -> Freshness:
    """Derived from content when it was published. One query; a text that was never recorded is compared now."""
    stored = with_freshness(type(instance)._default_manager.filter(pk=instance.pk))
    return _freshness(stored.only("translation_key", "locale").first(), instance)


def with_freshness(texts: "QuerySet[Text]") -> "QuerySet[Text]":
    """The texts with what `known_freshness` tells of each without a query."""
    own = _translations_to(OuterRef("translation_key"), OuterRef("locale_id"))
    rows = PublishedText.objects.filter(translation_key=OuterRef("translation_key"), locale_id=OuterRef("locale_id"))
    return texts.annotate(
        translated_from=Subquery(own.values("source__locale__language_code")[:1]),
        is_synced=Subquery(own.values("enabled")[:1]),
        changes_behind=Subquery(rows.values("behind")[:1]),
        behind_since=Subquery(rows.values("behind_since")[:1]),
        shown_untranslated=Subquery(rows.values("untranslated")[:1]),
    )


def known_freshness(text: Any) -> Freshness:
    """That of a published text of `with_freshness`. No query, unless it was never recorded."""
    return _freshness(text, text)


def _freshness(known: Any, instance: TranslatableMixin) -> Freshness:
    """By what is `known` of the text, None of one that was never saved; `instance` has its content."""
    if known is None or known.translated_from is None:
        return Freshness(instance.locale.language_code, is_source=True, is_apart=False, behind=0)
    shown = tuple(known.shown_untranslated or ())
    if not known.is_synced:
        return Freshness(known.translated_from, is_source=False, is_apart=True, behind=0, untranslated=shown)
    if known.changes_behind is None:
        return Freshness(known.translated_from, False, False, behind=len(changes_of(instance)))
    return Freshness(known.translated_from, False, False, known.changes_behind, known.behind_since, shown)


def changes_of(instance: TranslatableMixin) -> list[SourceChange]:
    """What of its source, as it is published now, the published translation `instance` does not say yet."""
    translations = _translations_to(instance.translation_key, instance.locale_id)
    translation = translations.select_related("source__locale").first()
    if translation is None or not translation.enabled:
        return []
    rows = {
        row.locale_id: row
        for row in PublishedText.objects.filter(
            translation_key=instance.translation_key,
            locale_id__in=[instance.locale_id, translation.source.locale_id],
        )
    }
    own, source = rows.get(instance.locale_id), rows.get(translation.source.locale_id)
    if own is None or source is None:
        return _compared_now(instance, translation)
    return changes(_parts(own), _parts(source))


def is_published(instance: TranslatableMixin) -> bool:
    """What has no drafts always is."""
    return bool(getattr(instance, "live", True))


def _translations_to(translation_key: Any, locale_id: Any) -> "QuerySet[Translation]":
    """What a text is the target of, the one that counts first: none for a source, also for one that was a translation
    once, and no two texts are each other's. As recording.directions has it."""
    of_the_target = Translation.objects.filter(
        source__object_id=OuterRef("source__object_id"), source__locale_id=OuterRef("target_locale_id")
    )
    counted_before = of_the_target.filter(
        target_locale_id=OuterRef("source__locale_id"), enabled=OuterRef("enabled"), pk__lt=OuterRef("pk")
    )
    return (
        Translation.objects.filter(source__object_id=translation_key, target_locale_id=locale_id)
        .filter(Q(enabled=True) | ~Exists(of_the_target.filter(enabled=True)))
        .exclude(Exists(counted_before))
        .order_by("-enabled", "pk")
    )


def _parts(row: PublishedText) -> Sequence[ContentPart]:
    return [part_from_json(values) for values in row.parts]


def _compared_now(instance: TranslatableMixin, translation: Translation) -> list[SourceChange]:
    """Nothing, where the source is not published: what a draft or a withdrawn text says is nobody's to read here."""
    target = (instance.translation_key, instance.locale_id)
    # What is known of its basis is written while it is a draft, and nobody is told of that.
    made_of_more_than_the_database()
    origin = translation.source.get_source_instance()
    if not is_published(origin):
        return []
    source = cut(origin)
    return changes(basis_of(cut(instance), source, read_known([target])[target]), source)
