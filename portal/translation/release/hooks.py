"""What releases in all languages add to the admin."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from portal.translation.staff.rights import may_publish, publishes_in_own_right, with_rights

from .models import PlannedRelease
from .views import ReleaseView, WithdrawView, release_url

PLANS_SHOWN = 10


def addresses() -> list[URLPattern]:
    return [
        path("pages/<int:page_id>/release/", ReleaseView.as_view(), name="translation_release"),
        path("pages/<int:page_id>/withdraw/", WithdrawView.as_view(), name="translation_withdraw"),
    ]


def buttons(page: Page, user: Any, view_name: str = "", next_url: str | None = None) -> Iterator[Button]:
    if page.is_root() or not publishes_in_own_right(user, page):
        return
    for (label, url), icon in zip(links(page, user), ("upload", "download"), strict=False):
        yield Button(label, url, icon_name=icon, priority=64)


def links(page: Page, user: Any) -> list[tuple[str, str]]:
    """Labels and addresses of releasing and, where anything is published, withdrawing: for who may publish all."""
    versions = list(with_rights(Page.objects.filter(translation_key=page.translation_key), user))
    if len(versions) == 1 or not all(may_publish(user, version) for version in versions):
        return []
    found = [(_("Release in all languages"), release_url(page))]
    if any(version.live for version in versions):
        found.append((_("Withdraw in all languages"), reverse("translation_withdraw", args=[page.pk])))
    return found


class PlansPanel(Component):
    """The admin's front page says what is to be released together, and what could not be."""

    name = "portal_plans"
    template_name = "translation/admin/plans_panel.html"
    order = 160

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Context: `plans`, each with `pages` and `is_open`: whether the user may see its page."""
        user = parent_context["request"].user
        plans = list(PlannedRelease.objects.order_by("at")[:PLANS_SHOWN])
        pages = Page.objects.filter(translation_key__in=[plan.translation_key for plan in plans])
        versions = list(with_rights(pages, user).select_related("locale").order_by("pk"))
        listed = []
        for plan in plans:
            own = [page for page in versions if page.translation_key == plan.translation_key]
            listed.append({"plan": plan, "pages": own, "is_open": all(may_publish(user, page) for page in own)})
        return {"plans": listed}


def plans_panel(request: HttpRequest, panels: list[Any]) -> None:
    if user_has_any_page_permission(request.user) and PlannedRelease.objects.exists():
        panels.append(PlansPanel())


def register() -> None:
    hooks.register("register_admin_urls", addresses)
    hooks.register("register_page_header_buttons", buttons)
    hooks.register("construct_homepage_panels", plans_panel)
