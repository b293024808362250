"""Pictures on readers' pages; nothing at all where a picture cannot be shown, so that a page leaves out its frame."""

from typing import Any

from django import template
from django.utils.safestring import SafeString
from wagtail.images.models import Filter, Picture

from portal.media.rendering import is_picture

register = template.Library()

LARGE = "format-{avif,webp,jpeg}|width-{480,800,1280}"


@register.simple_tag
def large_picture(image: Any, **attributes: Any) -> SafeString | str:
    """`<picture>` in three formats and three widths. Attributes are those of its `<img>`."""
    if not image:
        return ""
    renditions = image.get_renditions(*Filter.expand_spec(LARGE))
    if not all(map(is_picture, renditions.values())):
        return ""
    html: SafeString = Picture(renditions, attributes).__html__()
    return html


@register.simple_tag
def small_picture(image: Any, spec: str, **attributes: Any) -> SafeString | str:
    """`<img>` of the size that the spec asks for, such as `width-360`."""
    if not image:
        return ""
    rendition = image.get_rendition(spec)
    return rendition.img_tag(attributes) if is_picture(rendition) else ""
