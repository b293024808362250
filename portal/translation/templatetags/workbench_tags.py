"""Segments in templates."""

from django import template

from portal.languages.common.html_text import plain_text

register = template.Library()
# wagtail-localize keeps plain texts as HTML too.
register.filter("plain", plain_text)
