"""Refusals to publish, shown as messages, and the questions before a workflow publishes."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from portal.middleware import back_with_message

from .staff.approving import WAGTAILS_ADDRESS, question_of_wagtails_button
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

    def process_view(
        self, request: HttpRequest, view: Any, arguments: tuple[Any, ...], named: dict[str, Any]
    ) -> HttpResponse | None:
        """Wagtail's address stands before those of hooks, so that no view can take its place."""
        match = request.resolver_match
        if match is None or match.view_name != WAGTAILS_ADDRESS or not request.user.is_authenticated:
            return None
        return question_of_wagtails_button(request, named)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, UntranslatedSegments):
            return None
        show_refusal(request, exception.instance, exception.count)
        return back_with_message(request)
