"""Texts edited apart: what of its original's words such a text still says.

A translation is set apart as it stands, and its draft may hold text of the original where nothing was translated yet.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef
from wagtail.models import Revision

from portal.translation.checks.leftovers import has_words_to_translate
from portal.translation.freshness.models import AcceptedGap

from .localize import (
    String,
    StringSegmentValue,
    StringTranslation,
    Translation,
    TranslationContext,
    extract_segments,
)


@dataclass(frozen=True)
class ForeignSegment:
    """A segment of a text that is one of its original's language: `string_id` is that of the original's, `text` HTML
    as wagtail-localize's."""

    path: str
    string_id: int
    text: str


def newest_content(instance: Any) -> Any:
    """What would be published: the newest draft; the instance itself where there are no drafts."""
    if hasattr(instance, "get_latest_revision_as_object"):
        return instance.get_latest_revision_as_object()
    return instance


def newest_revision(instance: Any) -> Revision:
    """The newest draft, made where there is none yet."""
    return instance.latest_revision or instance.save_revision(clean=False)


def foreign_segments(content: Any, translation: Translation) -> list[ForeignSegment]:
    """Segments of `content`, of a page or snippet edited apart, that nobody chose to leave in the original's language.

    The original may have changed since, so every text of its language counts that wagtail-localize ever knew. Not so
    one that is the same in both languages, because it was translated with itself, or has nothing to translate. One
    query, and those of the content's own rows.
    """
    segments = [each for each in extract_segments(content) if isinstance(each, StringSegmentValue)]
    known = _texts_of_original(translation, (each.string.data for each in segments))
    source, target = translation.source.locale.language_code, translation.target_locale.language_code
    found = []
    for each in segments:
        string_id = known.get(String._get_data_hash(each.string.data))
        if string_id is not None and has_words_to_translate(each.string.data, source, target):
            found.append(ForeignSegment(each.path, string_id, each.string.data))
    return found


def _texts_of_original(translation: Translation, texts: Iterable[str]) -> dict[Any, int]:
    """Keys of the strings of the original's language by the digest of their text, without what was decided on."""
    decided = AcceptedGap.objects.filter(translation=translation, string_id=OuterRef("pk"))
    same = StringTranslation.objects.filter(
        translation_of_id=OuterRef("pk"),
        translation_of__data=F("data"),
        locale_id=translation.target_locale_id,
        has_error=False,
    )
    strings = String.objects.filter(
        ~Exists(decided),
        ~Exists(same),
        locale_id=translation.source.locale_id,
        data_hash__in={String._get_data_hash(text) for text in texts},
    )
    return dict(strings.values_list("data_hash", "pk"))


def accept(segments: Iterable[ForeignSegment], translation: Translation) -> int:
    """Remembers that somebody chose to show them in the original's language; returns how many there are."""
    # A text may stand several times in one place.
    rows = {
        (each.path, each.string_id): AcceptedGap(
            translation=translation, string_id=each.string_id, context=_context(each, translation)
        )
        for each in segments
    }
    AcceptedGap.objects.bulk_create(rows.values())
    return len(rows)


def know_as_own(segments: Iterable[ForeignSegment], translation: Translation) -> None:
    """Remembers that these are the text's own words, the same in both languages, as whoever wrote it says."""
    known = StringTranslation.objects.filter(
        locale=translation.target_locale, context__object_id=translation.source.object_id
    )
    taken = set(known.values_list("context__path", "translation_of_id"))
    unique = {(each.path, each.string_id): each for each in segments}
    StringTranslation.objects.bulk_create(
        StringTranslation(
            translation_of_id=each.string_id,
            locale=translation.target_locale,
            context=_context(each, translation),
            data=each.text,
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        )
        for place, each in unique.items()
        if place not in taken
    )
    # What is translated otherwise at the same place.
    accept([each for place, each in unique.items() if place in taken], translation)


def _context(segment: ForeignSegment, translation: Translation) -> TranslationContext:
    context, _created = TranslationContext.objects.get_or_create(
        object_id=translation.source.object_id, path=segment.path
    )
    return context
