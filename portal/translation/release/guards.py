"""Buttons in the admin, and what keeps one language of a planned release from being published by itself."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
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


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [
        path("pages/<int:page_id>/release/", ReleaseView.as_view(), name="translation_release"),
        path("pages/<int:page_id>/withdraw/", WithdrawView.as_view(), name="translation_withdraw"),
    ]


@hooks.register("register_page_header_buttons")
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


def _refuse_planned(request: HttpRequest, page: Any) -> bool:
    """Tells the user that the page waits for a release in all languages, and whether it does."""
    if not isinstance(page, Page):
        return False
    plan = PlannedRelease.objects.filter(translation_key=page.translation_key).first()
    if plan is None:
        return False
    text = _("“%(title)s” was not published by itself: its release in all languages is planned.") % {"title": page}
    messages.error(request, text)
    return True


# Before wagtail-localize's hook and Wagtail's view, which publish what their editors post.
@hooks.register("before_edit_page", order=-9)
def refuse_single(request: HttpRequest, page: Page) -> HttpResponse | None:
    publishes = request.POST.get("action") == "publish" or "action-publish" in request.POST
    if request.method == "POST" and publishes and _refuse_planned(request, page):
        return redirect(release_url(page))
    return None


@hooks.register("portal_before_publish_translations", order=-10)
def refuse_single_translations(request: HttpRequest, instances: Sequence[Any]) -> HttpResponse | None:
    """Whichever button asks, except that of the release itself."""
    if request.resolver_match is not None and request.resolver_match.url_name == "translation_release":
        return None
    refused = [instance for instance in instances if _refuse_planned(request, instance)]
    return redirect(release_url(refused[0])) if refused else None


@hooks.register("before_bulk_action")
def refuse_in_bulk(request: HttpRequest, action_type: str, objects: Sequence[Any], action: Any) -> HttpResponse | None:
    refused = [page for page in objects if _refuse_planned(request, page)] if action_type == "publish" else []
    return redirect(action.next_url) if refused else None


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


@hooks.register("construct_homepage_panels")
def plans_panel(request: HttpRequest, panels: list[Any]) -> None:
    if user_has_any_page_permission(request.user) and PlannedRelease.objects.exists():
        panels.append(PlansPanel())
