import logging
from collections.abc import Callable

from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from portal.gaps import show_refusal
from portal.storage_failures import storage_failure
from portal.translation import UntranslatedSegments

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


class RefusedPublishingMiddleware:
    """Shows the refusal to publish a translation with gaps as a message, on the page that the user came from.

    The last net, for what asks to publish from elsewhere than the translation editor: a workflow's approval, an API.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, UntranslatedSegments):
            return None
        show_refusal(request, exception.instance, exception.count)
        referrer = request.META.get("HTTP_REFERER", "")
        if url_has_allowed_host_and_scheme(referrer, {request.get_host()}, request.is_secure()):
            return redirect(referrer)
        return redirect("wagtailadmin_home")
