"""What the admin shows and refuses because of who somebody is."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, re_path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter
from wagtail.models import Locale, Page
from wagtail.query import PageQuerySet

from portal.translation.freshness.models import PublishedText
from portal.translation.translations import enabled_translation

from .account import DigestPanel, TurnPanel
from .actions import without_idle_workflows
from .approving import RecallView, TurnView
from .assigning import AssignView, may_assign
from .guards import guarded_addresses, refuse_locked
from .links import without_closed_drafts
from .naming import without_unknown
from .rights import require_edit, with_sources


def addresses() -> list[URLPattern]:
    return [
        *guarded_addresses(),
        re_path(
            r"^reports/languages/(?P<text_id>\d+)/(?P<language>[\w-]+)/assign/$",
            AssignView.as_view(),
            name="translation_assign",
        ),
        re_path(
            r"^pages/(?P<page_id>\d+)/turn/(?P<task_state_id>\d+)/(?P<action>approve|reject)/$",
            TurnView.as_view(),
            name="translation_turn",
        ),
        path("pages/<int:page_id>/recall/", RecallView.as_view(), name="translation_recall"),
    ]


def add_stylesheet() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("translation/staff/standing.css"))


def choose_among_known(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    return without_unknown(pages, request.user)


def keep_to_direction(request: HttpRequest, instance: Any) -> None:
    require_edit(request.user, instance)


def keep_to_lock(request: HttpRequest, page: Any) -> None:
    if request.method == "POST" and enabled_translation(page) is not None:
        refuse_locked(request.user, page)


def leave_out_idle_workflows(menu_items: list[Any], request: HttpRequest, context: Any) -> None:
    menu_items[:] = without_idle_workflows(menu_items, context)


def leave_out_closed_drafts(buttons: list[Any], page: Page, user: Any, context: Any = None) -> None:
    buttons[:] = without_closed_drafts(buttons, page, user)


def know_translations(parent_page: Page, pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    return with_sources(pages, request.user)


def digest_panel(request: HttpRequest, user: Any, profile: Any) -> DigestPanel:
    return DigestPanel(request, user, profile)


def turn_panel(request: HttpRequest, user: Any, profile: Any) -> TurnPanel:
    return TurnPanel(request, user, profile)


def assign_buttons(page: Page, user: Any, view_name: str = "", next_url: str | None = None) -> Iterator[Button]:
    """On a published original: a button for each other language."""
    if page.is_root() or not may_assign(user):
        return
    own = PublishedText.objects.filter(locale=F("source_locale"), translation_key=page.translation_key)
    text = own.filter(locale_id=page.locale_id).first()
    if text is None:
        return
    for locale in Locale.objects.exclude(pk=page.locale_id):
        label = _("Assign translation (%(language)s)") % {"language": locale.get_display_name()}
        url = reverse("translation_assign", args=[text.pk, locale.language_code])
        yield Button(label, url, icon_name="user", priority=65)


def log_actions(actions: Any) -> None:
    @actions.register_action("translation.assign")
    class Assign(LogFormatter):
        label = gettext_lazy("Assign translation")

        def format_message(self, log_entry: Any) -> str:
            return _("Translation assigned to %(person)s") % {"person": log_entry.data["assignee"]}


def register() -> None:
    hooks.register("register_admin_urls", addresses)
    hooks.register("before_edit_snippet", keep_to_direction, order=-20)
    hooks.register("before_edit_page", keep_to_lock, order=-20)
    hooks.register("register_account_settings_panel", digest_panel)
    hooks.register("register_log_actions", log_actions)
    hooks.register("insert_global_admin_css", add_stylesheet)
    hooks.register("construct_page_chooser_queryset", choose_among_known)
    hooks.register("construct_page_action_menu", leave_out_idle_workflows)
    hooks.register("construct_page_listing_buttons", leave_out_closed_drafts)
    hooks.register("construct_explorer_page_queryset", know_translations)
    hooks.register("register_account_settings_panel", turn_panel)
    hooks.register("register_page_header_buttons", assign_buttons)
