"""Settings that are addresses: refused when the portal starts where they cannot be used as they stand."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

DEFAULT_PORTS = {"http": 80, "https": 443}
# What a Host header may hold (django.http.request). Names with other letters are written as networks know them.
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?|[a-f0-9:.]*:[a-f0-9:.]*")
_URI = re.compile(r"(mailto:|tel:|https://)[!-~]+")


def base_url(value: str) -> str:
    """An origin, as browsers write it: every address of the portal is this with a path behind it.

    Raises:
        ImproperlyConfigured: for anything else, with what would do where that can be said.
    """
    try:
        parts = urlsplit(value)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise ImproperlyConfigured(f"PORTAL_BASE_URL is {value!r}: {error}.") from error
    if parts.scheme not in DEFAULT_PORTS:
        raise ImproperlyConfigured(f"PORTAL_BASE_URL is {value!r}; it begins with https:// or http://.")
    if not _HOST.fullmatch(host) or ".." in host or port == 0:
        advice = f"; in ASCII its host is {_ascii(host)}" if _ascii(host) else ""
        raise ImproperlyConfigured(f"PORTAL_BASE_URL is {value!r}, which names no host{advice}.")
    origin = f"{parts.scheme}://" + (f"[{host}]" if ":" in host else host)
    if port not in (None, DEFAULT_PORTS[parts.scheme]):
        origin += f":{port}"
    if value != origin:
        raise ImproperlyConfigured(
            f"PORTAL_BASE_URL is {value!r}; it is scheme, host and, if need be, port, and nothing behind: {origin}"
        )
    return value


def _ascii(host: str) -> str:
    """`žinios.lt` as `xn--inios-tib.lt`; "" for what is no name either way."""
    try:
        return "" if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        return ""


def contacts(values: Sequence[str]) -> list[str]:
    """Addresses for reports about security, as RFC 9116 has them: URIs.

    Raises:
        ImproperlyConfigured: for one that is none.
    """
    for value in values:
        if not _URI.fullmatch(value):
            raise ImproperlyConfigured(
                f"PORTAL_SECURITY_CONTACT has {value!r}; a contact begins with mailto:, https:// or tel:."
            )
    return list(values)
