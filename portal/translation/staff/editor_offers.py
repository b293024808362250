"""What wagtail-localize's translation editor offers: what its script is given, kept to what the user may do now."""

import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from portal.translation.localize import RelatedObjectSegment, Translation

from .handing_in import deciding_workflow
from .rights import directions, edits_in_own_right, has_own_right, may_begin, may_edit, permission_name
from .standing import is_locked_for


def may_set_apart(user: Any, instance: Any) -> bool:
    """Whether the user may set the translation apart from its original: as who edits it in their own right."""
    if isinstance(instance, Page):
        return edits_in_own_right(user, instance)
    return has_own_right(user, permission_name("change", instance))


def narrowed_properties(properties: str, translation: Translation, instance: Any, user: Any) -> str:
    """The JSON that the editor's script reads, without what would be refused.

    Locked, it is for reading. Where a workflow decides, its button hands in. Lock and Unlock stand in the side panel
    and are left out for who publishes nothing: the last of the actions is the main button. Nothing is made an alias.
    """
    found = json.loads(properties)
    is_locked = is_locked_for(user, instance)
    found["object"]["isLocked"] = is_locked
    may, links = found["perms"], found["links"]
    is_person_locked = bool(getattr(instance, "locked", False))
    may["canPublish"] = may["canPublish"] and not is_locked
    may["canLock"] = may["canLock"] and may["canPublish"] and not is_person_locked
    may["canUnlock"] = may["canUnlock"] and is_person_locked
    links["convertToAliasUrl"] = None
    if is_locked or not may_set_apart(user, instance):
        links["stopTranslationUrl"] = None
    if may["canPublish"] and deciding_workflow(instance, user) is not None:
        found["publishLabel"] = _("Hand in")
    if is_locked:
        _show_values(found)
    _narrow_related(found["segments"], translation, user)
    return json.dumps(found)


def _show_values(properties: dict[str, Any]) -> None:
    """The editor offers to take back what was entered instead of a synchronised value, locked or not: such values are
    shown as if they were the original's."""
    entered = {each["segment_id"]: each["data"] for each in properties["initialOverrides"]}
    for segment in properties["segments"]:
        if segment["type"] == "synchronised_value" and segment["id"] in entered:
            segment["value"] = entered[segment["id"]]
    properties["initialOverrides"] = []


def _narrow_related(segments: list[dict[str, Any]], translation: Translation, user: Any) -> None:
    """Buttons of topics, people and so on, which are translated elsewhere. The number of queries does not depend on
    how many there are, unless they are pages."""
    named = {each["id"]: each for each in segments if each["type"] == "related_object"}
    if not named:
        return
    begins = may_begin(user, translation.source.locale_id, translation.target_locale_id)
    rows = RelatedObjectSegment.objects.filter(pk__in=named).select_related("object__content_type")
    keys = {row.pk: row.object.translation_key for row in rows}
    sources = dict(
        Translation.objects.filter(
            source__object_id__in=keys.values(), target_locale_id=translation.target_locale_id, enabled=True
        ).values_list("source__object_id", "source__locale_id")
    )
    for row in rows:
        offered = named[row.pk]
        if offered["source"] is not None and not begins:
            offered["source"]["createTranslationRequestUrl"] = None
        if offered["dest"] is not None and not _may_edit_related(row, sources, translation, user):
            offered["dest"]["editUrl"] = None


def _may_edit_related(
    row: RelatedObjectSegment, sources: Mapping[Any, int], translation: Translation, user: Any
) -> bool:
    model = row.object.content_type.model_class()
    if issubclass(model, Page):
        return may_edit(user, row.object.get_instance(translation.target_locale))
    name = permission_name("change", model)
    if not user.has_perm(name):
        return False
    ways = [way for way in directions(user).values() if way is not None]
    own = {way.source for way in ways if way.target == translation.target_locale_id}
    return has_own_right(user, name) or sources.get(row.object.translation_key) in own
