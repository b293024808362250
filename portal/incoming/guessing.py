"""A brake on guessing passwords: of restricted pages and documents, and of people."""

import hashlib
import time
from collections.abc import Callable
from ipaddress import ip_address, ip_network
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from .readable import refusal

# Views to which a password is sent, and the fields that say whose.
GUESSED = {
    "wagtailadmin_login": "username",
    "wagtailcore_login": "username",
    "wagtailcore_authenticate_with_password": "",
    "wagtaildocs_authenticate_with_password": "",
    "wagtailadmin_password_reset": "email",
}
WINDOW_SECONDS = 60
TRIES_FOR_ONE = 10
# A house of many people may stand behind one address.
TRIES_OF_ADDRESS = 60
_SHORTEST_NETWORK = 64
COUNTED_AS = "guesses"
TOO_MANY = _("Too many attempts. Please try again in a minute.")


class GuessingBrakeMiddleware:
    """429 for whoever has sent too many passwords within a minute, for one account or page or for many."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, arguments: Any, options: Any) -> HttpResponse | None:
        name = request.resolver_match.url_name if request.resolver_match else None
        if request.method != "POST" or name not in GUESSED:
            return None
        field = GUESSED[name]
        target = request.POST.get(field, "").strip().casefold() if field else repr(sorted(options.items()))
        address = client_address(request)
        counts = (
            (_count("one", address, name, target), TRIES_FOR_ONE),
            (_count("address", address), TRIES_OF_ADDRESS),
        )
        if all(count <= limit for count, limit in counts):
            return None
        response = refusal(TOO_MANY, 429)
        response["Retry-After"] = str(WINDOW_SECONDS - int(time.time()) % WINDOW_SECONDS)
        response["Cache-Control"] = "no-store"
        return response


def client_address(request: HttpRequest) -> str:
    """Who asks, as the server in front of everything says: behind the proxy, the last one that it has written down.

    What stands before it in X-Forwarded-For came with the request, and is what anybody likes. Of an IPv6 address the
    network counts, for all of it belongs to one.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        address = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or address
    try:
        known = ip_address(address)
    except ValueError:
        return ""
    return str(known) if known.version == 4 else str(ip_network((known, _SHORTEST_NETWORK), strict=False))


def _window() -> int:
    return int(time.time()) // WINDOW_SECONDS


def _count(*of: str) -> int:
    """Of this window, with the one that is happening. What is counted is not written down anywhere."""
    key = f"{COUNTED_AS}-{hashlib.sha256(repr((_window(), of)).encode()).hexdigest()}"
    cache.add(key, 0, 2 * WINDOW_SECONDS)
    try:
        return cache.incr(key)
    except ValueError:
        # Thrown out of a cache that is full.
        return 1
