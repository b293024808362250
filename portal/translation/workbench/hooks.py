"""What the workbench adds to the admin."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import URLPattern
from wagtail import hooks
from wagtail.models import TranslatableMixin

from . import views


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return views.urlpatterns()


@hooks.register("insert_editor_js")
def translators_companion() -> str:
    """For the translation editor; other editors have no place for it, and its script does nothing there."""
    return render_to_string("translation/workbench/editor.html")


@hooks.register("portal_before_publish_translations")
def checks_before_publishing(request: HttpRequest, instances: Sequence[TranslatableMixin]) -> HttpResponse | None:
    return views.ask_before_publishing(request, instances)
