"""The text of a translation: what is synchronised from its source, and what it says itself. Writes nothing."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db import models
from wagtail.fields import StreamField
from wagtail.models import Locale, TranslatableMixin

from portal.translation.localize import BaseTranslatableField, get_translatable_fields

from .segments import DoesNotPair, Pairing, Segments, pair, segments_of

# The translation of a snippet in a language; itself where there is none.
Localise = Callable[[Any, Locale], Any]


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


def localised(named: Any, locale: Locale) -> Any:
    """Asks the database."""
    return named.get_translation_or_none(locale) or named


def fill_target(
    source: Any, target: Any, version: Version, overridden: Iterable[str] = (), localise: Localise = localised
) -> None:
    """Gives the target what is synchronised, then its own texts: the version's, else those it had.

    `overridden` names synchronised fields whose value somebody gave the translation of its own.
    """
    own = {path: getattr(row, name) for row, name, path in texts_of(target)} if target.pk else {}
    streams = [stream for stream in target._meta.get_fields() if isinstance(stream, StreamField)]
    bodies = {stream.name: getattr(target, stream.name) for stream in streams} if target.pk else {}
    values = {name: getattr(target, name) for name in overridden} | version.own_values
    _synchronise(source, target)
    for row, name, path in texts_of(target):
        setattr(row, name, version.texts.get(path, own.get(path, "")))
    for stream in streams:
        if stream.name in version.bodies:
            setattr(target, stream.name, stream.stream_block.to_python(version.bodies[stream.name]))
        else:
            setattr(target, stream.name, bodies.get(stream.name, stream.stream_block.to_python([])))
    for name, value in values.items():
        setattr(target, name, value)
    _localise(source, target, localise)


def pair_target(source: Segments, target: TranslatableMixin, version: Version) -> Pairing | None:
    """None where the translation is apart from its source, because it is said to be or says what the source cannot."""
    if version.is_apart:
        return None
    try:
        return pair(source, segments_of(target), version.untranslated)
    except DoesNotPair:
        return None


def may_be_published(pairing: Pairing | None, version: Version) -> bool:
    """A synced translation with gaps may be live, but only if it was before its source changed."""
    return pairing is None or not pairing.untranslated or version.untranslated is not None


def texts_of(instance: Any) -> Iterator[tuple[Any, str, str]]:
    """(row, field, context path) of every translated plain text of the instance and its rows."""
    for row, path in _rows(instance):
        for translatable_field in _translatable_fields(row):
            model_field = translatable_field.get_field(type(row))
            if isinstance(model_field, models.CharField | models.TextField) and translatable_field.is_translated(row):
                yield row, model_field.name, f"{path}{model_field.name}"


def _translatable_fields(instance: Any) -> list[BaseTranslatableField]:
    return _fields_of_model(instance.__class__)


@cache
def _fields_of_model(model: type[models.Model]) -> list[BaseTranslatableField]:
    return get_translatable_fields(model)


def _synchronise(source: Any, target: Any) -> None:
    """Like wagtail-localize's `copy_synchronised_fields`, which takes rows that were never saved from the source."""
    for translatable_field in _translatable_fields(source):
        if not translatable_field.is_synchronized(source):
            continue
        model_field = translatable_field.get_field(type(target))
        if isinstance(model_field, models.ManyToOneRel):
            rows = getattr(target, model_field.name)
            numbers = {row.translation_key: row.pk for row in rows.all()}
            rows.clear()
            rows.add(*(_copy(row, target, numbers) for row in getattr(source, model_field.name).all()))
        else:
            setattr(target, model_field.attname, getattr(source, model_field.attname))


def _copy(row: Any, target: Any, numbers: Mapping[uuid.UUID, int]) -> Any:
    """The row in the target's language; it continues the target's row of the same key."""
    own = copy(row)
    own.pk = numbers.get(row.translation_key)
    own._state.adding = own.pk is None
    own.locale = target.locale
    return own


def _rows(instance: Any) -> Iterator[tuple[Any, str]]:
    """The instance itself and its translatable rows, each with the beginning of its context paths."""
    yield instance, ""
    for translatable_field in _translatable_fields(instance):
        model_field = translatable_field.get_field(type(instance))
        if isinstance(model_field, models.ManyToOneRel) and issubclass(model_field.related_model, TranslatableMixin):
            for row in getattr(instance, model_field.name).all():
                yield row, f"{model_field.name}.{row.translation_key}."


def _localise(source: Any, target: Any, localise: Localise) -> None:
    """Points foreign keys to the snippet of the target's language, where there is one."""
    for row, path in _rows(target):
        for translatable_field in _translatable_fields(row):
            model_field = translatable_field.get_field(type(row))
            if isinstance(model_field, models.ForeignKey) and translatable_field.is_translated(row):
                # Rows were copied with what they name; on the instance itself only what is synchronised was.
                named = getattr(row if path else source, model_field.name)
                if named is not None and named.locale_id != target.locale_id:
                    named = localise(named, target.locale)
                setattr(row, model_field.name, named)
