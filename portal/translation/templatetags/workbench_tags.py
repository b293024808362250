"""Segments in templates."""

from django import template

from portal.dates import format_moment
from portal.languages.common.html_text import plain_text

register = template.Library()
# wagtail-localize keeps plain texts as HTML too.
register.filter("plain", plain_text)
register.filter("moment", format_moment)
