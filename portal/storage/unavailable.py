"""The answer to readers while the storage fails: by what the address says alone, without database and session."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import loader
from django.utils import translation
from django.utils.translation import gettext as _

# For editors, too.
RETRY_SECONDS = 30


def unavailable(request: HttpRequest, stylesheet: str) -> HttpResponse:
    """503 in the language of the address, or in every language where it has none; as JSON for programs."""
    asked = translation.get_language_from_path(request.path_info)
    if "application/json" in request.headers.get("Accept", "") or request.path_info.startswith("/api/"):
        response: HttpResponse = JsonResponse({"error": _("This page cannot be shown at the moment")}, status=503)
    else:
        languages = [(code, name) for code, name in settings.LANGUAGES if asked in (None, code)]
        context = {"languages": languages, "stylesheet": stylesheet}
        response = HttpResponse(loader.render_to_string("portal/503.html", context), status=503)
    return not_kept(response)


def not_kept(response: HttpResponse) -> HttpResponse:
    response["Retry-After"] = str(RETRY_SECONDS)
    response["Cache-Control"] = "no-store"
    return response
