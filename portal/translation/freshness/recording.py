"""What is written when texts are published: the parts of sources, and which of them each translation was made from."""

import datetime
import uuid
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone
from wagtail.models import DraftStateMixin, TranslatableMixin

from portal.languages.common.html_text import word_count
from portal.translation.localize import Translation

from .comparing import changes
from .models import PublishedText
from .segments import ContentPart, cut, fingerprint, part_from_json
from .source_versions import Target, accepted_texts, basis_of, read_accepted, read_known, untranslated_texts

# Sent by the model of texts with `keys`, the translation keys of those of which readers are told something else.
freshness_changed = Signal()

_WRITTEN = (
    *("source_locale", "content_type", "title", "parts", "fingerprint", "words", "is_apart"),
    *("behind", "words_behind", "behind_since", "untranslated"),
)


@dataclass(frozen=True)
class Direction:
    """From which language a text is translated; a source is translated from its own."""

    source_locale_id: int
    is_apart: bool


def directions(keys: Iterable[uuid.UUID] | None = None) -> Mapping[Target, Direction]:
    """By (translation key, locale's id), of everything that is a translation; of these keys, or of all. One query.

    A text that was a translation once, and is the source of one now, is a source; and no two texts are each other's.
    """
    known = Translation.objects.all() if keys is None else Translation.objects.filter(source__object_id__in=set(keys))
    rows = list(
        known.order_by("-enabled", "pk").values_list(
            "source__object_id", "source__locale_id", "target_locale_id", "enabled"
        )
    )
    sources = {(key, source) for key, source, _target, is_enabled in rows if is_enabled}
    found: dict[Target, Direction] = {}
    for key, source, target, is_enabled in rows:
        is_source = not is_enabled and (key, target) in sources
        reverse = found.get((key, source))
        is_reversed = reverse is not None and reverse.source_locale_id == target
        if (key, target) not in found and not is_source and not is_reversed:
            found[key, target] = Direction(source, not is_enabled)
    return found


@dataclass(frozen=True)
class Recorded:
    """What is recorded of some texts, and how they hang together."""

    rows: Mapping[Target, PublishedText]
    directions: Mapping[Target, Direction]

    def is_synced(self, target: Target) -> bool:
        """Whether it is a translation, and not edited apart."""
        direction = self.directions.get(target)
        return direction is not None and not direction.is_apart

    def locales_with_every_value(self, key: uuid.UUID, source: Sequence[ContentPart]) -> set[int]:
        """Ids of the languages whose published text differs from the source's new parts in its texts only."""
        expected = _without_texts(source)
        return {
            row.locale_id
            for row in self.rows.values()
            if row.translation_key == key
            and not row.is_apart
            and _without_texts(map(part_from_json, row.parts)) == expected
        }


def read_recorded(keys: Iterable[uuid.UUID], lock: bool = True) -> Recorded:
    """In two queries; within a transaction, until whose end it is locked, unless it is not to be written."""
    wanted = set(keys)
    rows = PublishedText.objects.filter(translation_key__in=wanted)
    if lock:
        rows = rows.select_for_update()
    return Recorded({(row.translation_key, row.locale_id): row for row in rows}, directions(wanted))


# Mostly within the transaction that publishes, which needs no savepoint for it: what fails here fails there.
@transaction.atomic(savepoint=False)
def record_fingerprints(
    instances: Iterable[Any],
    known_parts: Mapping[Target, tuple[ContentPart, ...]] | None = None,
    recorded: Recorded | None = None,
) -> None:
    """Writes what is published: to be called with pages and snippets that were published just now, in one batch.

    Translations that are not among them are compared with their source's new parts, if that is. Five queries, and
    those of the instances' own rows; a translation whose source was never recorded costs one more, and so do all that
    are edited apart.

    Args:
        known_parts: parts of those instances that were cut already.
        recorded: what was read of all their keys, in the same transaction.
    """
    published: dict[Target, Any] = {(each.translation_key, each.locale_id): each for each in instances}
    known = known_parts or {}
    parts = {target: known.get(target) or cut(instance) for target, instance in published.items()}
    recorder = _Recorder(published, parts, recorded or read_recorded(key for key, _locale in published))
    recorder.record_sources()
    recorder.record_translations()
    recorder.compare_others()
    recorder.write()


def recorded_anew(instances: Iterable[Any], recorded: Recorded) -> Mapping[Target, PublishedText]:
    """What `record_fingerprints` would write of the instances, which are all that is published of their keys."""
    published: dict[Target, Any] = {(each.translation_key, each.locale_id): each for each in instances}
    parts = {target: cut(instance) for target, instance in published.items()}
    rows = {target: copy(row) for target, row in recorded.rows.items()}
    recorder = _Recorder(published, parts, Recorded(rows, recorded.directions))
    recorder.record_sources()
    recorder.record_translations()
    return recorder.written


def is_same(row: PublishedText, other: PublishedText) -> bool:
    """Whether both say the same; since when a text is behind is known only from when it was written."""
    names = [name for name in _WRITTEN if name != "behind_since"]
    return all(getattr(row, name) == getattr(other, name) for name in names)


def _without_texts(parts: Iterable[ContentPart]) -> list[tuple[str, bool, tuple[str, ...], str]]:
    return [(part.path, bool(part.texts), part.links, part.value) for part in parts]


class _Recorder:
    def __init__(
        self,
        published: Mapping[Target, Any],
        parts: Mapping[Target, tuple[ContentPart, ...]],
        recorded: Recorded,
    ) -> None:
        self.published = published
        self.parts = parts
        self.rows = recorded.rows
        self.directions = recorded.directions
        self.source_parts: dict[Target, Sequence[ContentPart]] = {}
        self.written: dict[Target, PublishedText] = {}
        self.flipped: dict[int, set[uuid.UUID]] = {}

    def record_sources(self) -> None:
        for target, instance in self.published.items():
            if target not in self.directions:
                self.source_parts[target] = self.parts[target]
                self._set(target, instance, target[1], self.parts[target], self.parts[target], [])

    def record_translations(self) -> None:
        known = read_known(target for target in self.published if target in self.directions)
        accepted = read_accepted(target for target in self.published if self._is_apart(target))
        for target, instance in self.published.items():
            direction = self.directions.get(target)
            if direction is None:
                continue
            own, source = self.parts[target], self._source(target[0], direction, instance)
            if direction.is_apart:
                basis, foreign = tuple(source), accepted_texts(own, accepted[target])
            else:
                basis = basis_of(own, source, known[target], self._previous(target, direction))
                foreign = untranslated_texts(own, source, known[target])
            self._set(target, instance, direction.source_locale_id, basis, source, foreign)

    def compare_others(self) -> None:
        for target, row in self.rows.items():
            source = self.source_parts.get((row.translation_key, row.source_locale_id))
            if target not in self.published and not row.is_source and source is not None:
                # The source itself may be among what was read to compare, and not have been published now.
                origin = self.published.get((row.translation_key, row.source_locale_id))
                moment = getattr(origin, "last_published_at", None)
                self._compare(row, [part_from_json(values) for values in row.parts], source, moment)
                self.written[target] = row

    def write(self) -> None:
        PublishedText.objects.bulk_create(
            self.written.values(),
            update_conflicts=True,
            unique_fields=["translation_key", "locale"],
            update_fields=_WRITTEN,
            batch_size=50,
        )
        for content_type_id, keys in self.flipped.items():
            model = ContentType.objects.get_for_id(content_type_id).model_class()
            freshness_changed.send(sender=model, keys=keys)

    def _is_apart(self, target: Target) -> bool:
        return target in self.directions and self.directions[target].is_apart

    def _previous(self, target: Target, direction: Direction) -> list[ContentPart]:
        """What the translation was made from when it was published last, if that is known of the same source."""
        row = self.rows.get(target)
        if row is None or row.is_apart or row.source_locale_id != direction.source_locale_id:
            return []
        return [part_from_json(values) for values in row.parts]

    def _source(self, key: uuid.UUID, direction: Direction, instance: TranslatableMixin) -> Sequence[ContentPart]:
        source = (key, direction.source_locale_id)
        if source not in self.source_parts:
            row = self.rows.get(source)
            if row is not None:
                self.source_parts[source] = [part_from_json(values) for values in row.parts]
            else:
                origins = type(instance)._default_manager.filter(translation_key=key, locale_id=source[1])
                self.source_parts[source] = [part for origin in origins for part in cut(origin)]
        return self.source_parts[source]

    def _set(
        self,
        target: Target,
        instance: Any,
        source_locale_id: int,
        basis: Sequence[ContentPart],
        source: Sequence[ContentPart],
        foreign: list[str],
    ) -> None:
        row = self.rows.get(target) or PublishedText(translation_key=target[0], locale_id=target[1])
        told = row.untranslated, row.source_locale_id
        row.source_locale_id = source_locale_id
        row.content_type = ContentType.objects.get_for_model(instance)
        row.title = str(instance)[:255]
        row.parts = [part.to_json() for part in basis]
        row.fingerprint = fingerprint(basis)
        row.words = sum(word_count(text) for part in self.parts[target] for text in part.texts)
        row.is_apart = self._is_apart(target)
        row.untranslated = foreign
        origin = self.published.get((target[0], source_locale_id))
        self._compare(row, basis, source, getattr(origin, "last_published_at", None))
        if row.behind and told != (foreign, source_locale_id):
            self.flipped.setdefault(row.content_type_id, set()).add(row.translation_key)
        self.written[target] = row

    def _compare(
        self,
        row: PublishedText,
        basis: Sequence[ContentPart],
        source: Sequence[ContentPart],
        now: datetime.datetime | None = None,
    ) -> None:
        was_behind = bool(row.behind)
        found = changes(basis, source)
        row.behind = len(found)
        row.words_behind = sum(change.words for change in found)
        if not row.behind:
            row.behind_since = None
        elif row.behind_since is None:
            row.behind_since = now or timezone.now()
        if was_behind != bool(row.behind):
            self.flipped.setdefault(row.content_type_id, set()).add(row.translation_key)


def record_copy(instance: Any, copied_from: Any) -> None:
    """A copy that is public at once is published by its copying: its parts are recorded."""
    if instance.live:
        record_fingerprints([instance])


def forget(instance: Any) -> None:
    """A text that is no longer published is compared with nothing."""
    if isinstance(instance, TranslatableMixin) and isinstance(instance, DraftStateMixin):
        PublishedText.objects.filter(translation_key=instance.translation_key, locale_id=instance.locale_id).delete()
