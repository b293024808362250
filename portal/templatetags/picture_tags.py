"""Pictures on readers' pages; nothing at all where a picture cannot be shown, or not to this reader, so that a page
leaves out its frame, and says nothing of the picture by its file's name or its alternative text."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString
from wagtail.images.models import Filter, Picture

from portal.media.access import is_in_open_collection, is_staff_for, passes, restrictions_of
from portal.media.rendering import is_picture

register = template.Library()

LARGE = "format-{avif,webp,jpeg}|width-{480,800,1280}"


def _may_be_shown(context: Context, image: Any) -> bool:
    if not image or is_in_open_collection(image):
        return bool(image)
    request = context.get("request")
    return request is not None and (passes(request, restrictions_of(image)) or is_staff_for(request.user, image))


@register.simple_tag(takes_context=True)
def large_picture(context: Context, image: Any, **attributes: Any) -> SafeString | str:
    """`<picture>` in three formats and three widths. Attributes are those of its `<img>`."""
    if not _may_be_shown(context, image):
        return ""
    renditions = image.get_renditions(*Filter.expand_spec(LARGE))
    if not all(map(is_picture, renditions.values())):
        return ""
    html: SafeString = Picture(renditions, attributes).__html__()
    return html


@register.simple_tag(takes_context=True)
def small_picture(context: Context, image: Any, spec: str, **attributes: Any) -> SafeString | str:
    """`<img>` of the size that the spec asks for, such as `width-360`."""
    if not _may_be_shown(context, image):
        return ""
    rendition = image.get_rendition(spec)
    return rendition.img_tag(attributes) if is_picture(rendition) else ""
