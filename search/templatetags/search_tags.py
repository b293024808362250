"""What pages of results repeat."""

from django import template

from search.results.repeated_html import badges, facet_lines, result_cards

register = template.Library()
register.simple_tag(badges)
register.simple_tag(facet_lines)
register.simple_tag(result_cards)
