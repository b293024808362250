"""Sessions that cannot be stored, languages and spellings of addresses, what is restricted looked up once, and pages
that are for staff alone."""

import logging
import re
from collections.abc import Callable, Iterator
from itertools import islice

from django.conf import settings
from django.contrib import messages
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.handlers.wsgi import WSGIRequest
from django.db import DatabaseError
from django.db.models import ProtectedError, RestrictedError
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import redirect
from django.urls import is_valid_path
from django.utils import translation
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.encoding import escape_uri_path
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from portal.access.visibility import asking_once
from portal.languages.common.normalization import seen
from portal.storage.failures import storage_failure

READING = ("GET", "HEAD")
MOST_NAMED = 5

logger = logging.getLogger(__name__)


class ForgivingSessionMiddleware(SessionMiddleware):
    """Answers although the session cannot be stored, because the disk is full or can only be read.

    What the request was about is stored, or was refused, by then: an error would say the opposite of what happened.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        try:
            return super().process_response(request, response)
        except (DatabaseError, OSError, SessionInterrupted) as error:
            if storage_failure(error) is None:
                raise
            logger.warning("A session could not be stored: %s", error)
            return response


class PrefixingLocaleMiddleware(LocaleMiddleware):
    """Looks under a language's prefix for what no view answers without one, and only for readers of pages.

    Django's own takes any 404 for an address that lacks its prefix: also that of a view which says that something is
    not there, of a file, of the admin, and of what a program asks for or sends.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        path = request.path_info
        is_final = request.resolver_match is not None or request.method not in READING
        is_final = is_final or path.startswith(settings.ADDRESSES_WITHOUT_PAGES)
        if response.status_code != 404 or not is_final or translation.get_language_from_path(path):
            return super().process_response(request, response)
        patch_vary_headers(response, ("Accept-Language",))
        response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        return response


def back_with_message(request: HttpRequest) -> HttpResponse:
    """To the page that the user came from."""
    referrer = request.META.get("HTTP_REFERER", "")
    if url_has_allowed_host_and_scheme(referrer, {request.get_host()}, request.is_secure()):
        return redirect(referrer)
    return redirect("wagtailadmin_home")


class ProtectedFromDeletionMiddleware:
    """Says what keeps something from being deleted, where Wagtail would fail: singly or in bulk."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, ProtectedError):
            objects = exception.protected_objects
        elif isinstance(exception, RestrictedError):
            objects = exception.restricted_objects
        else:
            return None
        named = list(dict.fromkeys(f"{each._meta.verbose_name} “{each}”" for each in islice(objects, MOST_NAMED)))
        left = "…" if len(objects) > MOST_NAMED else ""
        message = _("Nothing was deleted, because this is still needed by: %(names)s")
        messages.error(request, message % {"names": ", ".join(named) + left})
        return back_with_message(request)


class OneSpellingMiddleware:
    """Leads a reader's address in capitals, with doubled slashes, or with what nobody sees in it, to the page that is
    meant, where there is one.

    What has no page as it stands is asked for once more as pages are spelt. An address that has one is never touched,
    and neither is one of files, of the admin or for programs: their capitals mean something.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in READING:
            return response
        for path in _spellings(request.path_info):
            if self._is_answered(request, path):
                query = request.META.get("QUERY_STRING", "")
                return HttpResponsePermanentRedirect(escape_uri_path(path) + (f"?{query}" if query else ""))
        return response

    def _is_answered(self, request: HttpRequest, path: str) -> bool:
        """Whether something is at the path, or was: without the query, which asks for more than the address."""
        with translation.override(translation.get_language_from_path(path) or translation.get_language()):
            if not is_valid_path(path):
                return False
            response = self.get_response(_same_reader(request, path))
        response.close()
        # A redirect back would be a loop.
        leads_back = response.get("Location", "").lower() == path and response["Location"] != path
        return response.status_code in (200, 410) or (300 <= response.status_code < 400 and not leads_back)


def _same_reader(request: HttpRequest, path: str) -> HttpRequest:
    """A request of the same reader for another path. Not a copy: Wagtail keeps in a request where it led."""
    asked = WSGIRequest({**request.META, "PATH_INFO": path.encode().decode("latin-1"), "QUERY_STRING": ""})
    for name in ("session", "user", "auser", "_messages", "LANGUAGE_CODE"):
        if name in request.__dict__:
            setattr(asked, name, request.__dict__[name])
    return asked


def _spellings(path: str) -> Iterator[str]:
    """How a page's address would be written that somebody wrote otherwise."""
    plain = re.sub(r"/{2,}", "/", seen(path.lower())).rstrip()
    if plain == path or plain.startswith(settings.ADDRESSES_WITHOUT_PAGES):
        return
    yield plain
    if not plain.endswith("/"):
        yield f"{plain}/"


class AskingOnceMiddleware:
    """What is restricted is looked up once for all that a reader's page shows."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in READING:
            return self.get_response(request)
        with asking_once():
            return self.get_response(request)


class StaffBarMiddleware:
    """A page with the bar of staff is kept by the browser of whoever asked for it, and by no shared cache."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(request, "has_staff_bar", False):
            patch_cache_control(response, private=True)
        return response
