from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from wagtail.models import Page

from portal.access.visibility import public_pages
from portal.addresses.upper_pages import public_upper_pages

from .models import NewsListingPage, OrganisationIndexPage, PersonIndexPage, ProjectIndexPage, TopicIndexPage

# The model of each kind's index page.
DIRECTORIES = {
    "listing": NewsListingPage,
    "project": ProjectIndexPage,
    "organisation": OrganisationIndexPage,
    "person": PersonIndexPage,
    "topic": TopicIndexPage,
}


def directories(request: HttpRequest) -> dict[str, Any]:
    """Context: `directories`, the address of each kind's index in the active language; read only where it is shown."""
    language = get_language()
    if not language:
        return {}
    return {"directories": SimpleLazyObject(lambda: directory_urls(language, request))}


def directory_urls(language: str, request: HttpRequest) -> dict[str, str]:
    """By the keys of DIRECTORIES; a kind without a public index is left out. Only what is restricted is asked."""
    kinds = {model: kind for kind, model in DIRECTORIES.items()}
    known = public_upper_pages(language)
    if known is not None:
        return {kinds[type(page)]: url for page, url in known if type(page) in kinds}
    pages = (
        public_pages(Page.objects.type(*DIRECTORIES.values()))
        .filter(locale__language_code=language)
        .select_related("locale", "content_type")
    )
    urls = {kinds[page.specific_class]: page.get_url(request) for page in pages}
    return {kind: url for kind, url in urls.items() if url}
