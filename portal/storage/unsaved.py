"""The answer where the storage fails while an editor saves: what is wrong, and everything that was typed.

It needs no session, no message and no database: the form is sent again from the page itself.
"""

from collections.abc import Collection
from typing import Any

from django.db import Error as DatabaseFailure
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template import loader
from django.urls import reverse
from django.utils import translation
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from .failures import StorageFailure
from .transactions import SAFE_METHODS
from .unavailable import not_kept

# What Wagtail's own editor calls an error of the server.
ERROR_CODE = "server_error"


def is_for_editors(request: HttpRequest) -> bool:
    return request.path_info.startswith(reverse("wagtailadmin_home"))


def not_saved(request: HttpRequest, failure: StorageFailure, stylesheet: str) -> HttpResponse:
    """503 in the user's own language; as JSON for scripts, which show its message."""
    with translation.override(language_of_user(request)):
        if is_asked_by_script(request):
            response = _as_json(failure.sentence, 503)
        else:
            response = _as_page(request, failure.sentence, stylesheet, 503)
    return not_kept(response)


def failed(request: HttpRequest, stylesheet: str) -> HttpResponse:
    """500 for a mistake of the program, as `not_saved` is for one of the storage."""
    with translation.override(language_of_user(request)):
        reason = _("Something went wrong on our side. The error has been recorded.")
        if is_asked_by_script(request):
            return not_kept(_as_json(reason, 500))
        return not_kept(_as_page(request, reason, stylesheet, 500))


def refused(request: HttpRequest, reason: str, stylesheet: str) -> HttpResponse:
    """400 for what was sent and cannot be read, with a reason; as JSON for scripts. Everything typed is shown."""
    with translation.override(language_of_user(request)):
        if is_asked_by_script(request):
            return _as_json(str(reason), 400)
        return _as_page(request, str(reason), stylesheet, 400, are_fields_shown=True)


def turned_away(request: HttpRequest, reason: str, stylesheet: str, publishing: Collection[str] = ()) -> HttpResponse:
    """400 for an act that something stands against, while nothing is wrong with what was typed.

    It is sent again from the page as it was; without the fields of these names, which publish it, as a draft. Markup
    of the reason is shown where it is safe.
    """
    with translation.override(language_of_user(request)):
        if is_asked_by_script(request):
            return _as_json(strip_tags(reason), 400)
        return _as_page(request, reason, stylesheet, 400, publishing=publishing)


def _as_json(reason: object, status: int) -> HttpResponse:
    advice = _("Nothing was saved. What you typed is still on this page: leave it open.")
    message = f"{reason} {advice}"
    values = {"success": False, "error_code": ERROR_CODE, "error_message": message, "error": message}
    return JsonResponse(values, status=status)


def _as_page(
    request: HttpRequest,
    reason: object,
    stylesheet: str,
    status: int,
    *,
    are_fields_shown: bool = False,
    publishing: Collection[str] = (),
) -> HttpResponse:
    is_writing = request.method not in SAFE_METHODS
    fields = typed_fields(request) if is_writing else []
    context = {
        "reason": reason,
        "is_refused": status == 400,
        "is_writing": is_writing,
        "fields": [field for field in fields if field[0] not in publishing],
        "acts": [field for field in fields if field[0] in publishing],
        "are_fields_shown": are_fields_shown,
        "has_files": is_writing and bool(request.FILES),
        "address": request.get_full_path(),
        "stylesheet": stylesheet,
        "token": get_token(request),
    }
    return HttpResponse(loader.render_to_string("portal/admin/not_saved.html", context), status=status)


def typed_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed, without secrets, which are not written into a page."""
    if getattr(request, "sensitive_post_parameters", None):
        return []
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken" and "password" not in name
        for value in values
    ]


def is_asked_by_script(request: HttpRequest) -> bool:
    accepts = request.headers.get("Accept", "")
    return "application/json" in accepts or request.headers.get("X-Requested-With") == "XMLHttpRequest"


def language_of_user(request: HttpRequest) -> str:
    """The user's own, where it can still be read."""
    try:
        profile: Any = getattr(request.user, "wagtail_userprofile")  # noqa: B009 (the stubs do not know it)
        return str(profile.get_preferred_language())
    except (AttributeError, DatabaseFailure):
        return translation.get_language() or ""
