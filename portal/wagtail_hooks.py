"""The admin's guards: no translation is published with gaps, whichever button asks for it."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page, TranslatableMixin
from wagtail_localize.views.update_translations import UpdateTranslationsView

from portal.address import ChangeAddressView, may_change_address
from portal.translation import refusal_message, untranslated_segment_count


def _refuse_incomplete(request: HttpRequest, instance: Any) -> bool:
    """Tells the user why `instance` is not published, and whether it is refused."""
    count = untranslated_segment_count(instance) if isinstance(instance, TranslatableMixin) else 0
    if count:
        messages.error(request, refusal_message(instance, count))
    return bool(count)


# Before wagtail-localize's own hooks, which show its editor and publish what it posts.
@hooks.register("before_edit_page", order=-10)
@hooks.register("before_edit_snippet", order=-10)
def refuse_in_translation_editor(request: HttpRequest, instance: Any) -> HttpResponse | None:
    if request.method == "POST" and request.POST.get("action") == "publish" and _refuse_incomplete(request, instance):
        return redirect(request.path)
    return None


@hooks.register("before_bulk_action")
def refuse_in_bulk(request: HttpRequest, action_type: str, objects: Sequence[Any], action: Any) -> HttpResponse | None:
    if action_type != "publish":
        return None
    refused = [instance for instance in objects if _refuse_incomplete(request, instance)]
    return redirect(action.next_url) if refused else None


class GuardedUpdateTranslationsView(UpdateTranslationsView):
    """“Sync translated pages”, which publishes only what is complete and what the user may publish."""

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        publish = form.cleaned_data["publish_translations"]
        form.cleaned_data["publish_translations"] = False
        response = super().form_valid(form)
        if publish:
            for translation in self.object.translations.filter(enabled=True).select_related("target_locale", "source"):
                target = translation.get_target_instance()
                if _refuse_incomplete(self.request, target):
                    continue
                if isinstance(target, Page) and not target.permissions_for_user(self.request.user).can_publish():
                    messages.error(self.request, _("You may not publish “%(title)s”.") % {"title": target})
                    continue
                translation.save_target(user=self.request.user, publish=True)
        return response


def refuse_alias(request: HttpRequest, page_id: int) -> HttpResponse:
    """An alias would silently serve the source's language under this language's address."""
    messages.error(request, _("Pages of this portal are not made into aliases: a text that is missing says so."))
    return redirect("wagtailadmin_pages:edit", page_id)


@hooks.register("construct_page_action_menu")
def hide_alias_action(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    menu_items[:] = [item for item in menu_items if item.name != "localize-convert-to-alias"]


@hooks.register("register_admin_urls")
def guarded_addresses() -> list[URLPattern]:
    """Stands before wagtail-localize's own address, because `portal` stands before it in INSTALLED_APPS."""
    return [
        path("localize/update/<int:translation_source_id>/", GuardedUpdateTranslationsView.as_view()),
        path("localize/page/<int:page_id>/convert_to_alias/", refuse_alias),
        path("pages/<int:page_id>/address/", ChangeAddressView.as_view(), name="portal_change_address"),
    ]


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def change_address_button(page: Page, user: Any, view_name: str = "", next_url: str | None = None) -> Iterator[Button]:
    if not page.is_root() and may_change_address(page, user):
        url = reverse("portal_change_address", args=[page.pk])
        yield Button(_("Change address"), url, icon_name="link", priority=70)
