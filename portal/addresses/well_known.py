"""Addresses that programs ask for without having seen a link: robots.txt, favicon.ico and /.well-known/."""

import datetime
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from portal.addresses.absolute_urls import absolute_url
from portal.i18n import language_codes

ICON = Path(__file__).parents[1] / "static/portal/favicon.ico"
TEXT = "text/plain; charset=utf-8"
A_DAY, A_WEEK = 86_400, 604_800
# RFC 9116 recommends less than a year.
SECURITY_TEXT_HOLDS_FOR = datetime.timedelta(days=180)


@require_safe
@cache_control(public=True, max_age=A_DAY)
@conditional_page
def robots(request: HttpRequest) -> HttpResponse:
    """RFC 9309. The demonstration says the same: nobody but its own machine reaches it."""
    closed = [reverse("wagtailadmin_home"), "/api/"]
    for code in language_codes():
        with translation.override(code):
            closed.append(f"{reverse('search:results')}?")
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), ""]
    lines.append(f"Sitemap: {absolute_url(reverse('sitemap_index'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type=TEXT)


@require_safe
@cache_control(public=True, max_age=A_WEEK)
def favicon(request: HttpRequest) -> FileResponse:
    """For whoever does not read the link to the icon in the pages."""
    return FileResponse(ICON.open("rb"), content_type="image/vnd.microsoft.icon")


@require_safe
@cache_control(public=True, max_age=A_DAY)
@conditional_page
def security(request: HttpRequest) -> HttpResponse:
    """RFC 9116. It holds from the beginning of the day on which it is asked for, in UTC.

    Raises:
        Http404: where settings.SECURITY_CONTACTS names nobody.
    """
    if not settings.SECURITY_CONTACTS:
        raise Http404(_("There is no page at this address."))
    today = timezone.now().astimezone(datetime.UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [f"Contact: {contact}" for contact in settings.SECURITY_CONTACTS]
    lines += [
        f"Expires: {today + SECURITY_TEXT_HOLDS_FOR:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(language_codes())}",
        f"Canonical: {absolute_url(reverse('security'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type=TEXT)


def change_password(request: HttpRequest) -> HttpResponse:
    """Where password managers lead people who want to change theirs (W3C, a well-known URL for changing passwords)."""
    return redirect("wagtailadmin_account")
