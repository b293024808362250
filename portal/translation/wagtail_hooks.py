"""What the portal adds to the admin for texts in several languages."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.templatetags.static import static
from django.urls import URLPattern, path, re_path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter
from wagtail.models import Page
from wagtail_localize.views.update_translations import UpdateTranslationsView

from portal.translation import doors
from portal.translation.dangling import empty_blocks
from portal.translation.exchange import hooks as exchange_hooks
from portal.translation.freshness.minor import mark_minor
from portal.translation.keeping import hooks as keeping_hooks
from portal.translation.matrix.assigned_work import AssignedPanel
from portal.translation.matrix.reports import CoveragePanel, MatrixView, act
from portal.translation.publishing import Act, Change, ask
from portal.translation.release import hooks as release_hooks
from portal.translation.slug import ChangeAddressView, may_change_address
from portal.translation.staff import hooks as staff_hooks
from portal.translation.staff.offering import narrow_buttons
from portal.translation.staff.originals import require_original
from portal.translation.staff.rights import SUBMIT, has_own_right, may_publish
from portal.translation.translations import is_translated, undecided_gaps
from portal.translation.trees.reports import TreesView
from portal.translation.untranslated import DecideGapsView, show_refusal
from portal.translation.workbench import hooks as workbench_hooks

from .localize import TranslationSource


@hooks.register("insert_global_admin_css")
def add_stylesheet() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("portal/css/admin.css"))


@hooks.register("before_edit_page")
def name_empty_blocks(request: HttpRequest, page: Page) -> None:
    """What a picture, document or person was deleted from shows nothing, until somebody chooses another."""
    if request.method != "GET":
        return
    for number, kind in empty_blocks(page.get_latest_revision_as_object()):
        message = _("Block %(number)d (%(kind)s) is empty: what it showed has been deleted. Readers do not see it.")
        messages.warning(request, message % {"number": number, "kind": kind})


class GuardedUpdateTranslationsView(UpdateTranslationsView):
    """“Sync translated pages”, which publishes only what is complete and what the user may publish.

    Not for translators: what is published reaches their editor by itself, and a machine would translate into every
    language.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not has_own_right(request.user, SUBMIT):
            raise PermissionDenied
        source = get_object_or_404(TranslationSource, pk=kwargs["translation_source_id"])
        require_original(request, source.get_source_instance())
        return super().dispatch(request, *args, **kwargs)

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        publish = form.cleaned_data["publish_translations"]
        form.cleaned_data["publish_translations"] = False
        response = super().form_valid(form)
        if publish:
            self._publish()
        return response

    def _publish(self) -> None:
        """What may not be published is told of; what may is, or the user is asked about all of it."""
        published = {}
        for translation in self.object.translations.filter(enabled=True).select_related("target_locale", "source"):
            target = translation.get_target_instance()
            gaps = undecided_gaps(target)
            if gaps:
                show_refusal(self.request, target, gaps)
                continue
            if not may_publish(self.request.user, target):
                messages.error(self.request, _("You may not publish “%(title)s”.") % {"title": target})
                continue
            published[translation] = target
        ask(Change(Act.PUBLISH, list(published.values()), self.request.user))
        for translation in published:
            translation.save_target(user=self.request.user, publish=True)


def refuse_alias(request: HttpRequest, page_id: int) -> HttpResponse:
    """An alias would silently serve the source's language under this language's address."""
    messages.error(request, _("Pages of this portal are not made into aliases: a text that is missing says so."))
    return redirect("wagtailadmin_pages:edit", page_id)


@hooks.register("construct_page_action_menu")
def hide_alias_action(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    menu_items[:] = [item for item in menu_items if item.name != "localize-convert-to-alias"]


@hooks.register("register_admin_urls")
def guarded_addresses() -> list[URLPattern]:
    """Stands before wagtail-localize's own address, because `portal.translation` stands before it in INSTALLED_APPS."""
    return [
        path("localize/update/<int:translation_source_id>/", GuardedUpdateTranslationsView.as_view()),
        path("localize/page/<int:page_id>/convert_to_alias/", refuse_alias),
        path("localize/gaps/<int:translation_id>/", DecideGapsView.as_view(), name="translation_decide_gaps"),
        path("reports/languages/", MatrixView.as_view(), name="translation_matrix"),
        path("reports/languages/results/", MatrixView.as_view(results_only=True), name="translation_matrix_results"),
        re_path(
            r"^reports/languages/(?P<text_id>\d+)/(?P<language>[\w-]+)/(?P<action>translate|minor|publish)/$",
            act,
            name="translation_matrix_act",
        ),
        path("reports/trees/", TreesView.as_view(), name="translation_trees"),
        path("pages/<int:page_id>/address/", ChangeAddressView.as_view(), name="translation_change_address"),
    ]


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def change_address_button(page: Page, user: Any, view_name: str = "", next_url: str | None = None) -> Iterator[Button]:
    if not page.is_root() and may_change_address(page, user):
        url = reverse("translation_change_address", args=[page.pk])
        yield Button(_("Change address"), url, icon_name="link", priority=70)


class PagesMenuItem(MenuItem):
    """For whoever may do something with a page."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(user_has_any_page_permission(request.user))


@hooks.register("register_reports_menu_item")
def matrix_menu_item() -> MenuItem:
    return PagesMenuItem(
        gettext_lazy("Texts and languages"), reverse("translation_matrix"), icon_name="globe", order=100
    )


@hooks.register("register_reports_menu_item")
def trees_menu_item() -> MenuItem:
    return PagesMenuItem(gettext_lazy("Page trees"), reverse("translation_trees"), icon_name="list-ul", order=110)


@hooks.register("construct_homepage_panels")
def assigned_panel(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(AssignedPanel())


@hooks.register("construct_homepage_panels")
def coverage_panel(request: HttpRequest, panels: list[Any]) -> None:
    if user_has_any_page_permission(request.user):
        panels.append(CoveragePanel())


class PublishMinorMenuItem(ActionMenuItem):
    """For a published source with published translations."""

    label = gettext_lazy("Publish as a minor change")
    name = "action-publish-minor"
    icon_name = "check"
    template_name = "translation/admin/publish_minor.html"

    def is_shown(self, context: Any) -> bool:
        page = context.get("page")
        if context["view"] != "edit" or context["locked_for_user"] or page is None or not page.live:
            return False
        may_publish = self.get_user_page_permissions_tester(context).can_publish()
        return may_publish and is_translated(page)


@hooks.register("register_page_action_menu_item")
def publish_minor_menu_item() -> ActionMenuItem:
    return PublishMinorMenuItem(order=35)


@hooks.register("after_publish_page")
def mark_as_minor(request: HttpRequest, page: Any) -> None:
    if request.POST.get("action-publish") != "minor":
        return
    minor = mark_minor(page, request.user)
    if minor.accepted:
        text = ngettext(
            "Translations count as up to date with %(count)d minor change.",
            "Translations count as up to date with %(count)d minor changes.",
            minor.accepted,
        )
        messages.success(request, text % {"count": minor.accepted})
    if minor.left:
        text = ngettext(
            "%(count)d change is more than minor and needs a translator: text was added, removed or "
            "says something else.",
            "%(count)d changes are more than minor and need a translator: text was added, removed or "
            "says something else.",
            minor.left,
        )
        messages.warning(request, text % {"count": minor.left})


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    @actions.register_action("translation.publish_with_gaps")
    class PublishWithGaps(LogFormatter):
        label = gettext_lazy("Publish incomplete translation")

        def format_message(self, log_entry: Any) -> str:
            count = log_entry.data["count"]
            return ngettext(
                "Published with %(count)d segment in the language of the original",
                "Published with %(count)d segments in the language of the original",
                count,
            ) % {"count": count}

    @actions.register_action("translation.minor_change")
    class MinorChange(LogFormatter):
        label = gettext_lazy("Mark as a minor change")

        def format_message(self, log_entry: Any) -> str:
            count = log_entry.data["count"]
            return ngettext(
                "Counts as up to date with %(count)d minor change of the original",
                "Counts as up to date with %(count)d minor changes of the original",
                count,
            ) % {"count": count}


for each in (doors, exchange_hooks, keeping_hooks, release_hooks, staff_hooks, workbench_hooks):
    each.register()
# Last, because it registers wagtail-localize's hooks.
narrow_buttons()
