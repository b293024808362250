"""Refusals that are shown as messages, and redirects that tell nobody what he may not see."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from wagtail.contrib.redirects.middleware import RedirectMiddleware, get_redirect
from wagtail.contrib.redirects.models import Redirect

from portal.gaps import show_refusal
from portal.gate import may_read
from portal.translation import UntranslatedSegments
from portal.visibility import asking_once

READING = ("GET", "HEAD")


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


class AskingOnceMiddleware:
    """What is restricted is looked up once for all that a reader's page shows."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in READING:
            return self.get_response(request)
        with asking_once():
            return self.get_response(request)


class ReadablePageRedirectMiddleware(RedirectMiddleware):
    """Redirects to a page whoever may read it; for others there is no such redirect: its address has its title."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        answer: HttpResponse = super().process_response(request, response)
        if answer is response:
            return response
        path = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
        found = get_redirect(request, path) or get_redirect(request, urlsplit(path).path)
        page = found.redirect_page if found is not None else None
        return answer if page is None or may_read(page, request) else response
