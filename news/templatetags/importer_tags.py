"""What the pages of the review need to show a document."""

import json
from typing import Any

from django import template

from news.importer.pipeline.analysis import Repair
from news.importer.pipeline.reviewed import Doubt, Segment

register = template.Library()


@register.filter
def as_json(value: Any) -> str:
    """For a hidden field that comes back with the form."""
    return json.dumps(value, ensure_ascii=False)


@register.filter
def as_shown(value: Any) -> str:
    """A value of a decision, as people read it."""
    if value is None or value == "":
        return "–"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


@register.filter
def element_id(target: str) -> str:
    """A target as the id of an element that a selector can name."""
    return target.replace(":", "-")


@register.filter
def readings(doubt: Doubt) -> list[str]:
    """What can be chosen: the readings, best first, and what was read."""
    return list(dict.fromkeys([*doubt.repair.readings, doubt.repair.before]))


@register.filter
def as_left(repair: Repair) -> str:
    """What the text has while nobody has chosen."""
    return repair.after if repair.is_applied else repair.before


@register.filter
def is_other(doubt: Doubt) -> bool:
    """Whether somebody typed a reading that is not offered."""
    return doubt.chosen is not None and doubt.chosen not in readings(doubt)


@register.filter
def is_visible(repair: Repair) -> bool:
    """Whether a repair changed more than white space."""
    return repair.before.split() != repair.after.split()


@register.filter
def visible_count(segments: list[Segment]) -> int:
    return sum(is_visible(segment.repair) for segment in segments if segment.repair)
