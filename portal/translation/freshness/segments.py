"""What a text consists of: its parts, each with what identifies its content, in the order of the text.

Prose is cut by wagtail-localize's own extractor, so that a part is what a translator sees as a segment. The rest of
the content is cut here, because the extractor leaves it out: synchronised fields such as dates, and what blocks hold
beside their texts, such as the address of a video. Times, addresses and the state of publishing are no content.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import DraftStateMixin, TranslatableMixin

from portal.languages.common.normalization import seen
from portal.translation.localize import (
    OverridableSegmentValue,
    RelatedObjectSegmentValue,
    StringSegmentValue,
    SynchronizedField,
    TemplateSegmentValue,
    TranslationSource,
    extract_segments,
    get_translatable_fields,
)
from portal.translation.localize_strings import INLINE_TAGS, StringValue

# The extractor moves inline tags that embrace a whole text, and empty ones at its ends, into the template.
_INLINE = re.compile(rf"</?(?:{'|'.join(INLINE_TAGS)})(?:\s[^<>]*)?/?>")
_BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')
_PUBLISHING = {field.name for field in DraftStateMixin._meta.local_fields}
# Blocks whose whole content the extractor cuts.
_CUT_BLOCKS = (
    blocks.CharBlock,
    blocks.TextBlock,
    blocks.BlockQuoteBlock,
    blocks.RichTextBlock,
    blocks.ChooserBlock,
)


@dataclass(frozen=True)
class ContentPart:
    """`path` is wagtail-localize's context path; `texts` its prose there, as wagtail-localize's HTML.

    `links` are the attributes that the prose's tags carry, `value` a digest of what else is there ("" for nothing).
    """

    path: str
    texts: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    value: str = ""

    def as_seen(self) -> "ContentPart":
        """Equal for two parts that a reader cannot tell apart."""
        return replace(self, texts=tuple(map(seen, self.texts)), links=tuple(map(seen, self.links)))

    def to_json(self) -> list[Any]:
        return [self.path, list(self.texts), list(self.links), self.value]


def part_from_json(values: Sequence[Any]) -> ContentPart:
    path, texts, links, value = values
    return ContentPart(path, tuple(texts), tuple(links), value)


def fingerprint(parts: Iterable[ContentPart]) -> str:
    """Equal for parts that look the same, in the same order, in every process."""
    return _digest([part.to_json() for part in parts], size=16)


def cut(instance: TranslatableMixin) -> tuple[ContentPart, ...]:
    """The parts of a page or snippet as it is in memory, rows included."""
    return _parts(extract_segments(instance), instance)


def parts_of_source(source: TranslationSource, instance: TranslatableMixin) -> tuple[ContentPart, ...]:
    """What `cut` would find in `instance`, of which wagtail-localize has just taken all segments over.

    Reading those takes a fraction of the time of extracting them again.
    """
    return _parts(_stored_segments(source), instance)


def _stored_segments(source: TranslationSource) -> Iterable[Any]:
    """The extractor's segments in their order. Four queries."""
    strings = source.stringsegment_set.values_list("order", "context__path", "string__data", "attrs")
    templates = source.templatesegment_set.values_list("order", "context__path", "template__template")
    related = source.relatedobjectsegment_set.values_list("order", "context__path", "object_id")
    overridable = source.overridablesegment_set.values_list("order", "context__path", "data_json")
    found: dict[int, Any] = {
        order: StringSegmentValue(path, StringValue(data), attrs=json.loads(attributes))
        for order, path, data, attributes in strings
    }
    found |= {order: TemplateSegmentValue(path, "html", text, 0) for order, path, text in templates}
    found |= {order: RelatedObjectSegmentValue(path, None, key) for order, path, key in related}
    found |= {order: OverridableSegmentValue(path, json.loads(data)) for order, path, data in overridable}
    return (found[order] for order in sorted(found))


def _parts(segments: Iterable[Any], instance: TranslatableMixin) -> tuple[ContentPart, ...]:
    found: dict[str, _Found] = {}
    for segment in segments:
        if isinstance(segment, StringSegmentValue):
            part = found.setdefault(segment.path, _Found())
            part.texts.append(segment.string.data)
            part.links.update(_json(attributes) for attributes in (segment.attrs or {}).values())
        elif isinstance(segment, TemplateSegmentValue):
            template = _BLOCK_KEY.sub("", _INLINE.sub("", segment.template))
            found.setdefault(segment.path, _Found()).values.append(template)
        elif isinstance(segment, RelatedObjectSegmentValue):
            found.setdefault(segment.path, _Found()).values.append(str(segment.translation_key))
        elif isinstance(segment, OverridableSegmentValue) and not segment.path.endswith("'"):
            # Paths of links end in a quotation mark: they are among the attributes of their text.
            found.setdefault(segment.path, _Found()).values.append(segment.data)
    for path, value in _beside_segments(instance, ""):
        found.setdefault(path, _Found()).values.append(value)
    return tuple(part.made(path) for path, part in found.items())


@dataclass
class _Found:
    texts: list[str] = field(default_factory=list)
    links: set[str] = field(default_factory=set)
    values: list[Any] = field(default_factory=list)

    def made(self, path: str) -> ContentPart:
        value = _digest(self.values, size=8) if self.values else ""
        return ContentPart(path, tuple(self.texts), tuple(sorted(self.links)), value)


def _json(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)


def _digest(value: Any, size: int) -> str:
    return hashlib.blake2b(seen(_json(value)).encode(), digest_size=size).hexdigest()


def _beside_segments(instance: TranslatableMixin, prefix: str) -> Iterator[tuple[str, Any]]:
    """(path, value) of the content that yields no segment."""
    for translatable_field in get_translatable_fields(type(instance)):
        model_field = translatable_field.get_field(type(instance))
        path = f"{prefix}{model_field.name}"
        if isinstance(model_field, models.ManyToOneRel):
            if translatable_field.is_translated(instance) and _holds_more_than_segments(model_field.related_model):
                for row in getattr(instance, model_field.name).all():
                    yield from _beside_segments(row, f"{path}.{row.translation_key}.")
        elif isinstance(model_field, StreamField):
            if translatable_field.is_translated(instance):
                for child in model_field.value_from_object(instance):
                    yield f"{path}.{child.id}", [child.block_type, _rest(child.block, child.value)]
        elif translatable_field.is_synchronized(instance) and model_field.name not in _PUBLISHING:
            value = model_field.value_from_object(instance)
            if value not in (None, "") and not _yields_segment(model_field, translatable_field):
                yield path, value


def _yields_segment(model_field: Any, synchronised_field: Any) -> bool:
    is_text = isinstance(model_field, models.CharField | models.TextField) and not model_field.choices
    return synchronised_field.overridable and (is_text or isinstance(model_field, models.ForeignKey))


@cache
def _holds_more_than_segments(row_model: type[models.Model]) -> bool:
    """Most rows do not, and need not be read for it."""
    for translatable_field in get_translatable_fields(row_model):
        model_field = translatable_field.get_field(row_model)
        if isinstance(model_field, models.ManyToOneRel | StreamField):
            return True
        if isinstance(translatable_field, SynchronizedField) and not _yields_segment(model_field, translatable_field):
            return True
    return False


def _rest(block: blocks.Block, value: Any) -> Any:
    """What a block holds beside its segments, as JSON; the order of the cases is the extractor's."""
    if value is None:
        return None
    if isinstance(block, ImageBlock):
        return bool(getattr(value, "decorative", False))
    if hasattr(block, "get_translatable_segments"):
        segments = block.get_translatable_segments(value)
        blank = [StringSegmentValue(each.path, "") for each in segments if isinstance(each, StringSegmentValue)]
        return block.get_prep_value(block.restore_translated_segments(value, blank))
    if isinstance(block, _CUT_BLOCKS):
        return None
    if isinstance(block, blocks.StructBlock):
        return {name: _rest(child, value.get(name)) for name, child in block.child_blocks.items()}
    if isinstance(block, blocks.ListBlock):
        return [_rest(block.child_block, item) for item in value]
    if isinstance(block, blocks.StreamBlock):
        return [[child.block_type, _rest(child.block, child.value)] for child in value]
    return block.get_prep_value(value)
