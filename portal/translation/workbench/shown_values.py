"""What the translation editor shows of values that are no text: names, where wagtail-localize shows keys."""

import json
from collections import defaultdict
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.translation import get_language
from wagtail import blocks
from wagtail.fields import StreamField

# wagtail-localize has a widget for what Wagtail has a chooser for, and writes down the value of all else.
_WITHOUT_WIDGET = "unknown"


def with_names(props: str, model: type[models.Model]) -> str:
    """The properties of wagtail-localize's editor of a model's translation, with names for keys of other objects and
    words for chosen keys, in the active language. A query for each model that is referred to.

    An object that has a name in each language says it by a method `name_in`, which is given a language code.
    """
    data = json.loads(props)
    keyed: dict[type[models.Model], list[dict[str, Any]]] = defaultdict(list)
    for segment in data["segments"]:
        if segment["type"] != "synchronised_value" or segment["location"]["widget"]["type"] != _WITHOUT_WIDGET:
            continue
        related, choices = _meaning(model, segment["contentPath"].split("."), segment["value"])
        if related is not None:
            keyed[related].append(segment)
        elif choices:
            segment["value"] = choices
    for related, segments in keyed.items():
        found = related._default_manager.in_bulk([segment["value"] for segment in segments])
        for segment in segments:
            segment["value"] = _name(found[segment["value"]]) if segment["value"] in found else ""
    return json.dumps(data)


def _meaning(model: type[models.Model], path: list[str], value: Any) -> tuple[type[models.Model] | None, str]:
    """The model whose key the value at a context path is, or the words for the value that was chosen."""
    try:
        field: Any = model._meta.get_field(path[0])
        if isinstance(field, models.ManyToOneRel):
            field = field.related_model._meta.get_field(path[-1])
    except FieldDoesNotExist:
        return None, ""
    if isinstance(field, StreamField):
        chooser = _chooser(field.stream_block, path[1:])
        return (chooser.model_class if chooser else None), ""
    if isinstance(field, models.ForeignKey):
        return field.related_model, ""
    return None, str(dict(field.flatchoices).get(value, "")) if field.choices else ""


def _chooser(block: Any, path: list[str]) -> Any:
    """The block of a chooser that a path within a body leads to: by names, and by keys of blocks in a list."""
    for name in path:
        children = getattr(block, "child_blocks", {})
        block = children.get(name) or getattr(block, "child_block", None) or block
    return block if isinstance(block, blocks.ChooserBlock) else None


def _name(instance: Any) -> str:
    name_in = getattr(instance, "name_in", None)
    return str(name_in(get_language()) if name_in else instance)
