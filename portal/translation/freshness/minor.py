"""Minor changes: a corrected slip of the source, which leaves its translations as right as they were."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import TranslatableMixin

from portal.translation.localize import StringSegment, StringTranslation, Translation
from portal.translation.localize_strings import validate_translation_links

from ..checks.checks import Check, Languages, find_problems
from .comparing import ChangeKind, SourceChange
from .recording import record_fingerprints
from .states import changes_of

# A name is what slips are made in, and the translation may have had it right.
_NEVER_MINOR = frozenset({Check.NUMBER, Check.DATE, Check.CODE, Check.LINK})


@dataclass(frozen=True)
class Minor:
    """How many changes are covered by the translations that there were, and how many need a translator after all."""

    accepted: int
    left: int


def mark_minor(source: TranslatableMixin, user: Any = None) -> Minor:
    """Lets each translation of a changed text stand for the new text, in all published synced translations.

    What was added or removed is left to translators, and so is a change of something else than text, and one after
    which the checks find more in the old translation than before: another number, day, code or link.
    """
    translations = Translation.objects.filter(
        source__object_id=source.translation_key, source__locale_id=source.locale_id, enabled=True
    ).select_related("source__locale", "target_locale")
    found = [_mark(translation, user) for translation in translations]
    return Minor(sum(each.accepted for each in found), sum(each.left for each in found))


@transaction.atomic
def _mark(translation: Translation, user: Any) -> Minor:
    model = translation.source.specific_content_type.model_class()
    published = model._default_manager.filter(
        translation_key=translation.source.object_id, locale_id=translation.target_locale_id, live=True
    ).first()
    if published is None:
        return Minor(0, 0)
    behind = changes_of(published)
    languages = Languages(translation.source.locale.language_code, translation.target_locale.language_code)
    old = {
        (row.context.path, row.translation_of.data): row
        for row in StringTranslation.objects.filter(
            context__object_id=translation.source.object_id, locale_id=translation.target_locale_id, has_error=False
        ).select_related("context", "translation_of")
    }
    for change in behind:
        _carry_over(change, translation, old, languages)
    record_fingerprints([published])
    left = len(changes_of(published))
    if left < len(behind):
        log(published, "translation.minor_change", user=user, data={"count": len(behind) - left})
    return Minor(len(behind) - left, left)


def _carry_over(
    change: SourceChange,
    translation: Translation,
    old: Mapping[tuple[str, str], StringTranslation],
    languages: Languages,
) -> None:
    known = old.get((change.path, change.before))
    if (
        change.kind is not ChangeKind.TEXT
        or not change.after
        or known is None
        or not _links_fit(change.after, known.data)
        or _problems(change.after, known.data, languages) - _problems(change.before, known.data, languages)
    ):
        return
    for segment in StringSegment.objects.filter(
        source=translation.source, context__path=change.path, string__data=change.after
    ):
        StringTranslation.objects.get_or_create(
            translation_of_id=segment.string_id,
            context_id=segment.context_id,
            locale_id=translation.target_locale_id,
            defaults={
                "data": known.data,
                "translation_type": known.translation_type,
                "tool_name": known.tool_name,
                "last_translated_by": known.last_translated_by,
            },
        )


def _problems(source: str, translated: str, languages: Languages) -> Counter[tuple[Check, str]]:
    found = find_problems(source, translated, languages)
    return Counter((problem.check, problem.text) for problem in found if problem.check in _NEVER_MINOR)


def _links_fit(source: str, translated: str) -> bool:
    try:
        validate_translation_links(source, translated)
    except ValueError:
        return False
    return True
