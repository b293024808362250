"""What was written for a translation and does not stand in it, beside the parts that it was written for."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name

from portal.languages.common.html_text import plain_text
from portal.translation.localize import StringSegment, StringTranslation, Translation

from ..differences import Passage, word_differences
from ..keeping.models import KeptText
from ..keeping.places import place_of

# The newest of a translation that are shown; what is older stays in the table.
MOST_SHOWN = 500


@dataclass(frozen=True, slots=True)
class Offer:
    """`text` is HTML; `differences` lead from the original that it was written for to the present one, and are empty
    where there is none or it says the same."""

    source: str
    text: str
    reason: str
    person: str
    moment: datetime.datetime
    differences: tuple[Passage, ...] = ()


@dataclass(slots=True)
class Kept:
    """Offers by the number of the segment, the newest first; those of parts that the original no longer has; and
    values of the translation's own, such as links."""

    offers: dict[int, list[Offer]] = field(default_factory=lambda: defaultdict(list))
    removed: list[Offer] = field(default_factory=list)
    values: list[Offer] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(map(len, self.offers.values())) + len(self.removed) + len(self.values)


def kept_of(
    translation: Translation,
    segments: Sequence[StringSegment],
    translated: Callable[[StringSegment], StringTranslation | None],
) -> Kept:
    """Of a translation whose original has these segments. Two queries, whatever there is."""
    found = Kept()
    seen: set[tuple[int | None, str]] = set()
    for path, offer, is_value in _offers(translation, segments):
        if is_value:
            found.values.append(offer)
            continue
        segment = place_of(path, offer.source, segments)
        row = translated(segment) if segment else None
        place = segment.pk if segment else None
        if (place, offer.text) in seen or (row is not None and row.data == offer.text):
            continue
        seen.add((place, offer.text))
        if segment is None:
            found.removed.append(offer)
        else:
            found.offers[segment.pk].append(_compared(offer, segment))
    return found


def _offers(translation: Translation, segments: Sequence[StringSegment]) -> Iterator[tuple[str, Offer, bool]]:
    """With their paths and whether they are values."""
    source, target = translation.source, translation.target_locale
    rows = KeptText.objects.filter(translation_key=source.object_id, language=target.language_code)
    for row in rows.select_related("user__wagtail_userprofile")[:MOST_SHOWN]:
        offer = Offer(row.source, row.text, row.get_reason_display(), _name(row.user), row.kept_at)
        yield row.path, offer, row.is_value
    present = {(segment.context_id, segment.string_id) for segment in segments}
    for each in _earlier(translation):
        if (each.context_id, each.translation_of_id) not in present:
            reason = _("Translation of an earlier original")
            person = _name(each.last_translated_by)
            yield each.context.path, Offer(each.translation_of.data, each.data, reason, person, each.updated_at), False


def _earlier(translation: Translation) -> Sequence[StringTranslation]:
    rows = StringTranslation.objects.filter(
        context__object_id=translation.source.object_id, locale=translation.target_locale
    )
    related = ("context", "translation_of", "last_translated_by__wagtail_userprofile")
    return list(rows.select_related(*related).order_by("-updated_at", "-pk")[:MOST_SHOWN])


def _name(user: Any) -> str:
    return str(get_user_display_name(user)) if user else ""


def _compared(offer: Offer, segment: StringSegment) -> Offer:
    if not offer.source or offer.source == segment.string.data:
        return offer
    passages = word_differences(plain_text(offer.source), plain_text(segment.string.data))
    return Offer(offer.source, offer.text, offer.reason, offer.person, offer.moment, tuple(passages))
