"""What belongs together, and what stands in the way of publishing it together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from portal.languages.common.html_text import is_blank
from portal.translation.apart import foreign_segments, newest_content
from portal.translation.blank import valid_translations
from portal.translation.freshness.models import AcceptedGap
from portal.translation.freshness.states import translation_freshness
from portal.translation.localize import StringSegmentValue, Translation, extract_segments
from portal.translation.localize_strings import StringValue
from portal.translation.translations import translation_of
from portal.translation.trees.source import followers, leader


@dataclass(frozen=True)
class LanguageVersion:
    """A text in one language.

    `missing` are texts of the original, in its newest draft, without a translation here; of a text edited apart those
    of its own that are in the original's language still. `behind` counts what the published translation lacks now.
    """

    page: Any
    translation: Translation | None
    is_original: bool
    missing: tuple[str, ...] = ()
    behind: int = 0

    @property
    def is_apart(self) -> bool:
        return not self.is_original and self.translation is None

    @property
    def has_changes(self) -> bool:
        return bool(not self.page.live or self.page.has_unpublished_changes)


@dataclass(frozen=True)
class Pair:
    """A text in all languages that it exists in, the original first."""

    versions: Sequence[LanguageVersion]

    @property
    def original(self) -> Any:
        return self.versions[0].page

    def obstacles(self, user: Any) -> list[str]:
        """Why it cannot be released as a whole now, in the user's language; empty where it can."""
        found = []
        if len(self.versions) == 1:
            found.append(_("“%(title)s” exists in one language only.") % {"title": self.original})
        for version in self.versions:
            if version.missing:
                found.append(_reason(version))
            lock = version.page.get_lock()
            if lock is not None and lock.for_user(user):
                found.append(_("“%(title)s” is locked.") % {"title": version.page})
        return found

    def may_be_published_by(self, user: Any) -> bool:
        return all(version.page.permissions_for_user(user).can_publish() for version in self.versions)


def _reason(version: LanguageVersion) -> str:
    count = len(version.missing)
    if version.is_apart:
        text = ngettext(
            "“%(title)s”: %(count)d segment still is in the language of the original.",
            "“%(title)s”: %(count)d segments still are in the language of the original.",
            count,
        )
    else:
        text = ngettext(
            "“%(title)s”: %(count)d segment is not translated yet.",
            "“%(title)s”: %(count)d segments are not translated yet.",
            count,
        )
    return text % {"title": version.page, "count": count}


def pair_of(page: Page) -> Pair:
    """The text that `page` is a version of."""
    original = (leader(page) or page).specific
    draft = original.get_latest_revision_as_object()
    versions = [LanguageVersion(original, None, True)]
    for each in followers(original):
        translation_page = each.specific
        own = translation_of(translation_page)
        translation = own if own is not None and own.enabled else None
        if translation is not None:
            missing = _missing(draft, translation)
        else:
            missing = _left_over(translation_page, own) if own is not None else ()
        behind = translation_freshness(translation_page).behind if translation_page.live else 0
        versions.append(LanguageVersion(translation_page, translation, False, missing, behind))
    return Pair(versions)


def _missing(draft: Any, translation: Translation) -> tuple[str, ...]:
    """Plain texts of the original's draft that neither have a translation nor were decided to be shown as they are."""
    of_text = {"context__object_id": draft.translation_key}
    translated = valid_translations().filter(**of_text, locale_id=translation.target_locale_id)
    known = set(translated.values_list("context__path", "translation_of__data"))
    accepted = AcceptedGap.objects.filter(**of_text, translation=translation)
    known |= set(accepted.values_list("context__path", "string__data"))
    segments = [segment for segment in extract_segments(draft) if isinstance(segment, StringSegmentValue)]
    return tuple(
        StringValue(segment.string.data).render_text()
        for segment in segments
        if (segment.path, segment.string.data) not in known and not is_blank(segment.string.data)
    )


def _left_over(page: Any, translation: Translation) -> tuple[str, ...]:
    """Plain texts of the newest draft of a page edited apart that are its original's, and were not decided on."""
    segments = foreign_segments(newest_content(page), translation)
    return tuple(StringValue(segment.text).render_text() for segment in segments)
