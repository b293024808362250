"""What the workbench adds to the admin."""

from django.template.loader import render_to_string
from django.urls import URLPattern
from wagtail import hooks

from . import views


def addresses() -> list[URLPattern]:
    return views.urlpatterns()


def translators_companion() -> str:
    """For the translation editor; other editors have no place for it, and its script does nothing there."""
    return render_to_string("translation/workbench/editor.html")


def register() -> None:
    hooks.register("register_admin_urls", addresses)
    hooks.register("insert_editor_js", translators_companion)
