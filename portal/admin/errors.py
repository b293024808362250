"""Pages of the admin about what is not there, or not allowed: in its frame and in the user's language.

Whoever is not let into the admin is led to the log-in, as by every address that is there: none tells which are.
"""

from collections.abc import Callable, Sequence

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from portal.storage.unsaved import ERROR_CODE, is_asked_by_script, is_for_editors, language_of_user, typed_fields

ACCESS = "wagtailadmin.access_admin"
LOGGED_OUT = "logged_out"


class AdminErrorMiddleware:
    """Puts the admin's page in the place of any other about an address that does not exist; tells scripts of a log-in.

    Wagtail answers within its own addresses, in the language of the browser and without its frame; Django's handler
    and the portal's views answer readers. What Wagtail says outside its views, such as that somebody may not, is said
    in the user's language.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_for_editors(request):
            return self.get_response(request)
        with translation.override(language_of_user(request)):
            response = self.get_response(request)
        log_in = reverse("wagtailadmin_login")
        if is_asked_by_script(request) and response.get("Location", "").partition("?")[0] == log_in:
            # A script would follow it, and take the log-in for its answer.
            return error_page(request, 403, LOGGED_OUT, "", "")
        return not_found(request) if response.status_code == 404 and not _is_for_programs(response) else response


def _is_for_programs(response: HttpResponseBase) -> bool:
    return not response.get("Content-Type", "").startswith("text/html")


def not_found(request: HttpRequest) -> HttpResponse:
    with translation.override(language_of_user(request)):
        return error_page(
            request,
            404,
            "not_found",
            _("There is no such page in the admin"),
            _("The address may be mistyped, or what it led to has been moved or deleted."),
        )


def unreadable(request: HttpRequest) -> HttpResponse:
    """For what is refused before a view has looked at it, such as a form with too many fields."""
    with translation.override(language_of_user(request)):
        return error_page(
            request,
            400,
            "unreadable",
            _("Nothing was saved"),
            _("What was sent is too large or cannot be read. Your browser's back button leads to what you typed."),
        )


def forbidden(request: HttpRequest) -> HttpResponse:
    with translation.override(language_of_user(request)):
        return error_page(
            request, 403, "rights", _("You may not do this"), _("Ask an administrator if you need the right to.")
        )


def disconnected(request: HttpRequest) -> HttpResponse:
    """For a form whose token is not that of the session. It cannot be sent on from here: somebody else may have made
    it, so what stands in it is only shown."""
    typed = [(name, value) for name, value in typed_fields(request) if value.strip()]
    with translation.override(language_of_user(request)):
        return error_page(
            request,
            403,
            "token",
            _("Nothing was saved"),
            _(
                "The page that this came from is no longer connected to your session: you have logged in anew since "
                "you opened it. Go back, copy what you typed, and load the page again."
            ),
            typed,
        )


def error_page(
    request: HttpRequest, status: int, code: str, title: str, advice: str, typed: Sequence[tuple[str, str]] = ()
) -> HttpResponse:
    """JSON for scripts, with `error_code` as Wagtail calls it; the log-in for whoever is not let into the admin."""
    user = getattr(request, "user", None)
    is_let_in = user is not None and user.is_authenticated and user.has_perm(ACCESS)
    if is_asked_by_script(request):
        if not is_let_in and code != "token":
            status, code, title, advice = 403, LOGGED_OUT, _("You are not logged in."), _("Log in and try again.")
        message = f"{title.removesuffix('.')}. {advice}"
        values = {"success": False, "error_code": code or ERROR_CODE, "error_message": message, "error": message}
        return JsonResponse(values, status=status)
    if not is_let_in:
        return redirect_to_login(request.get_full_path(), reverse("wagtailadmin_login"))
    context = {"title": title, "advice": advice, "typed": typed, "status": status}
    return render(request, "portal/admin/error.html", context, status=status)
