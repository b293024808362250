"""Links to pages in rich text."""

from collections.abc import Collection

from django.utils.html import escape
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from .visibility import closed_paths


class PublicPageLinkHandler(PageLinkHandler):
    """Leads to no page that is not published, and says nothing of one that is restricted: its address has its title.

    One query for the links of a text, beside those of Wagtail.
    """

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        pages = cls.get_many(attrs_list)
        closed = closed_paths() if any(pages) else ()
        addresses = [_address(page.localized, closed) if page is not None else "" for page in pages]
        return [f'<a href="{escape(address)}">' if address else "<a>" for address in addresses]


def _address(page: Page, closed: Collection[str]) -> str:
    if not page.live:
        return ""
    if page.path.startswith(tuple(closed)):
        return str(getattr(page, "neutral_url", ""))
    return page.url or ""
