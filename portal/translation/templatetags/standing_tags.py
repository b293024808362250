"""Where a text stands, at the top of its editor, and what the translation editor offers."""

from typing import Any

from django import template
from django.urls import reverse
from wagtail.admin.widgets.button import Button

from portal.translation.localize import Translation, get_edit_url
from portal.translation.staff.actions import permitted_bulk_actions
from portal.translation.staff.editor_offers import narrowed_properties
from portal.translation.staff.rights import may_edit
from portal.translation.staff.standing import standing_of

register = template.Library()


@register.inclusion_tag("translation/staff/standing.html", takes_context=True)
def standing(context: Any, instance: Any, form: str = "") -> dict[str, Any]:
    """`form` is the id of the editor's form, which its buttons save; without one they post to the editor's address."""
    request = context["request"]
    return {
        "standing": standing_of(instance, request.user),
        "instance": instance,
        "form": form,
        "address": request.path,
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag(takes_context=True)
def narrowed(context: Any, properties: str, translation: Translation, instance: Any) -> str:
    """Escaped by the template, as what it is made from."""
    return narrowed_properties(properties, translation, instance, context["request"].user)


@register.simple_tag(takes_context=True)
def source_edit_url(context: Any, translation: Translation, offered: str) -> str:
    """The address at which the original is edited; "" for who may not edit it."""
    return offered if may_edit(context["request"].user, translation.source.get_source_instance()) else ""


@register.simple_tag(takes_context=True)
def editable_versions(context: Any, instance: Any, translation: Translation) -> list[tuple[str, str]]:
    """Languages and addresses of the other translations that the user may edit."""
    others = instance.get_translations().exclude(locale_id=translation.source.locale_id).select_related("locale")
    user = context["request"].user
    return [(each.locale.get_display_name(), get_edit_url(each)) for each in others if may_edit(user, each)]


@register.simple_tag(takes_context=True)
def bulk_actions(context: Any, app_label: str, model_name: str, listed: Any) -> list[Button]:
    """Buttons as Wagtail's own tag makes them; its script adds what is selected. An empty list may be None."""
    actions = permitted_bulk_actions(context["request"].user, app_label, model_name, listed or [])
    return [
        Button(
            action.display_name,
            reverse("wagtail_bulk_action", args=[app_label, model_name, action.action_type]),
            attrs={"aria-label": action.aria_label, "data-bulk-action-button": ""},
            priority=action.action_priority,
            classname=" ".join(action.classes | {"bulk-action-btn"}),
        )
        for action in actions
    ]
