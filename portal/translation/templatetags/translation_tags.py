"""Texts in the language of the original that a translation shows, marked for readers."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from portal.translation.freshness.marking import mark_language
from portal.translation.freshness.states import Freshness

register = template.Library()


@register.simple_block_tag
def mark_untranslated(content: str, freshness: Freshness) -> SafeString:
    """What stands in the block, with the texts of the source's language marked that a translation shows."""
    marked = mark_language(content, freshness.untranslated, freshness.source_language)
    return mark_safe(marked)  # noqa: S308 (it is what the template has made, with attributes added)
