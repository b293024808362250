"""Error pages."""

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import get_language_from_path
from django.views import csrf, defaults

from portal.admin.errors import disconnected, forbidden, not_found, unreadable
from portal.storage.failures import leave_connections, storage_failure
from portal.storage.unavailable import unavailable
from portal.storage.unsaved import failed, is_for_editors, not_saved
from portal.stylesheets import stylesheet_url


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 in the language of the address. Shows why, where the portal said so.

    Messages are the portal's own under a language's prefix only: elsewhere they are Django's, in English.
    """
    if is_for_editors(request):
        return not_found(request)
    message = ""
    if exception.args and isinstance(exception.args[0], str) and get_language_from_path(request.path_info):
        message = exception.args[0]
    return render(request, "404.html", {"message": message}, status=404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What is wrong before it is known who asks, such as an unknown host, is for nobody in particular."""
    is_known = is_for_editors(request) and hasattr(request, "user")
    return unreadable(request) if is_known else defaults.bad_request(request, exception)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return forbidden(request) if is_for_editors(request) else defaults.permission_denied(request, exception)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return disconnected(request) if is_for_editors(request) else csrf.csrf_failure(request, reason)


def server_error(request: HttpRequest) -> HttpResponse:
    """500 in every language at once, without the database, the session and, if need be, the stylesheet.

    A failure of the storage is told in one language (503): in that of the address, and editors in their own, who keep
    what they typed.
    """
    # Django calls this while it handles the error.
    failure = storage_failure(sys.exception())
    if failure is None:
        if is_for_editors(request):
            return failed(request, stylesheet_url())
        return HttpResponse(loader.render_to_string("500.html", {"stylesheet": stylesheet_url()}), status=500)
    leave_connections()
    if is_for_editors(request):
        return not_saved(request, failure, stylesheet_url())
    return unavailable(request, stylesheet_url())
