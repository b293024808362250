"""Links inside rich text to pages and documents of the site, whose numbers differ from site to site."""

import re
import uuid
from collections.abc import Callable

from django.db.models import Model
from wagtail.documents import get_document_model
from wagtail.models import Locale, Page

from portal.languages.common.natural_numbers import natural_number

LINK = re.compile(r'<a (?=[^<>]*>)[^<>]*?linktype="(page|document)"[^<>]*>')
IDENTIFIER = re.compile(r'\bid="([^"]*)"')


def portable_links(html: str) -> str:
    """Links carry a page's translation key or a document's checksum instead of a number."""
    return _replaced(html, _portable)


def resolved_links(html: str, locale: Locale) -> str:
    """The reverse; a link to what this site does not have keeps its portable form and leads nowhere."""
    return _replaced(html, lambda kind, identifier: _resolved(kind, identifier, locale))


def _replaced(html: str, replace: Callable[[str, str], str | None]) -> str:
    if "linktype=" not in html:
        return html

    def in_link(link: re.Match[str]) -> str:
        return IDENTIFIER.sub(lambda match: f'id="{replace(link[1], match[1]) or match[1]}"', link[0], count=1)

    return LINK.sub(in_link, html)


def _portable(kind: str, identifier: str) -> str | None:
    number = natural_number(identifier)
    if number is None:
        return None
    if kind == "page":
        key = Page.objects.filter(pk=number).values_list("translation_key", flat=True).first()
        return str(key) if key else None
    return get_document_model()._default_manager.filter(pk=number).values_list("file_hash", flat=True).first()


def _resolved(kind: str, identifier: str, locale: Locale) -> str | None:
    found: Model | None
    if kind == "page":
        try:
            pages = Page.objects.filter(translation_key=uuid.UUID(identifier))
        except ValueError:
            return None
        found = pages.filter(locale=locale).first() or pages.first()
    else:
        found = get_document_model()._default_manager.filter(file_hash=identifier).first() if identifier else None
    return str(found.pk) if found else None
