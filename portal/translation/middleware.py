"""Refusals to publish, shown as messages."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from portal.middleware import back_with_message

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
        return back_with_message(request)
