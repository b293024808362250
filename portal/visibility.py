"""Whether anybody at all may see a page. Everything public asks here: pages, lists, feeds, search, sitemaps, links."""

from typing import TypeVar

from wagtail.models import Page
from wagtail.query import PageQuerySet

AnyPage = TypeVar("AnyPage", bound=Page)


def public_pages(pages: "PageQuerySet[AnyPage]") -> "PageQuerySet[AnyPage]":
    """Those of the pages that are published and that no password, log-in or group keeps from anybody."""
    return pages.live().public()


def is_public(page: Page) -> bool:
    """Whether the page is published and no password, log-in or group keeps it from anybody."""
    return bool(page.live) and not page.get_view_restrictions().exists()
