"""What the exchange of files adds to the admin."""

from django.urls import URLPattern, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from ..workbench.menu import TranslatorsMenuItem
from . import views


def addresses() -> list[URLPattern]:
    return views.urlpatterns()


def memory_menu_item() -> MenuItem:
    label = _("Translation memory and glossary")
    return TranslatorsMenuItem(label, reverse("translation_memory"), icon_name="openquote", order=1290)


def register() -> None:
    hooks.register("register_admin_urls", addresses)
    hooks.register("register_reports_menu_item", memory_menu_item)
