"""Redirects that editors have written, or that a changed address has left."""

import logging
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from django.http.response import HttpResponseBase, HttpResponseRedirectBase
from wagtail.contrib.redirects.middleware import RedirectMiddleware, get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.redirects.signal_handlers import BatchRedirectCreator

from portal.access.gate import may_read
from portal.links.rules import may_be_published

logger = logging.getLogger(__name__)


def leave_out_long_addresses() -> None:
    """A changed address leaves no redirect where the old one is longer than one can hold: the change is worth more. For
    an app's `ready()`, once."""
    added = BatchRedirectCreator.add
    longest = Redirect._meta.get_field("old_path").max_length or 255

    def add(batch: Any, **values: Any) -> None:
        if len(values.get("old_path", "")) > longest:
            logger.warning("No redirect is made from %s: it is too long", values["old_path"])
            return
        added(batch, **values)

    BatchRedirectCreator.add = add


class PublicRedirectMiddleware(RedirectMiddleware):
    """Wagtail's, for which a redirect is none that leads where no link may, or to a page that this reader may not see:
    the address of a page has its title."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        try:
            answer = super().process_response(request, response)
        except (ValueError, SuspiciousOperation) as error:
            logger.warning("The redirect from %s leads nowhere: %s", request.path, error)
            return response
        if answer is response or not isinstance(answer, HttpResponseRedirectBase):
            return answer
        if not may_be_published(answer["Location"]):
            logger.warning("The redirect from %s leads to what is no link: %s", request.path, answer["Location"])
            return response
        path = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
        found = get_redirect(request, path) or get_redirect(request, urlsplit(path).path)
        page = found.redirect_page if found is not None else None
        return answer if page is None or may_read(page, request) else response
