"""Segments in templates."""

from typing import Any

from django import template

from portal.dates import format_moment
from portal.languages.common.html_text import plain_text
from portal.translation.workbench.shown_values import with_names

register = template.Library()
# wagtail-localize keeps plain texts as HTML too.
register.filter("plain", plain_text)
register.filter("moment", format_moment)


@register.filter("with_names")
def named(props: str, instance: Any) -> str:
    """The properties of the translation editor of a page or snippet."""
    return with_names(props, type(instance))
