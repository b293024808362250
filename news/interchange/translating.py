"""Writes a translation: the target with its own texts, and the rows that tell wagtail-localize what they translate.

The target is written directly and not assembled by `Translation.save_target`: a translation that is behind its source
or apart from it keeps its complete text.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from modelcluster.models import ClusterableModel
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, Locale, Page, RevisionMixin, TranslatableMixin
from wagtail_localize.fields import copy_synchronised_fields, get_translatable_fields
from wagtail_localize.models import (
    SegmentOverride,
    String,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationContext,
    TranslationLog,
    TranslationSource,
)
from wagtail_localize.strings import StringValue

from portal.freshness.recording import record_fingerprints
from portal.translation import untranslated_segment_count

from .segments import DoesNotPair, Pairing, pair
from .storing import latest, store


@dataclass
class Version:
    """What a text in another language than its source's says; what is left out stays as it is.

    `texts` by wagtail-localize's context path (`title`, `people.<key of the row>.role`), `bodies` raw stream data by
    field, `own_values` of synchronised fields that differ from the source's. `is_apart` forbids pairing;
    `untranslated` are paths known to be behind.
    """

    texts: dict[str, str] = field(default_factory=dict)
    bodies: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    own_values: dict[str, Any] = field(default_factory=dict)
    is_apart: bool = False
    untranslated: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Written:
    """`missing` counts the source's segments that the translation lacks and that kept it from being published."""

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
    _fill(source, target, version)
    if choose_slug is not None:
        target.slug = choose_slug(target)
    pairing = _pair(source, target, version)
    is_changed = is_new or content_of(target) != before
    may_publish = publish and (pairing is None or not pairing.untranslated or version.untranslated is not None)
    expected = 0 if pairing is None else pairing.missing
    is_settled = not is_changed and not source_changed and (is_live or not may_publish)
    if is_settled and untranslated_segment_count(target) == expected:
        return Written(target, False, pairing is None, 0)
    translation = _register(source, locale, is_enabled=pairing is not None and not pairing.untranslated)
    if pairing is not None:
        _save_strings(translation.source, source, locale, pairing)
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
    missing = 0 if pairing is None or version.untranslated is not None else pairing.missing
    return Written(target, is_stored, pairing is None, missing)


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
    own = {path: getattr(row, name) for row, name, path in _texts(target)}
    return (
        all(own.get(path) == text for path, text in version.texts.items())
        and all(list(getattr(target, name).raw_data) == body for name, body in version.bodies.items())
        and all(getattr(target, name) == value for name, value in version.own_values.items())
        and (choose_slug is None or choose_slug(target) == target.slug)
        and untranslated_segment_count(target) == 0
    )


def _pair(source: Any, target: Any, version: Version) -> Pairing | None:
    if version.is_apart:
        return None
    try:
        return pair(source, target, version.untranslated)
    except DoesNotPair:
        return None


def _fill(source: Any, target: Any, version: Version) -> None:
    """Gives the target what is synchronised, then its own texts: the version's, else those it had."""
    own = {path: getattr(row, name) for row, name, path in _texts(target)} if target.pk else {}
    streams = [stream for stream in target._meta.get_fields() if isinstance(stream, StreamField)]
    bodies = {stream.name: getattr(target, stream.name) for stream in streams} if target.pk else {}
    values = {**_overridden(target), **version.own_values} if target.pk else version.own_values
    copy_synchronised_fields(_detached(source), target)
    for row, name, path in _texts(target):
        setattr(row, name, version.texts.get(path, own.get(path, "")))
    for stream in streams:
        if stream.name in version.bodies:
            setattr(target, stream.name, stream.stream_block.to_python(version.bodies[stream.name]))
        else:
            setattr(target, stream.name, bodies.get(stream.name, stream.stream_block.to_python([])))
    for name, value in values.items():
        setattr(target, name, value)
    _localise(source, target)


def _detached(source: Any) -> Any:
    """A copy to take rows from: wagtail-localize moves those that are not read from the database anew."""
    if not isinstance(source, ClusterableModel):
        return source
    return type(source).from_serializable_data(source.serializable_data(), check_fks=False)


def _overridden(target: Any) -> dict[str, Any]:
    """Values of synchronised fields that somebody gave the translation of its own."""
    names = {field.name for field in target._meta.concrete_fields}
    paths = SegmentOverride.objects.filter(
        context__object_id=target.translation_key, locale_id=target.locale_id
    ).values_list("context__path", flat=True)
    return {name: getattr(target, name) for name in names.intersection(paths)}


def _texts(instance: Any, path: str = "") -> Iterator[tuple[Any, str, str]]:
    """(row, field, context path) of every translated plain text of the instance and its rows."""
    for row, row_path in _rows(instance):
        for translatable_field in get_translatable_fields(type(row)):
            model_field = translatable_field.get_field(type(row))
            if isinstance(model_field, models.CharField | models.TextField) and translatable_field.is_translated(row):
                yield row, model_field.name, f"{path}{row_path}{model_field.name}"


def _rows(instance: Any) -> Iterator[tuple[Any, str]]:
    """The instance itself and its translatable rows, each with the beginning of its context paths."""
    yield instance, ""
    for translatable_field in get_translatable_fields(type(instance)):
        model_field = translatable_field.get_field(type(instance))
        if isinstance(model_field, models.ManyToOneRel) and issubclass(model_field.related_model, TranslatableMixin):
            for row in getattr(instance, model_field.name).all():
                yield row, f"{model_field.name}.{row.translation_key}."


def _localise(source: Any, target: Any) -> None:
    """Points foreign keys to the snippet of the target's language, where there is one."""
    for row, path in _rows(target):
        for translatable_field in get_translatable_fields(type(row)):
            model_field = translatable_field.get_field(type(row))
            if isinstance(model_field, models.ForeignKey) and translatable_field.is_translated(row):
                # Rows were copied with what they name; on the instance itself only what is synchronised was.
                named = getattr(row if path else source, model_field.name)
                if named is not None and named.locale_id != target.locale_id:
                    named = named.get_translation_or_none(target.locale) or named
                setattr(row, model_field.name, named)


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


def _save_strings(registered: TranslationSource, source: Any, locale: Locale, pairing: Pairing) -> None:
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
