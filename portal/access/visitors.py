"""Readers who log in or give a password to see a restricted page, and go on where they wanted to be."""

from typing import Any

from django.conf import settings
from django.contrib.auth import views
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from wagtail.models import Page
from wagtail.views import authenticate_with_password

from ..i18n import home_urls


def home_url() -> str:
    """The front page in the reader's language."""
    return home_urls().get(get_language() or "", home_urls()[settings.LANGUAGE_CODE])


class LogInView(views.LoginView):
    """Whoever was led here from nowhere, or from elsewhere, goes to the front page."""

    template_name = "portal/log_in.html"

    def get_default_redirect_url(self) -> str:
        return home_url()


class LogOutView(views.LogoutView):
    def get_default_redirect_url(self) -> str:
        return home_url()


@sensitive_post_parameters("password")
@never_cache
def open_with_password(request: HttpRequest, page_view_restriction_id: int, page_id: int) -> HttpResponse:
    """Wagtail's own view, which then leads to an address of this portal: without a usable one, to the page itself."""
    if request.method == "POST":
        data = request.POST.copy()
        if not url_has_allowed_host_and_scheme(data.get("return_url"), {request.get_host()}, request.is_secure()):
            page: Any = Page.objects.filter(pk=page_id, depth__gt=1).first()
            data["return_url"] = (page and page.get_url(request)) or home_url()
        # Typed loosely by Django: a view may put other data in their place.
        request.POST = data  # type: ignore[assignment]
    response: HttpResponse = authenticate_with_password(request, page_view_restriction_id, page_id)
    return response
