"""New translations registered with wagtail-localize many at a time.

The rows are those of `TranslationSource.update_or_create_from_instance` and of a translator who then translates every
segment; wagtail-localize writes them one by one, each with a look whether it is there already.
"""

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from django.utils import timezone
from wagtail.models import Locale

from portal.batches import in_batches
from portal.translation.localize import (
    OverridableSegment,
    OverridableSegmentValue,
    RelatedObjectSegment,
    RelatedObjectSegmentValue,
    SegmentOverride,
    String,
    StringSegment,
    StringSegmentValue,
    StringTranslation,
    Template,
    TemplateSegment,
    TemplateSegmentValue,
    TranslatableObject,
    Translation,
    TranslationContext,
    TranslationLog,
    TranslationSource,
    get_schema_version,
)

from .field_paths import field_path
from .segments import Pairing, Segments

KEYS_A_QUERY = 500

RowType = TypeVar("RowType", bound=Model)


@dataclass(frozen=True)
class NewTranslation:
    """A stored target; `pairing` is None where it is apart from its source."""

    target: Any
    locale: Locale
    pairing: Pairing | None


@dataclass
class NewSource:
    """A stored source without any rows of wagtail-localize, its segments and its translations."""

    page: Any
    segments: Segments
    translations: list[NewTranslation] = field(default_factory=list)
    row: TranslationSource | None = None
    contexts: dict[str, TranslationContext] = field(default_factory=dict)

    @property
    def key(self) -> uuid.UUID:
        return self.page.translation_key


def register(sources: Sequence[NewSource]) -> None:
    """Writes every row. Call it in a transaction; all pages are of one model."""
    if not sources:
        return
    _insert_objects(sources)
    _insert_sources(sources)
    _insert_contexts(sources)
    strings = _strings(sources)
    _insert_segments(sources, strings)
    _insert_translations(sources, strings)


def _insert_objects(sources: Sequence[NewSource]) -> None:
    """The pages themselves, and the snippets that they name."""
    model = type(sources[0].page).get_translation_model()
    kinds = {source.key: ContentType.objects.get_for_model(model) for source in sources}
    for source in sources:
        for segment in source.segments.in_order:
            if isinstance(segment, RelatedObjectSegmentValue):
                kinds[segment.translation_key] = segment.content_type
    _ensure(
        TranslatableObject,
        "translation_key",
        {key: TranslatableObject(translation_key=key, content_type=kind) for key, kind in kinds.items()},
    )


def _insert_sources(sources: Sequence[NewSource]) -> None:
    now = timezone.now()
    model = type(sources[0].page)
    content_type, schema = ContentType.objects.get_for_model(model), get_schema_version(model._meta.app_label)
    rows = TranslationSource.objects.bulk_create(
        TranslationSource(
            object_id=source.key,
            locale_id=source.page.locale_id,
            specific_content_type=content_type,
            object_repr=str(source.page)[:200],
            content_json=source.page.to_json(),
            schema_version=schema,
            last_updated_at=now,
        )
        for source in sources
    )
    for source, row in zip(sources, rows, strict=True):
        source.row = row


def _insert_contexts(sources: Sequence[NewSource]) -> None:
    for source in sources:
        for segment in source.segments.in_order:
            if segment.path not in source.contexts:
                source.contexts[segment.path] = TranslationContext(
                    object_id=source.key,
                    path=segment.path,
                    path_id=TranslationContext._get_path_id(segment.path),
                    field_path=field_path(source.page, segment.path),
                )
    TranslationContext.objects.bulk_create(context for source in sources for context in source.contexts.values())


def _strings(sources: Sequence[NewSource]) -> Mapping[tuple[int, str], int]:
    """Numbers of the strings by locale and text; those that no source had so far are made."""
    texts = {
        (source.page.locale_id, segment.string.data): String._get_data_hash(segment.string.data)
        for source in sources
        for segment in source.segments.in_order
        if isinstance(segment, StringSegmentValue)
    }
    numbers: dict[tuple[int, uuid.UUID], int] = {}
    for locale_id in {locale_id for locale_id, _text in texts}:
        own = {
            digest: String(locale_id=locale_id, data=text, data_hash=digest)
            for (of_locale, text), digest in texts.items()
            if of_locale == locale_id
        }
        found = _ensure(String, "data_hash", own, locale_id=locale_id)
        numbers |= {(locale_id, digest): number for digest, number in found.items()}
    return {(locale_id, text): numbers[locale_id, digest] for (locale_id, text), digest in texts.items()}


def _insert_segments(sources: Sequence[NewSource], strings: Mapping[tuple[int, str], int]) -> None:
    templates = _templates(sources)
    rows: dict[type[Model], list[Any]] = {
        model: [] for model in (StringSegment, TemplateSegment, RelatedObjectSegment, OverridableSegment)
    }
    for source in sources:
        for segment in source.segments.in_order:
            common = {"source": source.row, "context": source.contexts[segment.path], "order": segment.order}
            if isinstance(segment, TemplateSegmentValue):
                row: Model = TemplateSegment(template_id=templates[_template_key(segment)], **common)
            elif isinstance(segment, RelatedObjectSegmentValue):
                row = RelatedObjectSegment(object_id=segment.translation_key, **common)
            elif isinstance(segment, OverridableSegmentValue):
                row = OverridableSegment(data_json=_json(segment.data), **common)
            else:
                string_id = strings[source.page.locale_id, segment.string.data]
                row = StringSegment(string_id=string_id, attrs=_json(segment.attrs), **common)
            rows[type(row)].append(row)
    for model, of_model in rows.items():
        model._default_manager.bulk_create(of_model)


def _templates(sources: Sequence[NewSource]) -> Mapping[uuid.UUID, int]:
    new = {}
    for source in sources:
        for segment in source.segments.in_order:
            if isinstance(segment, TemplateSegmentValue):
                key = _template_key(segment)
                new[key] = Template(
                    uuid=key,
                    template=segment.template,
                    template_format=segment.format,
                    string_count=segment.string_count,
                )
    return _ensure(Template, "uuid", new)


def _template_key(segment: TemplateSegmentValue) -> uuid.UUID:
    """As in `Template.from_value`."""
    return uuid.uuid5(uuid.uuid5(Template.BASE_UUID_NAMESPACE, segment.format), segment.template)


def _insert_translations(sources: Sequence[NewSource], strings: Mapping[tuple[int, str], int]) -> None:
    translations, logs, texts, overrides = [], [], [], []
    for source in sources:
        for new in source.translations:
            locale = new.locale
            translations.append(Translation(source=source.row, target_locale=locale, enabled=new.pairing is not None))
            logs.append(TranslationLog(source=source.row, locale=locale, revision=new.target.latest_revision))
            if new.pairing is None:
                continue
            # The texts were parsed from valid HTML with the source's own links: what save() would check of each.
            texts += [
                StringTranslation(
                    translation_of_id=strings[source.page.locale_id, text],
                    context=source.contexts[path],
                    locale=locale,
                    data=translated,
                    translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
                )
                for path, text, translated in new.pairing.strings
            ]
            overrides += [
                SegmentOverride(context=source.contexts[path], locale=locale, data_json=_json(value))
                for path, value in new.pairing.overrides.items()
            ]
    Translation.objects.bulk_create(translations)
    TranslationLog.objects.bulk_create(logs)
    StringTranslation.objects.bulk_create(texts)
    SegmentOverride.objects.bulk_create(overrides)


def _ensure(model: type[RowType], name: str, rows: Mapping[Any, RowType], **conditions: Any) -> dict[Any, Any]:
    """Primary keys by the value of a column, of the rows that are there and of those that were missing."""
    found: dict[Any, Any] = {}
    for keys in in_batches(list(rows), KEYS_A_QUERY):
        present = model._default_manager.filter(**{f"{name}__in": keys}, **conditions)
        found.update(present.values_list(name, "pk"))
    new = [row for key, row in rows.items() if key not in found]
    model._default_manager.bulk_create(new)
    return found | {getattr(row, name): row.pk for row in new}


def _json(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder)
