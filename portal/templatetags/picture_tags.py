"""Pictures on readers' pages; nothing at all where a picture cannot be shown, or not to this reader, so that a page
leaves out its frame, and says nothing of the picture by its file's name or its alternative text."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString
from wagtail.images.models import Picture

from portal.media.access import is_in_open_collection, is_staff_for, passes, restrictions_of
from portal.media.sizes import LARGE, LOGO, PORTRAIT, sizes_of

register = template.Library()


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
    sizes = sizes_of(image, LARGE)
    return Picture(sizes, attributes).__html__() if sizes else ""


@register.simple_tag(takes_context=True)
def portrait(context: Context, image: Any, **attributes: Any) -> SafeString | str:
    """`<img>` of a person."""
    return _small(context, image, PORTRAIT, attributes)


@register.simple_tag(takes_context=True)
def logo(context: Context, image: Any, **attributes: Any) -> SafeString | str:
    """`<img>` of an organisation's sign."""
    return _small(context, image, LOGO, attributes)


def _small(context: Context, image: Any, spec: str, attributes: dict[str, Any]) -> SafeString | str:
    sizes = sizes_of(image, [spec]) if _may_be_shown(context, image) else {}
    return sizes[spec].img_tag(attributes) if sizes else ""
