"""Absolute addresses of the portal, all made from settings.BASE_URL, whatever host a request came by."""

from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.utils.encoding import iri_to_uri


def absolute_url(address: str) -> str:
    """The address of a path of the portal, which begins with a slash: `/lt/naujienos/`. A query may follow.

    An address with a host, as Wagtail makes them where it knows several sites, gets the portal's instead of its own.
    """
    if not address.startswith("/"):
        parts = urlsplit(address)
        address = urlunsplit(("", "", f"/{parts.path.lstrip('/')}", parts.query, parts.fragment))
    return f"{settings.BASE_URL}{iri_to_uri(address)}"
