"""Blocks and rows whose picture, document or person has been deleted: wagtail-localize expects none of that to happen.

Readers see the rest of the page. Editors are told which block is empty. A translation is made from what is there: text
about what is gone has no place any more, and a translator's own choice of what is gone gives way to the original's.
"""

import logging
from collections.abc import Iterator, Sequence
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist
from django.db import models
from wagtail import blocks
from wagtail.coreutils import resolve_model_string
from wagtail.embeds.blocks import EmbedBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock
from wagtail_localize import models as localize_models
from wagtail_localize.segments import OverridableSegmentValue, extract, ingest

logger = logging.getLogger(__name__)

_ingest_segments = ingest.ingest_segments


class TolerantExtractor(extract.StreamFieldSegmentExtractor):
    """What is empty has no segments."""

    def handle_block(self, block_type: blocks.Block, block_value: Any, raw_value: Any = None) -> list[Any]:
        return [] if block_value is None else super().handle_block(block_type, block_value, raw_value=raw_value)

    def handle_image_block(self, block: ImageBlock, image_block_value: Any, raw_value: Any = None) -> list[Any]:
        """Of the picture as it is in memory: what is stored may be the key of a picture alone, or nothing."""
        value = {
            "image": image_block_value.pk,
            "alt_text": image_block_value.contextual_alt_text or "",
            "decorative": bool(image_block_value.decorative),
        }
        return super().handle_image_block(block, image_block_value, raw_value=value)


class TolerantWriter(ingest.StreamFieldSegmentsWriter):
    """Writes what has a place."""

    def handle_block(self, block_type: blocks.Block, block_value: Any, segments: list[Any]) -> Any:
        if isinstance(block_type, ImageBlock):
            return self._picture(block_type, block_value, segments)
        if isinstance(block_type, blocks.ChooserBlock):
            return self._chosen(block_type, block_value, segments[0])
        if block_value is None and not isinstance(block_type, EmbedBlock):
            return None
        return super().handle_block(block_type, block_value, segments)

    def _picture(self, block: ImageBlock, value: Any, segments: list[Any]) -> Any:
        rest = []
        for segment in segments:
            name, inner = segment.unwrap()
            if name == "image":
                value = self._chosen(block.child_blocks["image"], value, inner)
            else:
                rest.append(segment)
        return super().handle_image_block(block, value, rest) if value is not None else None

    def _chosen(self, block: blocks.ChooserBlock, value: Any, segment: Any) -> Any:
        try:
            if isinstance(segment, OverridableSegmentValue):
                return resolve_model_string(block.target_model)._default_manager.get(pk=segment.data)
            return segment.get_instance(self.tgt_locale)
        except (ObjectDoesNotExist, ValueError, TypeError):
            logger.info("What a translation shows in a block is gone: %s", segment)
            return value

    def handle_struct_block(self, struct_block: Any, segments: list[Any]) -> Any:
        known = struct_block.block.child_blocks
        return super().handle_struct_block(struct_block, [each for each in segments if each.unwrap()[0] in known])

    def handle_stream_block(self, stream_block: Any, segments: list[Any]) -> Any:
        known = {child.id for child in stream_block}
        return super().handle_stream_block(stream_block, [each for each in segments if each.unwrap()[0] in known])


def ingest_what_has_a_place(
    original_obj: Any, translated_obj: Any, src_locale: Any, tgt_locale: Any, segments: Sequence[Any]
) -> None:
    """wagtail-localize's `ingest_segments`, which fails for rows and objects that are gone."""
    whole = []
    for segment in segments:
        name, rest = segment.unwrap()
        try:
            field: Any = type(translated_obj)._meta.get_field(name)
        except FieldDoesNotExist:
            continue
        if isinstance(field, models.ManyToOneRel):
            if _has_row(original_obj, name, rest) and _has_row(translated_obj, name, rest):
                whole.append(segment)
        elif isinstance(field, models.ForeignKey):
            try:
                _ingest_segments(original_obj, translated_obj, src_locale, tgt_locale, [segment])
            except (ObjectDoesNotExist, ValueError, TypeError):
                logger.info("What a translation of %s refers to is gone: %s", original_obj, segment)
        else:
            whole.append(segment)
    _ingest_segments(original_obj, translated_obj, src_locale, tgt_locale, whole)


def _has_row(instance: Any, relation: str, segment: Any) -> bool:
    key = segment.unwrap()[0]
    return any(str(row.translation_key) == key for row in getattr(instance, relation).all())


def tolerate() -> None:
    """wagtail-localize has no other door: its own functions look these names up when they run. For `ready()`."""
    extract.StreamFieldSegmentExtractor = TolerantExtractor
    ingest.StreamFieldSegmentsWriter = TolerantWriter
    ingest.ingest_segments = localize_models.ingest_segments = ingest_what_has_a_place


def empty_blocks(instance: models.Model) -> Iterator[tuple[int, str]]:
    """Number from 1 and kind of the blocks that show nothing, because what they have to show is gone."""
    for field in instance._meta.get_fields():
        if isinstance(field, StreamField):
            for number, child in enumerate(field.value_from_object(instance), start=1):
                if _is_empty(child.block, child.value):
                    yield number, str(child.block.label)


def _is_empty(block: blocks.Block, value: Any) -> bool:
    if isinstance(block, ImageBlock):
        return value is None and bool(block.child_blocks["image"].required)
    if isinstance(block, blocks.StructBlock):
        return any(_is_empty(child, value.get(name)) for name, child in block.child_blocks.items())
    if isinstance(block, blocks.ListBlock):
        return any(_is_empty(block.child_block, item) for item in value)
    return isinstance(block, blocks.ChooserBlock) and block.required and value is None
