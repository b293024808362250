"""What the admin shows and refuses because of who somebody is."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, path, re_path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter
from wagtail.models import Locale, Page
from wagtail.query import PageQuerySet

from portal.translation.freshness.models import PublishedText
from portal.translation.translations import enabled_translation

from .account import DigestPanel, TurnPanel
from .actions import without_idle_workflows
from .approving import RecallView, TurnView, question_of_editor
from .assigning import AssignView, may_assign
from .guards import guarded_addresses, refuse_locked
from .handing_in import deciding_workflow, outcome_message, publish_or_hand_in
from .links import without_closed_drafts
from .naming import without_unknown
from .rights import has_own_right, may_publish, permission_name, require_edit, with_sources


@hooks.register("register_admin_urls")
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


@hooks.register("insert_global_admin_css")
def add_stylesheet() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("translation/staff/standing.css"))


@hooks.register("construct_page_chooser_queryset")
def choose_among_known(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    return without_unknown(pages, request.user)


@hooks.register("before_edit_snippet", order=-20)
def keep_to_direction(request: HttpRequest, instance: Any) -> None:
    require_edit(request.user, instance)


@hooks.register("before_edit_page", order=-20)
def keep_to_lock(request: HttpRequest, page: Any) -> None:
    if request.method == "POST" and enabled_translation(page) is not None:
        refuse_locked(request.user, page)


# After the questions about gaps and checks, before wagtail-localize publishes what its editor posts.
@hooks.register("before_edit_page", order=-3)
def hand_in(request: HttpRequest, page: Any) -> HttpResponse | None:
    """“Publish” in the translation editor hands in what a workflow decides about."""
    translation = enabled_translation(page) if request.POST.get("action") == "publish" else None
    if translation is None or deciding_workflow(page, request.user) is None:
        return None
    if not may_publish(request.user, page):
        raise PermissionDenied
    messages.success(request, outcome_message(page, publish_or_hand_in(translation, request.user)))
    return redirect(request.path)


@hooks.register("before_edit_page", order=-4)
def ask_before_approving(request: HttpRequest, page: Any) -> HttpResponse | None:
    return question_of_editor(request, page)


@hooks.register("construct_page_action_menu")
def leave_out_idle_workflows(menu_items: list[Any], request: HttpRequest, context: Any) -> None:
    menu_items[:] = without_idle_workflows(menu_items, context)


@hooks.register("construct_page_listing_buttons")
def leave_out_closed_drafts(buttons: list[Any], page: Page, user: Any, context: Any = None) -> None:
    buttons[:] = without_closed_drafts(buttons, page, user)


@hooks.register("before_bulk_action")
def keep_to_workflow(
    request: HttpRequest, action_type: str, objects: Sequence[Any], action: Any
) -> HttpResponse | None:
    published = [*objects]
    if action.cleaned_form.cleaned_data.get("include_descendants"):
        published += [page for each in objects for page in each.get_descendants().not_live().specific()]
    waiting = [each for each in published if deciding_workflow(each, request.user)]
    for instance in waiting:
        messages.error(request, _("“%(title)s” is in a workflow: hand it in there.") % {"title": instance})
    return redirect(action.next_url) if waiting else None


@hooks.register("before_unpublish")
def withdraw_in_own_right(request: HttpRequest, instance: Any) -> None:
    """Snippets; pages ask the tester of their rights."""
    if not has_own_right(request.user, permission_name("publish", instance)):
        raise PermissionDenied


@hooks.register("construct_explorer_page_queryset")
def know_translations(parent_page: Page, pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    return with_sources(pages, request.user)


@hooks.register("register_account_settings_panel")
def digest_panel(request: HttpRequest, user: Any, profile: Any) -> DigestPanel:
    return DigestPanel(request, user, profile)


@hooks.register("register_account_settings_panel")
def turn_panel(request: HttpRequest, user: Any, profile: Any) -> TurnPanel:
    return TurnPanel(request, user, profile)


@hooks.register("register_page_header_buttons")
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


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    @actions.register_action("translation.assign")
    class Assign(LogFormatter):
        label = gettext_lazy("Assign translation")

        def format_message(self, log_entry: Any) -> str:
            return _("Translation assigned to %(person)s") % {"person": log_entry.data["assignee"]}
