"""Readers who log in or give a password to see a restricted page, and go on where they wanted to be."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import views
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from wagtail.documents.views import serve as documents
from wagtail.models import Page
from wagtail.views import authenticate_with_password

from ..i18n import home_urls


def home_url() -> str:
    """The front page in the reader's language."""
    return home_urls().get(get_language() or "", home_urls()[settings.LANGUAGE_CODE])


class LogInView(views.LoginView):
    """Whoever was led here from nowhere, or from elsewhere, goes to the front page."""

    template_name = "portal/log_in.html"

    def get_redirect_url(self, *arguments: Any) -> str:
        url = super().get_redirect_url(*arguments)
        return url if is_own_path(self.request, url) else ""

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
        _lead_back(request, lambda: _address_of(page_id, request))
    response: HttpResponse = authenticate_with_password(request, page_view_restriction_id, page_id)
    return response


@sensitive_post_parameters("password")
@never_cache
def open_collection_with_password(request: HttpRequest, restriction_id: int) -> HttpResponse:
    """Wagtail's own view of restricted documents, which then leads to an address of this portal."""
    if request.method == "POST":
        _lead_back(request, home_url)
    response: HttpResponse = documents.authenticate_with_password(request, restriction_id)
    return response


def _lead_back(request: HttpRequest, otherwise: Callable[[], str]) -> None:
    """Gives Wagtail's view a path of this portal to lead to: it takes a word without a slash for the name of a view."""
    data = request.POST.copy()
    if not is_own_path(request, data.get("return_url", "")):
        data["return_url"] = otherwise()
    # Typed loosely by Django: a view may put other data in their place.
    request.POST = data  # type: ignore[assignment]


def is_own_path(request: HttpRequest, url: str) -> bool:
    """Whether it is a path of this portal, and of no other server in a browser's eyes."""
    is_path = url.startswith("/") and not url.startswith(("//", "/\\"))
    return is_path and url_has_allowed_host_and_scheme(url, {request.get_host()}, request.is_secure())


def _address_of(page_id: int, request: HttpRequest) -> str:
    page: Any = Page.objects.filter(pk=page_id, depth__gt=1).first()
    return (page and page.get_url(request)) or home_url()
