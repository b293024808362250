"""Input of the admin that no view can make anything of: odd numbers in addresses, forms that no page has sent.

Wagtail's views convert what they are sent without looking at it. What fails there is answered with 404 or 400.
"""

import logging
import re
from collections.abc import Callable, Iterator

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import NoReverseMatch
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.translation import gettext_lazy as _

from portal.storage.transactions import SAFE_METHODS
from portal.storage.unsaved import is_for_editors, refused
from portal.stylesheets import stylesheet_url
from portal.views import page_not_found

logger = logging.getLogger(__name__)

UNREADABLE = _("Something in what was sent cannot be read.")
# What `int`, `uuid`, Django's fields and the drivers of databases say of a text that they cannot convert. Where the
# text is named, it is the last thing in the message, but for the address to go on at, which Wagtail looks up among the
# names of views where it has no slash. SQLite calls a limit or an offset that is too large a mismatch.
_CONVERSIONS = re.compile(
    r"""expected\ a\ number\ but\ got\ (?P<value>.*)
    | invalid\ literal\ for\ int\(\)\ with\ base\ 10:\ (?P<literal>.*)
    | could\ not\ convert\ string\ to\ float:\ (?P<float>.*)
    | ^Reverse\ for\ (?P<view>'.*?')\ not\ found
    | Exceeds\ the\ limit\ \(\d+\ digits\)
    | cannot\ contain\ NUL
    | embedded\ null
    | badly\ formed\ hexadecimal\ UUID
    | surrogates\ not\ allowed
    | No\ installed\ app\ with\ label
    | App\ '.*'\ doesn't\ have\ a
    | ^datatype\ mismatch$""",
    re.VERBOSE | re.DOTALL,
)
# Python shortens what it quotes.
_QUOTED = 100


class UnreadableInput(Exception):
    """A form cannot be read; the message says why, in the user's language."""


class UnreadableInputMiddleware:
    """Answers errors of the admin that come of converting what was sent, and of nothing else; each is logged.

    The transaction of the request has been rolled back by then.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not is_for_editors(request) or not comes_of_input(request, exception):
            return None
        logger.warning("Unreadable input at %s: %r", request.path, exception, exc_info=exception)
        if request.method in SAFE_METHODS and _is_of_address(request, exception):
            return page_not_found(request, Http404())
        reason = exception if isinstance(exception, UnreadableInput) else UNREADABLE
        return refused(request, str(reason), stylesheet_url())


def comes_of_input(request: HttpRequest, error: Exception) -> bool:
    """Whether something that was sent could not be converted."""
    if isinstance(error, UnreadableInput | MultiValueDictKeyError | DataError | OverflowError | ValidationError):
        return True
    if not isinstance(error, ValueError | LookupError | IntegrityError | NoReverseMatch):
        return False
    found = _CONVERSIONS.search(str(error))
    if found is None:
        return False
    named = next(filter(None, found.groupdict().values()), None)
    # A number of the program's own that cannot be converted is a mistake of the program.
    return named is None or any(_inside(named) in repr(text) for text in _sent(request))


def _is_of_address(request: HttpRequest, error: Exception) -> bool:
    """Whether it is the path that names nothing, rather than the query that asks for it."""
    match = request.resolver_match
    texts = [value for value in (match.kwargs.values() if match else ()) if isinstance(value, str)]
    found = _CONVERSIONS.search(str(error))
    named = found and next(filter(None, found.groupdict().values()), None)
    if named:
        return any(_inside(named) in repr(text) for text in texts)
    return bool(texts) and not request.GET


def _inside(quoted: str) -> str:
    """What stands between the quotation marks, as `repr` writes it."""
    return quoted.strip().removesuffix(".").strip("'\"")[:_QUOTED]


def _sent(request: HttpRequest) -> Iterator[str]:
    match = request.resolver_match
    yield from (value for value in (match.kwargs.values() if match else ()) if isinstance(value, str))
    for data in (request.GET, request.POST):
        for _name, values in data.lists():
            yield from (value for value in values if isinstance(value, str))
