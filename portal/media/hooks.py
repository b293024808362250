"""Files in the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.admin.views.account import AvatarSettingsPanel
from wagtail.models import Collection

from .access import collections_changed
from .forms import AvatarForm
from .publishing import withdraw_restricted
from .views import serve_file

# Wagtail's own shows no errors, and takes what it fails with.
AvatarSettingsPanel.form_class = AvatarForm
AvatarSettingsPanel.template_name = "portal/admin/avatar.html"


def addresses() -> list[URLPattern]:
    return [path("files/<path:name>", serve_file, name="portal_file")]


def withdraw_moved_files(request: HttpRequest, action_type: str, objects: Any, action: Any) -> None:
    """Many files change their collection by one statement, without a signal for each."""
    if action_type == "add_to_collection":
        withdraw_restricted()
        collections_changed.send(Collection)


def register() -> None:
    hooks.register("register_admin_urls", addresses)
    hooks.register("after_bulk_action", withdraw_moved_files)
