"""Refusals to publish, and to let the trees differ, shown to whoever asked."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from portal.middleware import back_with_message
from portal.storage.unsaved import is_for_editors, refused
from portal.views import stylesheets

from .translations import ParentIsNotTranslated, UntranslatedSegments
from .trees.refusal import TreesWouldDiffer
from .untranslated import show_refusal


class RefusedPublishingMiddleware:
    """Shows the refusal to publish a translation with gaps as a message, on the page that the user came from; and why
    the trees would differ as an error, with all that was typed: scripts take a redirect for success.

    The last net, for what asks from elsewhere than where it is asked beforehand: a workflow's approval, an API.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, TreesWouldDiffer | ParentIsNotTranslated) and is_for_editors(request):
            return refused(request, str(exception), stylesheets())
        if not isinstance(exception, UntranslatedSegments):
            return None
        show_refusal(request, exception.instance, exception.count)
        return back_with_message(request)
