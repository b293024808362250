"""Requests in another charset than UTF-8, and addresses with a NUL, are refused whatever they ask for."""

from collections.abc import Callable, Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.http import parse_header_parameters
from django.utils.translation import gettext_lazy as _

UTF_8 = ("utf-8", "utf8")
WRONG_CHARSET = _("The request is in a charset that is not UTF-8.")
WRONG_ADDRESS = _("The address has a character that no address has (NUL).")
_UNREADABLE = {"charset": "unreadable"}


class ReadableRequestMiddleware:
    """Outside of all that looks at what was sent: a charset may be a codec for anything (`zip`), or say one thing to
    the portal and another to a filter in front of it (`utf-7`)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        charset = (request.content_params or {}).get("charset", UTF_8[0])
        if charset.strip().lower() not in UTF_8:
            return refusal(WRONG_CHARSET, 415)
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return refusal(WRONG_ADDRESS, 400)
        return self.get_response(request)


def refusal(message: str | Promise, status: int) -> HttpResponse:
    """In every language at once: nothing of the request is read to find out the reader's."""
    lines = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            lines.append(str(message))
    return HttpResponse("\n".join(lines) + "\n", status=status, content_type="text/plain; charset=utf-8")


def read_as_utf_8() -> None:
    """Makes every request keep to UTF-8, whatever charset it names: Django decodes the query by that while it makes
    the request, before any middleware. For an app's `ready()`."""

    def set_content_type_params(request: HttpRequest, meta: Mapping[str, str]) -> None:
        try:
            request.content_type, request.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        except (ValueError, LookupError):
            request.content_type, request.content_params = "", _UNREADABLE

    HttpRequest._set_content_type_params = set_content_type_params  # type: ignore[attr-defined]
