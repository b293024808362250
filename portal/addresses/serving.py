"""Answers an address of the page tree."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from wagtail.views import serve

from .upper_pages import copied, front_page_addresses, upper_pages


def serve_page(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's view, which is told what it would ask the database for: the site, and where the address leads."""
    known = upper_pages(get_language() or "")
    if known is not None:
        names = [name for name in path.split("/") if name]
        told: Any = request
        told._wagtail_site = copied(known.site)
        told.front_page_addresses = front_page_addresses()
        try:
            told._wagtail_route_for_request = copied(known.front_page).route(request, names)
        except Http404:
            told._wagtail_route_for_request = None
    return serve(request, path)
