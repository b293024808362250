"""What the workbench adds to the admin."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import TranslatableMixin

from portal.translation.exchange import views as exchange

from . import views
from .access import PERMISSION


@hooks.register("register_admin_urls")
def translating_addresses() -> list[URLPattern]:
    return [*exchange.urlpatterns(), *views.urlpatterns()]


class TranslatorsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSION)


@hooks.register("register_reports_menu_item")
def memory_menu_item() -> MenuItem:
    label = _("Translation memory and glossary")
    return TranslatorsMenuItem(label, reverse("news_translation_memory"), icon_name="openquote", order=1290)


@hooks.register("insert_editor_js")
def translators_companion() -> str:
    """For the translation editor; other editors have no place for it, and its script does nothing there."""
    return render_to_string("translation/workbench/editor.html")


@hooks.register("portal_before_publish_translations")
def checks_before_publishing(request: HttpRequest, instances: Sequence[TranslatableMixin]) -> HttpResponse | None:
    return views.ask_before_publishing(request, instances)
