"""A text that is edited apart is brought back to its original: its own texts become the translations of the segments.

Nothing of the page changes by that. The translation editor holds its texts from then on, and publishing from there is
the translator's.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from wagtail.fields import StreamField
from wagtail.log_actions import log

from news.importer.alignment import align
from news.interchange.segments import DoesNotPair, Pairing, segments_of, with_links_of
from news.interchange.translating import save_strings
from portal.languages.common.normalization import seen
from portal.translation.acceptable import is_no_text
from portal.translation.blank import valid_translations
from portal.translation.checks.leftovers import has_words_to_translate
from portal.translation.localize import StringSegmentValue, Translation, get_translatable_fields
from portal.translation.localize_strings import StringValue

_BREAK = "<br/>"
_LINK = re.compile(r"</?a(?:\s[^<>]*)?>")


@dataclass(frozen=True)
class RejoinedSegment:
    """A segment of the original. `own` is the page's text for it, `earlier` a translation from before it was set apart;
    both as wagtail-localize's HTML, "" for none. `overrides` are addresses that links have on this page, by path."""

    path: str
    source: str
    own: str
    earlier: str
    overrides: Mapping[str, Any]

    @property
    def source_text(self) -> str:
        return StringValue(self.source).render_text()

    @property
    def text(self) -> str:
        """With the breaks between texts that stand one below the other."""
        return "\n".join(StringValue(part).render_text() for part in (self.own or self.earlier).split(_BREAK))


@dataclass(frozen=True)
class Plan:
    """`leftover` are the page's texts and blocks that belong to no segment, `replaced` the names of fields that have
    other values than the original's: both stay in the page's history only."""

    rows: Sequence[RejoinedSegment]
    leftover: Sequence[str]
    replaced: Sequence[str]

    @property
    def gaps(self) -> int:
        return sum(not row.own and not row.earlier for row in self.rows)


def plan_rejoining(translation: Translation) -> Plan:
    """Pairs the texts of a translation edited apart with the segments of its original."""
    original, page = translation.source.as_instance(), translation.get_target_instance()
    theirs, ours = _strings(segments_of(original)), _strings(segments_of(page))
    pairs, leftover = _pair(theirs, ours, _codes(translation))
    earlier = _earlier(translation)
    rows = []
    for index, segment in enumerate(theirs):
        text, overrides = pairs.get(index, ("", {}))
        text = "" if _is_no_translation(segment.string.data, text, _codes(translation)) else text
        key = segment.path, segment.string.data
        rows.append(RejoinedSegment(*key, text, "" if text else earlier.get(key, ""), overrides))
    return Plan(rows, [*leftover, *_lost_blocks(original, page)], _replaced(original, page))


def _is_no_translation(source: str, own: str, codes: tuple[str, str]) -> bool:
    """Nothing to see, or the original's own words: nobody has translated them."""
    return is_no_text(source, own) or (seen(own) == seen(source) and has_words_to_translate(source, *codes))


@transaction.atomic
def rejoin(translation: Translation, accepted: Collection[int], user: Any = None) -> None:
    """Lets the translation follow its original again; the segments hold the page's own texts.

    Args:
        accepted: indexes of the rows of the plan whose own text is the translation of its segment.
    """
    source, page = translation.source, translation.get_target_instance()
    rows = plan_rejoining(translation).rows
    chosen = [row for index, row in enumerate(rows) if index in accepted and row.own]
    values, own_values = segments_of(source.as_instance()).values, segments_of(page).values
    pairing = Pairing(
        strings=[(row.path, row.source, row.own) for row in chosen],
        overrides={path: own_values[path] for path, value in values.items() if own_values.get(path, value) != value},
    )
    for row in chosen:
        pairing.overrides |= row.overrides
    save_strings(source, page, translation.target_locale, pairing)
    translation.enabled = True
    translation.save(update_fields=["enabled"])
    log(page, "news.rejoin", user=user, data={"count": len(chosen)})


def _codes(translation: Translation) -> tuple[str, str]:
    return translation.source.locale.language_code, translation.target_locale.language_code


def _strings(segments: Any) -> list[StringSegmentValue]:
    return [segment for segment in segments.in_order if isinstance(segment, StringSegmentValue)]


def _pair(
    theirs: Sequence[StringSegmentValue], ours: Sequence[StringSegmentValue], codes: tuple[str, str]
) -> tuple[dict[int, tuple[str, Mapping[str, Any]]], list[str]]:
    """By index of the original's segment, the page's text with the addresses of its links; and what is left over.

    What stands in the same place is a pair: the page began as a synced one. The rest is aligned by what it says.
    """
    pairs: dict[int, tuple[str, Mapping[str, Any]]] = {}
    places = _by_path(ours)
    taken: set[int] = set()
    for path, indexes in _by_path(theirs).items():
        own = places.get(path, [])
        if len(own) == len(indexes):
            pairs |= {index: _text(theirs[index], [ours[other]]) for index, other in zip(indexes, own, strict=True)}
            taken |= set(own)
    waiting = [index for index in range(len(theirs)) if index not in pairs]
    free = [index for index in range(len(ours)) if index not in taken]
    groups = align(
        [_plain(theirs[index]) for index in waiting],
        [_plain(ours[index]) for index in free],
        source_language=codes[0],
        target_language=codes[1],
    )
    left = set(free)
    for group in groups:
        if not group.source or not group.target:
            continue
        own = [free[other] for other in group.target]
        left -= set(own)
        if len(group.source) == len(own):
            for place, other in zip(group.source, own, strict=True):
                pairs[waiting[place]] = _text(theirs[waiting[place]], [ours[other]])
        else:
            index = waiting[group.source[0]]
            pairs[index] = _text(theirs[index], [ours[other] for other in own])
    return pairs, [_plain(ours[index]) for index in sorted(left)]


def _by_path(segments: Iterable[StringSegmentValue]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for index, segment in enumerate(segments):
        found.setdefault(segment.path, []).append(index)
    return found


def _plain(segment: StringSegmentValue) -> str:
    return StringValue(segment.string.data).render_text()


def _text(segment: StringSegmentValue, own: Sequence[StringSegmentValue]) -> tuple[str, Mapping[str, Any]]:
    """Several texts of the page stand one below the other in one segment; links that the segment lacks are left out."""
    texts, links = [], Pairing()
    for each in own:
        try:
            texts.append(with_links_of(segment, each, segment.path, links))
        except DoesNotPair:
            texts.append(_LINK.sub("", each.string.data))
    return _BREAK.join(texts), links.overrides


def _earlier(translation: Translation) -> dict[tuple[str, str], str]:
    """By path and text of the original."""
    rows = (
        valid_translations()
        .filter(context__object_id=translation.source.object_id, locale_id=translation.target_locale_id)
        .values_list("context__path", "translation_of__data", "data")
    )
    return {(path, text): data for path, text, data in rows}


def _lost_blocks(original: Any, page: Any) -> Iterator[str]:
    """Kinds of the blocks without text, such as pictures, that only the page has."""
    paths = {segment.path for segment in _strings(segments_of(page))}
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            known = {block.id for block in getattr(original, field.name)}
            for block in getattr(page, field.name):
                begins = f"{field.name}.{block.id}"
                if block.id not in known and not any(path.startswith(begins) for path in paths):
                    yield f"[{block.block.label}]"


def _replaced(original: Any, page: Any) -> list[str]:
    """Names of the fields that are the same in every language, and are not the same here."""
    names = []
    for translatable_field in get_translatable_fields(type(page)):
        field = translatable_field.get_field(type(page))
        if isinstance(field, models.ManyToOneRel):
            rows = [
                [row.translation_key for row in getattr(each, field.get_accessor_name()).all()]
                for each in (original, page)
            ]
            label = field.related_model._meta.verbose_name_plural
        elif translatable_field.is_synchronized(page) and not isinstance(field, StreamField):
            rows = [getattr(each, field.attname) for each in (original, page)]
            label = field.verbose_name
        else:
            continue
        if rows[0] != rows[1]:
            names.append(str(label))
    return names
