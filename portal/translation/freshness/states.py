"""How a text stands to its source, for readers and for editors."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import Exists, OuterRef, QuerySet, Subquery
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
    """Derived from content when it was published. Two queries; a text that was never recorded is compared now."""
    translation = _translation(instance)
    if translation is None:
        return Freshness(instance.locale.language_code, is_source=True, is_apart=False, behind=0)
    source_language = translation.source.locale.language_code
    row = _row(instance)
    if not translation.enabled:
        shown = tuple(row.untranslated) if row is not None else ()
        return Freshness(source_language, is_source=False, is_apart=True, behind=0, untranslated=shown)
    if row is None:
        return Freshness(source_language, False, False, behind=len(_compared_now(instance, translation)))
    return Freshness(source_language, False, False, row.behind, row.behind_since, tuple(row.untranslated))


def with_freshness(texts: "QuerySet[Text]") -> "QuerySet[Text]":
    """The texts with what `known_freshness` tells of each without a query."""
    own = Translation.objects.filter(
        source__object_id=OuterRef("translation_key"), target_locale_id=OuterRef("locale_id")
    ).order_by("-enabled", "pk")
    made_of_it = Translation.objects.filter(
        source__object_id=OuterRef("translation_key"), source__locale_id=OuterRef("locale_id"), enabled=True
    )
    rows = PublishedText.objects.filter(translation_key=OuterRef("translation_key"), locale_id=OuterRef("locale_id"))
    return texts.annotate(
        translated_from=Subquery(own.values("source__locale__language_code")[:1]),
        is_synced=Subquery(own.values("enabled")[:1]),
        is_translated=Exists(made_of_it),
        changes_behind=Subquery(rows.values("behind")[:1]),
        behind_since=Subquery(rows.values("behind_since")[:1]),
        shown_untranslated=Subquery(rows.values("untranslated")[:1]),
    )


def known_freshness(text: Any) -> Freshness:
    """That of a published text of `with_freshness`. No query, unless it was never recorded."""
    if text.translated_from is None or (not text.is_synced and text.is_translated):
        return Freshness(text.locale.language_code, is_source=True, is_apart=False, behind=0)
    shown = tuple(text.shown_untranslated or ())
    if not text.is_synced:
        return Freshness(text.translated_from, is_source=False, is_apart=True, behind=0, untranslated=shown)
    if text.changes_behind is None:
        return translation_freshness(text)
    return Freshness(text.translated_from, False, False, text.changes_behind, text.behind_since, shown)


def changes_of(instance: TranslatableMixin) -> list[SourceChange]:
    """What of its source, as it is published now, the published translation `instance` does not say yet."""
    translation = _translation(instance)
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


def _translation(instance: TranslatableMixin) -> Translation | None:
    """What `instance` is the target of; None for a source, also for one that was a translation once."""
    translations = list(
        Translation.objects.filter(source__object_id=instance.translation_key).select_related("source__locale")
    )
    own = [translation for translation in translations if translation.target_locale_id == instance.locale_id]
    is_source = any(each.enabled and each.source.locale_id == instance.locale_id for each in translations)
    enabled = next((translation for translation in own if translation.enabled), None)
    return enabled or (own[0] if own and not is_source else None)


def _row(instance: TranslatableMixin) -> PublishedText | None:
    rows = PublishedText.objects.filter(translation_key=instance.translation_key, locale_id=instance.locale_id)
    return rows.defer("parts").first()


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
