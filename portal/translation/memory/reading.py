"""Which rows of the memory may be quoted to somebody: of texts that everybody may read, or that he may edit."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from wagtail.models import Page

from portal.access.visibility import public_pages
from portal.translation.localize import TranslatableObject
from portal.translation.staff.rights import StaffPagePermissionTester, may_edit

from .keeping import MemoryRow

# A page or snippet in a language.
Version = tuple[UUID, str]


def readable_rows(user: Any, rows: Sequence[MemoryRow]) -> list[MemoryRow]:
    """Those of the rows whose text is public in both languages, or may be edited by the user in one of them.

    `user` is None for a reader without rights. What was imported may be read by everybody who translates. The queries
    do not depend on how many rows there are, where all of them are public.
    """
    versions = _versions({row.text_key for row in rows if row.text_key is not None})
    public = _public(versions)
    return [row for row in rows if row.text_key is None or _is_readable(user, row.text_key, row, versions, public)]


def _versions(keys: set[UUID]) -> dict[Version, Any]:
    by_model: dict[Any, list[UUID]] = defaultdict(list)
    for thing in TranslatableObject.objects.filter(pk__in=keys).select_related("content_type"):
        model = thing.content_type.model_class()
        by_model[Page if issubclass(model, Page) else model].append(thing.pk)
    return {
        (each.translation_key, each.locale.language_code): each
        for model, own in by_model.items()
        for each in model._default_manager.filter(translation_key__in=own).select_related("locale")
    }


def _public(versions: dict[Version, Any]) -> set[Version]:
    pages = [each.pk for each in versions.values() if isinstance(each, Page)]
    open_pages = set(public_pages(Page.objects.filter(pk__in=pages)).values_list("pk", flat=True)) if pages else set()
    return {
        version
        for version, each in versions.items()
        if (each.pk in open_pages if isinstance(each, Page) else getattr(each, "live", True))
    }


def _is_readable(user: Any, key: UUID, row: MemoryRow, versions: dict[Version, Any], public: set[Version]) -> bool:
    both = [(key, row.language), (key, row.other_language)]
    if all(version in public for version in both):
        return True
    return user is not None and any(_may_edit(user, versions[version]) for version in both if version in versions)


def _may_edit(user: Any, instance: Any) -> bool:
    if isinstance(instance, Page):
        # The pages are read without what is of their type, which alone would ask this tester by itself.
        return bool(StaffPagePermissionTester(user, instance).can_edit())
    return may_edit(user, instance)
