"""References of rich text to pages, documents and pictures: what is gone, or never was, is met everywhere."""

import logging
from collections.abc import Collection, Iterator
from typing import Any

from django.utils.html import escape
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.images.formats import get_image_format
from wagtail.images.rich_text import ImageEmbedHandler
from wagtail.models import Page
from wagtail.rich_text import EntityHandler
from wagtail.rich_text.pages import PageLinkHandler

from ..access.visibility import closed_paths
from ..changes.reading import also_made_of
from ..languages.common.natural_numbers import natural_number
from ..media.access import is_in_open_collection

logger = logging.getLogger(__name__)

_LONGEST_KEY = 9


def _names_something(attributes: dict[str, Any]) -> bool:
    """An import leaves what this site does not have under an identifier that is no number."""
    return natural_number(str(attributes.get("id", "")), _LONGEST_KEY) is not None


class _Existing(EntityHandler):
    """Looks for nothing that cannot be there."""

    @classmethod
    def get_many(cls, attrs_list: list[dict[str, Any]]) -> list[Any]:
        named = [attributes for attributes in attrs_list if _names_something(attributes)]
        found = iter(super().get_many(named) if named else ())
        return [next(found) if _names_something(attributes) else None for attributes in attrs_list]

    @classmethod
    def extract_references(cls, attrs: dict[str, Any]) -> Iterator[Any]:
        if _names_something(attrs):
            yield from super().extract_references(attrs)


class PublicPageLinkHandler(_Existing, PageLinkHandler):
    """A link to a page that is gone, not published or has no address leaves its words, and one to a restricted page
    says nothing of it: its address has its title.

    One query for the links of a text, beside those of Wagtail.
    """

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        pages = cls.get_many(attrs_list)
        also_made_of(page.translation_key for page in pages if page is not None)
        closed = closed_paths() if any(pages) else ()
        addresses = [_address(page.localized, closed) if page is not None else "" for page in pages]
        return [f'<a href="{escape(address)}">' if address else "<a>" for address in addresses]


def _address(page: Page, closed: Collection[str]) -> str:
    if not page.live:
        return ""
    if page.path.startswith(tuple(closed)):
        return str(getattr(page, "neutral_url", ""))
    return page.url or ""


class ExistingDocumentLinkHandler(_Existing, DocumentLinkHandler):
    """A link to a document that is gone, or in a private collection, leaves its words: its address has its name."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        return [
            f'<a href="{escape(document.url)}">' if document is not None and is_in_open_collection(document) else "<a>"
            for document in cls.get_many(attrs_list)
        ]


class ExistingImageEmbedHandler(_Existing, ImageEmbedHandler):
    """A picture that is gone, cannot be shown or is in a private collection leaves nothing: Wagtail's own handler
    leaves an empty one."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        return [
            _picture(attributes, image) if image is not None and is_in_open_collection(image) else ""
            for attributes, image in zip(attrs_list, cls.get_many(attrs_list), strict=True)
        ]


def _picture(attributes: dict[str, Any], image: Any) -> str:
    try:
        return str(get_image_format(attributes["format"]).image_to_html(image, attributes.get("alt", "")))
    except (KeyError, OSError) as error:
        logger.warning("The picture %s of a rich text cannot be shown: %s", image.pk, error)
        return ""
