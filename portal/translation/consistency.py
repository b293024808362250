"""Finds and mends what a fault has left: texts whose record, translation editor or carried values are not theirs.

What is published and what is recorded of it come from one transaction. This is for what was written beside it: by an
earlier version of the program, a script, a restored backup.
"""

import logging
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import DraftStateMixin, Page, get_translatable_models

from portal.translation.localize import TranslationSource
from portal.translation.release.models import PlannedRelease
from portal.translation.synchronisation import lacking_translations, synchronise_translations

from .blank import blank_translations, mark_blank
from .freshness.models import PublishedText
from .freshness.recording import Recorded, is_same, read_recorded, record_fingerprints, recorded_anew
from .freshness.segments import cut, parts_of_source
from .freshness.source_versions import Target

logger = logging.getLogger(__name__)

# Translation keys whose texts are held in memory at once.
BATCH = 50
# What the worker looks at each time: a fraction of a second's work, between its other jobs.
KEYS_A_TURN = 10
# Functions that get whether to mend, and return differences of what else depends on publishing.
HOOK = "portal_check_publishing"


@dataclass(frozen=True)
class Inconsistency:
    """`language` is a code, or "" for what belongs to none; `reason` is for people."""

    language: str
    title: str
    reason: str

    def __str__(self) -> str:
        return f"{self.language} “{self.title}”: {self.reason}".strip()


@dataclass
class _Comparison:
    """What differs among the texts of some translation keys, and what has to be done about it."""

    differences: list[Inconsistency] = field(default_factory=list)
    keys: set[uuid.UUID] = field(default_factory=set)
    gone: list[PublishedText] = field(default_factory=list)
    uncarried: list[Any] = field(default_factory=list)

    def add(self, key: uuid.UUID, language: str, title: str, reason: str) -> None:
        self.keys.add(key)
        self.differences.append(Inconsistency(language, title, reason))


def check(mend: bool = False) -> Iterator[Inconsistency]:
    """Everything that differs, put right before it is yielded if `mend`; in batches, each of them a transaction."""
    for model, keys in _batches(BATCH):
        yield from _check_batch(model, keys, mend)
    yield from _check_beside(mend)


class Round:
    """Mends everything in small turns, again and again: a worker that has other things to do never waits for it."""

    def __init__(self) -> None:
        self.turns: Iterator[Sequence[Inconsistency]] = iter(())

    def take_turn(self) -> None:
        """Looks at a few texts; what is mended is logged."""
        try:
            differences = next(self.turns, None)
            if differences is None:
                self.turns = self._turns()
                differences = next(self.turns)
        except BaseException:
            self.turns = iter(())
            raise
        for difference in differences:
            logger.warning("Mended: %s", difference)

    def _turns(self) -> Iterator[Sequence[Inconsistency]]:
        for model, keys in _batches(KEYS_A_TURN):
            yield _check_batch(model, keys, mend=True)
        yield list(_check_beside(mend=True))


_round = Round()


def mend_a_few() -> None:
    """For the worker."""
    _round.take_turn()


def _batches(size: int) -> Iterator[tuple[Any, Sequence[uuid.UUID]]]:
    """By model, the keys of what is published or recorded."""
    for model in get_translatable_models(include_subclasses=True):
        # A page is read as what it is, not as a bare one.
        if model is Page or not issubclass(model, DraftStateMixin):
            continue
        published = model._default_manager.filter(live=True).values_list("translation_key", flat=True)
        recorded = PublishedText.objects.filter(content_type=ContentType.objects.get_for_model(model))
        keys = sorted({*published, *recorded.values_list("translation_key", flat=True)})
        for start in range(0, len(keys), size):
            yield model, keys[start : start + size]


def _check_beside(mend: bool) -> Iterator[Inconsistency]:
    yield from _check_blank(mend)
    for check_beside in hooks.get_hooks(HOOK):
        yield from check_beside(mend)


def _check_blank(mend: bool) -> Iterator[Inconsistency]:
    found = list(blank_translations().select_related("context", "locale").order_by("pk"))
    if mend:
        mark_blank(found)
    sources = TranslationSource.objects.filter(object_id__in={row.context.object_id for row in found if row.context})
    titles = dict(sources.values_list("object_id", "object_repr"))
    for row in found:
        title = titles.get(row.context.object_id, "") if row.context else ""
        yield Inconsistency(row.locale.language_code, title, _("a translation of which readers see nothing"))


def _check_batch(model: Any, keys: Sequence[uuid.UUID], mend: bool) -> Sequence[Inconsistency]:
    """What seems to differ is looked at again under a lock: somebody may be publishing it at this moment."""
    seeming = _compare(model, keys, lock=False).keys
    if not seeming:
        return []
    with transaction.atomic():
        comparison = _compare(model, seeming, lock=True)
        if mend:
            _mend(model, comparison)
    return comparison.differences


def _compare(model: Any, keys: Iterable[uuid.UUID], lock: bool) -> _Comparison:
    recorded = read_recorded(keys, lock)
    live = list(model._default_manager.filter(translation_key__in=keys, live=True).select_related("locale"))
    published: dict[Target, Any] = {(each.translation_key, each.locale_id): each for each in live}
    found = _Comparison()
    for target, known in recorded.rows.items():
        if target not in published:
            found.gone.append(known)
            found.add(target[0], known.locale.language_code, known.title, _("recorded, but not published"))
    for target, expected in recorded_anew(live, recorded).items():
        instance, row = published[target], recorded.rows.get(target)
        if row is None:
            found.add(target[0], instance.locale.language_code, str(instance), _("published, but not recorded"))
        elif not is_same(row, expected):
            reason = _("recorded otherwise than it is published")
            found.add(target[0], instance.locale.language_code, str(instance), reason)
    _compare_translations(published, recorded, found)
    return found


def _compare_translations(published: dict[Target, Any], recorded: Recorded, found: _Comparison) -> None:
    # The translation editor may show the draft of what is to be released together.
    planned = set(PlannedRelease.objects.values_list("translation_key", flat=True))
    for source in TranslationSource.objects.filter(object_id__in={key for key, _locale in published}):
        own = (source.object_id, source.locale_id)
        instance = published.get(own)
        if instance is None or recorded.is_synced(own) or source.object_id in planned:
            continue
        if parts_of_source(source, instance) != cut(instance):
            reason = _("the translation editor shows an older text")
            found.add(own[0], instance.locale.language_code, str(instance), reason)
            found.uncarried.append(instance)
            continue
        synced = [
            published[target]
            for target, direction in recorded.directions.items()
            if target in published and target[0] == own[0] and direction.source_locale_id == own[1]
            if not direction.is_apart
        ]
        lacking = list(lacking_translations(source, instance, synced))
        for translation in lacking:
            reason = _("lacks something that is the same in every language")
            found.add(own[0], translation.locale.language_code, str(translation), reason)
        if lacking:
            found.uncarried.append(instance)


def _mend(model: Any, comparison: _Comparison) -> None:
    PublishedText.objects.filter(pk__in=[row.pk for row in comparison.gone]).delete()
    # Read anew: comparing has changed what was in memory.
    published = model._default_manager.filter(live=True).select_related("locale")
    record_fingerprints(published.filter(translation_key__in=comparison.keys))
    for instance in published.filter(pk__in=[each.pk for each in comparison.uncarried]):
        synchronise_translations(instance)
