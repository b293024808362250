"""What staff see on readers' pages."""

from typing import Any

from django import template
from django.conf import settings
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString
from wagtail.admin.templatetags.wagtailuserbar import get_page_instance
from wagtail.admin.userbar import Userbar
from wagtail.users.models import UserProfile

register = template.Library()


@register.simple_tag(takes_context=True)
def staff_bar(context: Context) -> SafeString:
    """Wagtail's bar, which checks the page and leads to its editor, in the admin's language; nothing for readers.

    Without a cookie of a session nobody is looked for, so that the answer does not depend on cookies. A response that
    has the bar is for one person only (portal.middleware.StaffBarMiddleware).

    Context: `page`; `entity`, a snippet, where the page shows one that is edited in its place.
    """
    request: Any = context.get("request")
    user = getattr(request, "user", None) if request and settings.SESSION_COOKIE_NAME in request.COOKIES else None
    if user is None or not user.has_perm("wagtailadmin.access_admin"):
        return SafeString("")
    request.has_staff_bar = True
    request.shown_snippet = context.get("entity")
    preferred = UserProfile.get_for_user(user).preferred_language
    with translation.override(preferred or translation.get_language_from_request(request)):
        bar = Userbar(object=get_page_instance(context)).render_html(context)
        return render_to_string("portal/includes/staff_bar.html", {"bar": bar})
