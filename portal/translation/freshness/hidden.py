"""What a text says of documents and pictures that lie in private collections: readers are told none of it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock

from portal.media.access import is_in_open_collection

from .comparing import ChangeKind, SourceChange


def without_hidden_texts(changes: Iterable[SourceChange], instances: Iterable[Any]) -> list[SourceChange]:
    """The changes, without the words of those that are about what one of the instances, a text and its original, keeps
    to itself: that something has changed there may be said."""
    hidden = {place for instance in instances for place in _hidden_places(instance)}
    return [
        replace(change, kind=ChangeKind.VALUE, before="", after="")
        if change.kind is ChangeKind.TEXT and ".".join(change.path.split(".")[:2]) in hidden
        else change
        for change in changes
    ]


def _hidden_places(instance: Any) -> Iterator[str]:
    """Beginnings of context paths: a block, a row, or a field that says something of another one."""
    fields = instance._meta.concrete_fields
    for field in fields:
        if isinstance(field, StreamField):
            for child in field.value_from_object(instance):
                if _is_hidden(child.block, child.value):
                    yield f"{field.name}.{child.id}"
        elif _leads_to_hidden(field, instance):
            yield from (other.name for other in fields if other.name.startswith(f"{field.name}_"))
    for relation in get_all_child_relations(type(instance)):
        name = relation.get_accessor_name()
        leading = [field for field in relation.related_model._meta.concrete_fields if _may_lead_to_hidden(field)]
        for row in getattr(instance, name).all() if leading else ():
            if any(_leads_to_hidden(field, row) for field in leading):
                yield f"{name}.{row.translation_key}"


def _may_lead_to_hidden(field: models.Field[Any, Any]) -> bool:
    return isinstance(field, models.ForeignKey) and _has_collection(field.related_model)


def _leads_to_hidden(field: models.Field[Any, Any], instance: Any) -> bool:
    if not _may_lead_to_hidden(field):
        return False
    file = getattr(instance, field.name)
    return file is not None and not is_in_open_collection(file)


def _has_collection(model: Any) -> bool:
    return any(field.name == "collection" for field in model._meta.fields)


def _is_hidden(block: blocks.Block, value: Any) -> bool:
    if isinstance(block, ImageBlock | blocks.ChooserBlock):
        return hasattr(value, "collection_id") and not is_in_open_collection(value)
    if isinstance(block, blocks.BaseStructBlock):
        return any(_is_hidden(child, value.get(name)) for name, child in block.child_blocks.items())
    if isinstance(block, blocks.ListBlock):
        return any(_is_hidden(block.child_block, item) for item in value)
    return False
