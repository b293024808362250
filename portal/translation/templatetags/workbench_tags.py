"""Segments in templates."""

from django import template

from portal.translation.text import plain

register = template.Library()
# wagtail-localize keeps plain texts as HTML too.
register.filter("plain", plain)
