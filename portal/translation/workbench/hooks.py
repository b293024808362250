"""What the workbench adds to the admin."""

from collections.abc import Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import TranslatableMixin

from . import views
from .menu import TranslatorsMenuItem


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return views.urlpatterns()


@hooks.register("insert_editor_js")
def translators_companion() -> str:
    """For the translation editor; other editors have no place for it, and its script does nothing there."""
    names = {"cookie": settings.CSRF_COOKIE_NAME, "log_in_url": reverse("wagtailadmin_login")}
    return render_to_string("translation/workbench/editor.html", names)


@hooks.register("register_reports_menu_item")
def kept_menu_item() -> MenuItem:
    return TranslatorsMenuItem(_("Kept texts"), reverse("translation_kept"), icon_name="history", order=1295)


@hooks.register("portal_before_publish_translations")
def checks_before_publishing(request: HttpRequest, instances: Sequence[TranslatableMixin]) -> HttpResponse | None:
    return views.ask_before_publishing(request, instances)
