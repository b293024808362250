"""What a reader has to give to see what is restricted: a password, a log-in, membership of a group."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.models import Page
from wagtail.wagtail_hooks import check_view_restrictions

from .visibility import restrictions_of


def may_read(page: Page, request: HttpRequest) -> bool:
    """Whether the page is published, and the reader has given what its restrictions ask for."""
    return bool(page.live) and all(restriction.accept_request(request) for restriction in restrictions_of(page))


def behind_gate(page: Page, request: HttpRequest, respond: Callable[[], HttpResponse]) -> HttpResponse:
    """The answer of `respond` to whoever may see the page; others are asked as on the page itself.

    For addresses that are not the page's own: Wagtail asks on those.
    """

    def serve(*_arguments: Any) -> HttpResponse:
        return respond()

    answer: HttpResponse = check_view_restrictions(serve)(page, request, (), {})
    return answer
