"""What the workbench adds to the admin."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import URLPattern, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import views
from .menu import TranslatorsMenuItem


def addresses() -> list[URLPattern]:
    return views.urlpatterns()


def translators_companion() -> str:
    """For the translation editor; other editors have no place for it, and its script does nothing there."""
    names = {"cookie": settings.CSRF_COOKIE_NAME, "log_in_url": reverse("wagtailadmin_login")}
    return render_to_string("translation/workbench/editor.html", names)


def kept_menu_item() -> MenuItem:
    return TranslatorsMenuItem(_("Kept texts"), reverse("translation_kept"), icon_name="history", order=1295)


def register() -> None:
    hooks.register("register_admin_urls", addresses)
    hooks.register("insert_editor_js", translators_companion)
    hooks.register("register_reports_menu_item", kept_menu_item)
