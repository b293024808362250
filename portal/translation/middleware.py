"""Refusals to publish, shown as messages."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from .translations import UntranslatedSegments
from .untranslated import show_refusal


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
