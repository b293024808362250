"""Links of Wagtail's lists and panels, and a preview, which ask for other rights than what they lead to."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.urls import reverse
from wagtail.admin.ui.side_panels import PageStatusSidePanel
from wagtail.admin.views.pages.history import PageHistoryView
from wagtail.admin.views.pages.preview import PreviewOnEditView
from wagtail.admin.widgets.button import BaseDropdownMenuButton
from wagtail.models import Page, TranslatableMixin
from wagtail.permissions import page_permission_policy
from wagtail.snippets.views.snippets import IndexView

from .rights import may_edit, may_publish, with_sources


def lead_where_somebody_may_go() -> None:
    """Once, when the program starts."""
    views: Any = (IndexView, PageStatusSidePanel, PreviewOnEditView, PageHistoryView)
    index, panel, preview, history = views
    index.get_base_queryset = _with_sources(index.get_base_queryset)
    index.get_edit_url = _of_direction(index.get_edit_url)
    panel.get_usage_context = _for_editors(panel.get_usage_context)
    # They ask whether the page itself may be edited, which a reviewer may in a workflow, without a right on any tree.
    preview.permission_required = history.any_permission_required = None


def _with_sources(queryset: Callable[[Any], Any]) -> Callable[[Any], Any]:
    @wraps(queryset)
    def get_base_queryset(self: IndexView) -> Any:
        found = queryset(self)
        return with_sources(found, self.request.user) if issubclass(self.model, TranslatableMixin) else found

    return get_base_queryset


def _of_direction(edit_url: Callable[[Any, Any], str | None]) -> Callable[[Any, Any], str | None]:
    """The list of snippets names those of all languages; a translator edits those of one direction."""

    @wraps(edit_url)
    def get_edit_url(self: IndexView, instance: Any) -> str | None:
        if isinstance(instance, TranslatableMixin) and not may_edit(self.request.user, instance):
            return None
        return edit_url(self, instance)

    return get_edit_url


def _for_editors(usage: Callable[[Any], dict[str, Any]]) -> Callable[[Any], dict[str, Any]]:
    """The page of usages is for who may edit the page, and has a right to change one somewhere."""

    @wraps(usage)
    def get_usage_context(self: PageStatusSidePanel) -> dict[str, Any]:
        context = usage(self)
        user = self.request.user
        if not (page_permission_policy.user_has_permission(user, "change") and may_edit(user, self.object)):
            context["usage_url"] = ""
        return context

    return get_usage_context


def without_closed_drafts(buttons: list[Any], page: Page, user: Any) -> list[Any]:
    """Buttons of a page in a list: its draft is for who may edit or publish it."""
    if may_edit(user, page) or may_publish(user, page):
        return buttons
    address = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    for button in buttons:
        if isinstance(button, BaseDropdownMenuButton):
            button.dropdown_buttons[:] = [each for each in button.dropdown_buttons if each.url != address]
    return [button for button in buttons if getattr(button, "url", None) != address]
