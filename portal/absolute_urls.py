"""Absolute addresses of the portal, all made from settings.BASE_URL, whatever host a request came by."""

from django.conf import settings


def absolute_url(path: str) -> str:
    """The address of a path of the portal that begins with a slash: `/lt/naujienos/`."""
    return f"{settings.BASE_URL.rstrip('/')}{path}"
