"""Writes a translation: the target with its own texts, and the rows that tell wagtail-localize what they translate.

The target is written directly and not assembled by `Translation.save_target`: a translation that is behind its source
or apart from it keeps its complete text.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, Locale, Page, RevisionMixin, TranslatableMixin

from portal.translation.apart import foreign_segments, know_as_own
from portal.translation.freshness.recording import record_fingerprints
from portal.translation.localize import (
    SegmentOverride,
    String,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationContext,
    TranslationLog,
    TranslationSource,
)
from portal.translation.localize_strings import StringValue
from portal.translation.translations import untranslated_segment_count

from .composing import Localise, Version, fill_target, localised, may_be_published, pair_target, texts_of
from .segments import Pairing, segments_of
from .storing import latest, store


@dataclass(frozen=True)
class Written:
    """`missing` counts the source's segments that the translation lacks, or has in the source's words, and that kept it
    from being published."""

    instance: Any
    is_changed: bool
    is_apart: bool
    missing: int


def find_target(source: TranslatableMixin, locale: Locale) -> Any:
    """The translation in this language with its newest draft, or None."""
    target = type(source)._default_manager.filter(translation_key=source.translation_key, locale=locale).first()
    return latest(target) if target is not None else None


def write_translation(
    source: Any,
    target: Any,
    locale: Locale,
    version: Version,
    *,
    publish: bool,
    source_changed: bool,
    parent: Page | None = None,
    choose_slug: Callable[[Any], str] | None = None,
    localise: Localise = localised,
) -> Written:
    """Creates or updates `target`, the translation of `source`, which is stored already; None where there is none yet.

    `source` has the content that the file means, be it published or a draft. Raises ValidationError.
    """
    is_new = target is None
    if target is None:
        target = type(source)(locale=locale, translation_key=source.translation_key)
    is_live = not isinstance(target, DraftStateMixin) or (target.live and not target.has_unpublished_changes)
    is_settled = is_live or not publish
    if not is_new and not source_changed and is_settled and _says(target, version, choose_slug):
        return Written(target, False, version.is_apart, 0)
    before = None if is_new else content_of(target)
    fill_target(source, target, version, () if is_new else _overridden(target), localise)
    if choose_slug is not None:
        target.slug = choose_slug(target)
    pairing = pair_target(segments_of(source), target, version)
    is_changed = is_new or content_of(target) != before
    may_publish = publish and may_be_published(pairing, version)
    expected = 0 if pairing is None else pairing.missing
    is_settled = not is_changed and not source_changed and (is_live or not may_publish)
    if is_settled and untranslated_segment_count(target) == expected:
        return Written(target, False, pairing is None, 0)
    translation = _register(source, locale, is_enabled=pairing is not None and not pairing.untranslated)
    if pairing is not None:
        save_strings(translation.source, source, locale, pairing)
    left = _left_over(target, translation, version) if pairing is None and may_publish else 0
    may_publish = may_publish and not left
    is_stored = is_changed or (may_publish and not is_live)
    if is_stored:
        store(target, publish=may_publish, parent=parent)
        revision = target.latest_revision if isinstance(target, RevisionMixin) else None
        TranslationLog.objects.create(source=translation.source, locale=locale, revision=revision)
    if pairing is not None and not translation.enabled:
        # Enabled only now: a synced page with gaps may stay live, but cannot be published.
        translation.enabled = True
        translation.save(update_fields=["enabled"])
    if not is_stored:
        # What its text is known to translate has changed, though it is not published anew.
        record_fingerprints(type(target)._default_manager.filter(pk=target.pk, live=True))
    missing = left if pairing is None else 0 if version.untranslated is not None else pairing.missing
    return Written(target, is_stored, pairing is None, missing)


def _left_over(target: Any, translation: Translation, version: Version) -> int:
    """Segments of a text edited apart in its source's words, which the page had before: what the file itself says is
    known to be the text in this language, as it is of a synced translation."""
    foreign = foreign_segments(target, translation)
    said = [each for each in foreign if each.path in version.texts or each.path.split(".")[0] in version.bodies]
    know_as_own(said, translation)
    return len(foreign) - len(said)


def content_of(instance: Any) -> Any:
    if hasattr(instance, "serializable_data"):
        data = instance.serializable_data()
        for field in instance._meta.get_fields():
            if isinstance(field, StreamField):
                # A string of JSON, whose keys PostgreSQL puts in an order of its own.
                data[field.name] = json.loads(data[field.name])
        return json.dumps(data, cls=DjangoJSONEncoder, sort_keys=True)
    return [field.value_from_object(instance) for field in instance._meta.concrete_fields]


def _says(target: Any, version: Version, choose_slug: Callable[[Any], str] | None) -> bool:
    """Whether the translation has these texts already, for a source that is as it was: the usual case, made cheap."""
    if version.untranslated:
        return False
    own = {path: getattr(row, name) for row, name, path in texts_of(target)}
    return (
        all(own.get(path) == text for path, text in version.texts.items())
        and all(list(getattr(target, name).raw_data) == body for name, body in version.bodies.items())
        and all(getattr(target, name) == value for name, value in version.own_values.items())
        and (choose_slug is None or choose_slug(target) == target.slug)
        and untranslated_segment_count(target) == 0
    )


def _overridden(target: Any) -> set[str]:
    """Synchronised fields whose value somebody gave the translation of its own."""
    names = {field.name for field in target._meta.concrete_fields}
    paths = SegmentOverride.objects.filter(
        context__object_id=target.translation_key, locale_id=target.locale_id
    ).values_list("context__path", flat=True)
    return names.intersection(paths)


def _register(source: Any, locale: Locale, *, is_enabled: bool) -> Translation:
    """wagtail-localize's source and translation. A draft on top of a live source is not registered: it is no source
    before it is published."""
    is_draft_of_live = isinstance(source, DraftStateMixin) and source.live and source.has_unpublished_changes
    published = type(source)._default_manager.get(pk=source.pk) if isinstance(source, DraftStateMixin) else source
    if is_draft_of_live:
        registered, _created = TranslationSource.get_or_create_from_instance(published)
    else:
        registered, _created = TranslationSource.update_or_create_from_instance(published)
    translation, _created = Translation.objects.get_or_create(
        source=registered, target_locale=locale, defaults={"enabled": is_enabled}
    )
    if translation.enabled != is_enabled:
        translation.enabled = is_enabled
        translation.save(update_fields=["enabled"])
    return translation


def save_strings(registered: TranslationSource, source: Any, locale: Locale, pairing: Pairing) -> None:
    """Writes down what translates what, for the translation editor; a text that is known already is replaced."""
    known = {
        (path, text): (string_id, context_id)
        for path, text, string_id, context_id in StringSegment.objects.filter(source=registered).values_list(
            "context__path", "string__data", "string_id", "context_id"
        )
    }
    existing = {
        (row.translation_of_id, row.context_id): row
        for row in StringTranslation.objects.filter(
            context__object_id=source.translation_key, locale=locale
        ).select_related("context")
    }
    new = []
    for path, text, translated in pairing.strings:
        key = known.get((path, text)) or _new_segment(registered, path, text)
        row = existing.pop(key, None)
        if row is None:
            new.append(
                StringTranslation(
                    translation_of_id=key[0],
                    context_id=key[1],
                    locale=locale,
                    data=translated,
                    translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
                )
            )
        elif row.data != translated or row.has_error:
            row.data, row.has_error, row.field_error = translated, False, ""
            row.save()
    # The texts were parsed from valid HTML with the source's own links, which is all that save() would check.
    StringTranslation.objects.bulk_create(new)
    unwanted = [row.pk for row in existing.values() if row.context.path in pairing.untranslated]
    if unwanted:
        StringTranslation.objects.filter(pk__in=unwanted, translation_of__segments__source=registered).delete()
    _save_overrides(source, locale, pairing.overrides)


def _new_segment(registered: TranslationSource, path: str, text: str) -> tuple[int, int]:
    """Ids of the string and context that a draft's segment will have once the draft is published."""
    string = String.from_value(registered.locale_id, StringValue(text))
    context, _created = TranslationContext.objects.get_or_create(object_id=registered.object_id, path=path)
    return string.pk, context.pk


def _save_overrides(source: Any, locale: Locale, overrides: Mapping[str, Any]) -> None:
    existing = {
        row.context.path: row
        for row in SegmentOverride.objects.filter(
            context__object_id=source.translation_key, locale=locale
        ).select_related("context")
    }
    for path, value in overrides.items():
        data = json.dumps(value, cls=DjangoJSONEncoder)
        row = existing.pop(path, None)
        if row is None:
            context, _created = TranslationContext.objects.get_or_create(object_id=source.translation_key, path=path)
            SegmentOverride.objects.create(context=context, locale=locale, data_json=data)
        elif row.data_json != data:
            row.data_json = data
            row.save()
    SegmentOverride.objects.filter(pk__in=[row.pk for row in existing.values()]).delete()
