"""What wagtail-localize knows of a page or snippet: is it a translation, and is every segment of it translated?"""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import BadRequest, ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.actions.copy_for_translation import ParentNotTranslatedError
from wagtail.models import Locale, Page, TranslatableMixin

from portal.translation.freshness.models import AcceptedGap, PublishedText

from .apart import foreign_segments, newest_content
from .blank import segments_with_text, valid_translations
from .localize import StringSegment, Translation, TranslationSource

# Front pages stand below the root of the tree, which belongs to every language.
_HOME_DEPTH = 2


class UntranslatedSegments(ValidationError):
    """Publishing was refused: the page would show text of the source language."""

    def __init__(self, instance: TranslatableMixin, gaps: "Gaps") -> None:
        self.instance = instance
        self.gaps = gaps
        super().__init__({"title": refusal_message(instance, gaps)})


@dataclass(frozen=True)
class Gaps:
    """How many segments of a translation are not translated and need somebody's decision; False where there are none.

    Of a text that `is_apart` they are segments of its own in the language of its original.
    """

    count: int = 0
    is_apart: bool = False

    def __bool__(self) -> bool:
        return self.count > 0


class ParentIsNotTranslated(BadRequest, ParentNotTranslatedError):
    """A translation has no place: the page above its original does not exist in that language."""


def refusal_message(instance: object, gaps: Gaps) -> str:
    """Why a translation with `gaps` is not published, in the user's language."""
    if gaps.is_apart:
        text = ngettext(
            "“%(title)s” was not published: %(count)d segment still is in the language of the original.",
            "“%(title)s” was not published: %(count)d segments still are in the language of the original.",
            gaps.count,
        )
    else:
        text = ngettext(
            "“%(title)s” was not published: %(count)d segment is not translated yet.",
            "“%(title)s” was not published: %(count)d segments are not translated yet.",
            gaps.count,
        )
    return text % {"title": instance, "count": gaps.count}


def enabled_translation(instance: TranslatableMixin) -> Translation | None:
    """The synced translation that `instance` is the target of; None for a source and for a page edited apart."""
    return (
        Translation.objects.filter(
            source__object_id=instance.translation_key, target_locale_id=instance.locale_id, enabled=True
        )
        .select_related("source", "target_locale")
        .first()
    )


def begin_translation(original: Any, locale: Locale, user: Any) -> Translation:
    """The synced translation of a page or snippet; where there is none in that language, an unpublished one is made.

    Raises:
        ParentIsNotTranslated: where the page above it is not translated.
    """
    refuse_without_place(original, locale.pk)
    source, _created = TranslationSource.get_or_create_from_instance(original)
    translation, _created = Translation.objects.get_or_create(source=source, target_locale=locale)
    if original.get_translation_or_none(locale) is None:
        translation.save_target(user=user, publish=False)
    return translation


def has_place(original: Any, locale_id: int) -> bool:
    """Whether a translation would have a place: snippets have it anywhere, pages below a page of that language."""
    if not isinstance(original, Page) or original.depth <= _HOME_DEPTH:
        return True
    return bool(original.get_parent().get_translations(inclusive=True).filter(locale_id=locale_id).exists())


def refuse_without_place(original: Any, locale_id: int) -> None:
    """To be asked before a translation is begun: wagtail-localize would make aliases of the pages above it.

    Raises ParentIsNotTranslated, with the reason in the user's language.
    """
    if not has_place(original, locale_id):
        raise ParentIsNotTranslated(
            _("“%(parent)s” is not translated yet. Translate the page above “%(title)s” first.")
            % {"parent": original.get_parent(), "title": original}
        )


def is_translated(instance: TranslatableMixin) -> bool:
    """Whether the instance is the source of a synced translation."""
    return Translation.objects.filter(
        source__object_id=instance.translation_key, source__locale_id=instance.locale_id, enabled=True
    ).exists()


def untranslated_segments(translation: Translation) -> QuerySet[StringSegment]:
    """Segments of the source without a valid translation."""
    return _untranslated(translation.target_locale_id, source_id=translation.source_id)


def undecided_segments(translation: Translation) -> QuerySet[StringSegment]:
    """Untranslated segments that nobody chose to publish in the language of the source."""
    return _undecided(translation.target_locale_id, source_id=translation.source_id)


def _undecided(locale_id: int, **of_source: Any) -> QuerySet[StringSegment]:
    accepted = AcceptedGap.objects.filter(
        translation__source_id=OuterRef("source_id"),
        translation__target_locale_id=locale_id,
        string_id=OuterRef("string_id"),
        context_id=OuterRef("context_id"),
    )
    return _untranslated(locale_id, **of_source).filter(~Exists(accepted))


def _untranslated(locale_id: int, **of_source: Any) -> QuerySet[StringSegment]:
    translated = valid_translations().filter(
        translation_of_id=OuterRef("string_id"), context_id=OuterRef("context_id"), locale_id=locale_id
    )
    return segments_with_text().filter(~Exists(translated), **of_source)


def untranslated_segment_count(instance: TranslatableMixin) -> int:
    """Segments of a synced translation that have no valid translation; 0 for anything else."""
    translation = enabled_translation(instance)
    return untranslated_segments(translation).count() if translation is not None else 0


def undecided_gaps(instance: TranslatableMixin, *, of_newest_draft: bool = False) -> Gaps:
    """What needs a decision before a translation is published. One query, and more for a text edited apart.

    Such a text is judged by what it says: as it is in memory, or in its newest draft.
    """
    row = _translation_row(instance)
    if row is None:
        return Gaps()
    if row.enabled:
        # Every save of a live page asks, and mostly nothing is untranslated: the longer question is for the other case.
        return Gaps(_undecided(instance.locale_id, source_id=row.source_id).count() if row.has_gaps else 0)
    content = newest_content(instance) if of_newest_draft else instance
    return Gaps(len(foreign_segments(content, row)), is_apart=True)


def translation_of(instance: TranslatableMixin) -> Translation | None:
    """What `instance` is the target of, be it edited apart; None for an original. One query."""
    return _translation_row(instance)


def _translation_row(instance: TranslatableMixin) -> Any:
    """With `has_gaps`, of a synced one; what is the source of others is judged like freshness.recording.directions."""
    locale_id = instance.locale_id
    rows = list(
        Translation.objects.filter(source__object_id=instance.translation_key)
        .filter(Q(target_locale_id=locale_id) | Q(source__locale_id=locale_id))
        .annotate(has_gaps=Exists(_untranslated(locale_id, source_id=OuterRef("source_id"))))
        .select_related("source__locale", "target_locale")
        .order_by("-enabled", "pk")
    )
    own = next((row for row in rows if row.target_locale_id == locale_id), None)
    if own is None:
        return None
    before = rows[: rows.index(own)]
    is_source = any(row.enabled or row.target_locale_id == own.source.locale_id for row in before)
    return None if is_source else own


def first_mixed(pages: QuerySet[Page], locale_id: int) -> Page | None:
    """The first of these pages of one language that is a translation and holds text of its source's language:
    published because somebody decided so, or in a draft. Two queries, and more for drafts edited apart."""
    published = PublishedText.objects.filter(translation_key=OuterRef("translation_key"), locale_id=locale_id)
    unfinished = _untranslated(
        locale_id,
        source__object_id=OuterRef("translation_key"),
        source__translations__target_locale_id=locale_id,
        source__translations__enabled=True,
    )
    is_draft = Q(live=False) | Q(has_unpublished_changes=True)
    mixed = pages.filter(Exists(published.exclude(untranslated=[])) | is_draft & Exists(unfinished))
    apart = Translation.objects.filter(
        source__object_id=OuterRef("translation_key"), target_locale_id=locale_id, enabled=False
    )
    drafts = pages.filter(is_draft & Exists(apart)).order_by("path")
    return mixed.order_by("path").first() or next(
        (page for page in drafts if undecided_gaps(page, of_newest_draft=True)), None
    )


def refuse_gaps(instance: TranslatableMixin, *, may_be_draft: bool = False) -> None:
    """Wagtail-localize fills the gaps of a synced translation from the source, and they stay where it is edited apart:
    to publish that needs somebody's decision. What `may_be_draft` of a text edited apart is saved as it is.

    Raises:
        UntranslatedSegments: where nobody decided.
    """
    gaps = undecided_gaps(instance)
    if gaps and not (gaps.is_apart and may_be_draft):
        raise UntranslatedSegments(instance, gaps)
