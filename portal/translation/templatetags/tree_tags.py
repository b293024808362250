"""Which translations follow, for the admin's questions."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from wagtail.models import Page

from portal.translation.trees.source import followers, names

register = template.Library()


@register.simple_tag
def all_followers(pages: Page | Sequence[Mapping[str, Any]]) -> str:
    """Titles and languages of the translations of a page, or of what Wagtail shows of the pages of a bulk action."""
    return names(_followers(pages))


@register.simple_tag
def published_followers(pages: Page | Sequence[Mapping[str, Any]]) -> str:
    """Those of them that are published."""
    return names(page for page in _followers(pages) if page.live)


def _followers(pages: Page | Sequence[Mapping[str, Any]]) -> Sequence[Page]:
    originals = [pages] if isinstance(pages, Page) else [item["item"] for item in pages]
    return [follower for page in originals for follower in followers(page)]
