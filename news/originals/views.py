"""Pages of the admin that ask before another language becomes the original, or a text follows its original again."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter
from wagtail.models import Page, TranslatableMixin

from portal.languages.common.natural_numbers import natural_number
from portal.translation.localize import Translation, get_edit_url
from portal.translation.release.views import PairMixin
from portal.translation.staff.rights import may_publish, require_edit, with_rights
from portal.translation.trees.source import leader
from portal.translation.workbench.views import LINKS_HOOK

from .rejoining import plan_rejoining, rejoin
from .switching import CannotSwitch, make_original, reasons_against

RESTART = "localize-restart-translation"


def urlpatterns() -> list[URLPattern]:
    return [
        path("pages/<int:page_id>/original/", SwitchView.as_view(), name="news_make_original"),
        path("localize/rejoin/<int:translation_id>/", RejoinView.as_view(), name="news_rejoin"),
    ]


class SwitchView(PairMixin, TemplateView):
    """Context: `page`, `pair`, `reasons` (sentences; there is a button where there are none)."""

    template_name = "news/originals/make_original.html"
    page_title = gettext_lazy("Make this the original")
    header_icon = "wagtail-localize-language"

    def get_page_subtitle(self) -> str:
        return str(self.page.get_admin_display_title())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        reasons = reasons_against(self.page, self.pair)
        return {**super().get_context_data(**kwargs), "page": self.page, "pair": self.pair, "reasons": reasons}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            make_original(self.page, request.user)
        except CannotSwitch as refusal:
            messages.error(request, str(refusal))
            return redirect(request.path)
        messages.success(request, _("“%(title)s” is the original now.") % {"title": self.page})
        return redirect("wagtailadmin_pages:edit", self.page.pk)


class RejoinView(WagtailAdminTemplateMixin, TemplateView):
    """Context: `translation`, `plan`, `edit_url`."""

    template_name = "news/originals/rejoin.html"
    page_title = gettext_lazy("Bring back to the original")
    header_icon = "rotate"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        translations = Translation.objects.select_related("source__locale", "target_locale").filter(enabled=False)
        self.translation = get_object_or_404(translations, pk=kwargs["translation_id"])
        try:
            self.instance = self.translation.get_target_instance()
            self.translation.source.get_source_instance()
        except ObjectDoesNotExist as error:
            raise Http404 from error
        require_edit(request.user, self.instance)
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.instance)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        text = {"url": get_edit_url(self.instance), "label": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, text, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan = plan_rejoining(self.translation)
        context = super().get_context_data(**kwargs)
        return {**context, "translation": self.translation, "plan": plan, "edit_url": get_edit_url(self.instance)}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        accepted = {number for text in request.POST.getlist("accepted") if (number := natural_number(text)) is not None}
        rejoin(self.translation, accepted, request.user)
        text = _("The translation editor holds the texts of this page. Readers see them once published.")
        messages.success(request, text)
        return redirect(get_edit_url(self.instance))


def make_original_button(page: Page, user: Any, view_name: str = "", next_url: str | None = None) -> Iterator[Button]:
    """For a text edited apart; the translation editor has no such buttons, and its companion links to the same."""
    if not page.is_root() and leader(page) is not None:
        for label, url in make_original_links(page, user):
            yield Button(label, url, icon_name="wagtail-localize-language", priority=68)


def make_original_links(page: Page, user: Any) -> list[tuple[str, str]]:
    """Label and address, for who may publish the text in every language."""
    versions = with_rights(Page.objects.filter(translation_key=page.translation_key), user)
    if not all(may_publish(user, version) for version in versions):
        return []
    return [(_("Make this the original"), reverse("news_make_original", args=[page.pk]))]


# Before wagtail-localize's own hooks, which would fill the page from its original at once.
def ask_before_rejoining(request: HttpRequest, instance: Any) -> HttpResponse | None:
    if request.method != "POST" or RESTART not in request.POST or not isinstance(instance, TranslatableMixin):
        return None
    apart = Translation.objects.filter(
        source__object_id=instance.translation_key, target_locale_id=instance.locale_id, enabled=False
    ).first()
    return redirect("news_rejoin", apart.pk) if apart is not None else None


def log_actions(actions: Any) -> None:
    @actions.register_action("news.switch_original")
    class SwitchOriginal(LogFormatter):
        label = gettext_lazy("Make this the original")

        def format_message(self, log_entry: Any) -> str:
            return _("Became the original; it was translated from “%(language)s”") % {
                "language": log_entry.data["from"]
            }

    @actions.register_action("news.rejoin")
    class Rejoin(LogFormatter):
        label = gettext_lazy("Bring back to the original")

        def format_message(self, log_entry: Any) -> str:
            count = log_entry.data["count"]
            return ngettext(
                "Follows its original again, with %(count)d text of its own",
                "Follows its original again, with %(count)d texts of its own",
                count,
            ) % {"count": count}


def register() -> None:
    hooks.register("register_page_header_buttons", make_original_button)
    hooks.register(LINKS_HOOK, make_original_links)
    hooks.register("before_edit_page", ask_before_rejoining, order=-10)
    hooks.register("before_edit_snippet", ask_before_rejoining, order=-10)
    hooks.register("register_log_actions", log_actions)
