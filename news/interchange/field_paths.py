"""The path of a text without what is random in it, as wagtail-localize keeps it with every context."""

from collections.abc import Sequence
from typing import Any

from django.db import models
from wagtail import blocks
from wagtail.blocks.list_block import ListBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock


def field_path(instance: Any, path: str) -> str:
    """`body.<id>.text` becomes `body.quote.text`, and `people.<key>.role` `people.role`.

    The same as `TranslationContext.get_field_path`, which saves each context by itself.
    """
    name, *rest = path.split(".")
    field = instance._meta.get_field(name)
    if isinstance(field, StreamField):
        return ".".join([name, *_in_block(field.stream_block, field.value_from_object(instance).raw_data, rest)])
    if isinstance(field, models.ManyToOneRel):
        return f"{name}.{rest[1]}"
    return name


def _in_block(block: blocks.Block, value: Any, path: Sequence[str]) -> list[str]:
    if isinstance(block, blocks.StructBlock):
        kind = path[0]
        child, inner = block.child_blocks[kind], value[kind]
    else:
        entry = next(entry for entry in value if entry["id"] == path[0])
        kind, inner = entry["type"], entry["value"]
        child = block.child_block if isinstance(block, ListBlock) else block.child_blocks[kind]
    if isinstance(child, ImageBlock):
        return [kind, *path[1:]]
    if isinstance(child, blocks.StructBlock | blocks.StreamBlock | ListBlock):
        return [kind, *_in_block(child, inner, path[1:])]
    return [kind]
