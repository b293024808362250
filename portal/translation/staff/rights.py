"""What somebody may do: their own rights, and those of translators, which hold for translations of their direction.

A group of translators is given rights like any group, on the page tree of its target language and for kinds of
snippets. Here they are narrowed: they count where the page or snippet is a synced translation from the group's source
language, and only for editing and publishing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.auth import get_permission_codename, get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Q, QuerySet, Subquery
from wagtail.locks import WorkflowLock
from wagtail.models import DraftStateMixin, GroupPagePermission, Locale, Page, PagePermissionTester
from wagtail.query import PageQuerySet

from portal.translation.localize import Translation

from .models import Role, StaffGroup

QuerySetType = TypeVar("QuerySetType", bound="QuerySet[Any]")
SUBMIT = "wagtail_localize.submit_translation"


@dataclass(frozen=True)
class Direction:
    """Ids of locales."""

    source: int
    target: int


def directions(user: Any) -> Mapping[int, Direction | None]:
    """Directions by id of the user's groups of translators; None where the portal no longer has a language of the two.

    Two queries once a request, one for who is no translator.
    """
    known: Mapping[int, Direction | None] | None = getattr(user, "_directions", None)
    if known is None:
        known = user._directions = _read_directions(user)
    return known


def _read_directions(user: Any) -> Mapping[int, Direction | None]:
    if not user.is_active or user.is_superuser:
        return {}
    rows = StaffGroup.objects.filter(role=Role.TRANSLATOR, group__user=user)
    codes = list(rows.values_list("group_id", "source_language", "target_language"))
    locales = dict(Locale.objects.values_list("language_code", "pk")) if codes else {}
    return {
        group: Direction(locales[source], locales[target]) if source in locales and target in locales else None
        for group, source, target in codes
    }


def has_own_right(user: Any, name: str) -> bool:
    """Whether the user has the permission `app_label.codename` otherwise than as a translator.

    A query once a request for each permission of a translator's, none for who is no translator.
    """
    if not user.has_perm(name):
        return False
    if user.is_superuser or not directions(user):
        return True
    known: dict[str, bool] = user.__dict__.setdefault("_own_rights", {})
    if name not in known:
        known[name] = _is_given_otherwise(user, name)
    return known[name]


def _is_given_otherwise(user: Any, name: str) -> bool:
    app_label, codename = name.split(".")
    others = user.groups.exclude(pk__in=directions(user))
    held = Permission.objects.filter(Q(user=user) | Q(group__in=others))
    return held.filter(content_type__app_label=app_label, codename=codename).exists()


def may_begin(user: Any, source_locale_id: int, target_locale_id: int) -> bool:
    """Whether the user may begin translations from one language into another."""
    if not user.has_perm(SUBMIT):
        return False
    return Direction(source_locale_id, target_locale_id) in directions(user).values() or has_own_right(user, SUBMIT)


def translates(user: Any, instance: Any) -> bool:
    """Whether the instance is a synced translation of a direction of the user's."""
    sources = {each.source for each in directions(user).values() if each and each.target == instance.locale_id}
    return bool(sources) and _source_of(instance) in sources


def _source_of(instance: Any) -> int | None:
    """Id of the locale that the instance is a synced translation from."""
    if hasattr(instance, "translated_from"):
        known: int | None = instance.translated_from
        return known
    translations = Translation.objects.filter(
        source__object_id=instance.translation_key, target_locale_id=instance.locale_id, enabled=True
    )
    found: int | None = translations.values_list("source__locale_id", flat=True).first()
    return found


def with_sources(pages: QuerySetType, user: Any) -> QuerySetType:
    """For lists: the rights of a translator on each page or snippet are known without a query for each."""
    if not directions(user):
        return pages
    own = Translation.objects.filter(
        source__object_id=OuterRef("translation_key"), target_locale_id=OuterRef("locale_id"), enabled=True
    )
    return pages.annotate(translated_from=Subquery(own.values("source__locale_id")[:1]))


def with_rights(pages: PageQuerySet, user: Any) -> PageQuerySet:
    """For lists: `may_edit` and `may_publish` ask no query for each page, unless it is in a workflow."""
    return with_sources(pages.prefetch_workflow_states().annotate_approved_schedule(), user)


def translators(source: Locale, target: Locale) -> "QuerySet[Any]":
    """Active accounts that may translate from one language into the other, by name."""
    direction = Q(
        groups__staff_group__role=Role.TRANSLATOR,
        groups__staff_group__source_language=source.language_code,
        groups__staff_group__target_language=target.language_code,
    )
    app_label, codename = SUBMIT.split(".")
    permission = Permission.objects.filter(content_type__app_label=app_label, codename=codename)
    others = Group.objects.exclude(staff_group__role=Role.TRANSLATOR).filter(permissions__in=permission)
    own = Q(is_superuser=True) | Q(user_permissions__in=permission) | Q(groups__in=others)
    accounts = get_user_model()._default_manager.filter(direction | own, is_active=True)
    return accounts.distinct().order_by("last_name", "first_name", "username")


def may_edit(user: Any, instance: Any) -> bool:
    """Whether the user may edit the page or snippet, as a translator or otherwise."""
    if isinstance(instance, Page):
        # Whether or not it was read as a page of its kind, which alone answers `permissions_for_user` so.
        return bool(StaffPagePermissionTester(user, instance).can_edit())
    return _may_with_snippet(user, "change", instance)


def may_publish(user: Any, instance: Any) -> bool:
    """Whether the user may publish the page or snippet, as a translator or otherwise."""
    if isinstance(instance, Page):
        return bool(StaffPagePermissionTester(user, instance).can_publish())
    # Without drafts, to change is to publish.
    return _may_with_snippet(user, "publish" if isinstance(instance, DraftStateMixin) else "change", instance)


def permission_name(action: str, instance: Any) -> str:
    """`app_label.codename` of an action on the instance's model."""
    options = instance._meta
    return f"{options.app_label}.{get_permission_codename(action, options)}"


def _may_with_snippet(user: Any, action: str, instance: Any) -> bool:
    name = permission_name(action, instance)
    return user.has_perm(name) and (has_own_right(user, name) or translates(user, instance))


def require_edit(user: Any, instance: Any) -> None:
    """Raises PermissionDenied."""
    if not may_edit(user, instance):
        raise PermissionDenied


class StaffPagePermissionTester(PagePermissionTester):
    """Rights on a page, in which those of translators are edit and publish, of translations of their direction."""

    def __init__(self, user: Any, page: Page) -> None:
        super().__init__(user, page)
        self._translators: list[tuple[str, Direction]] = []
        own = directions(user)
        if not own:
            return
        rows = self.permission_policy.get_cached_permissions_for_user(user)
        here = [row for row in rows if page.path.startswith(row.page.path)]
        self.permissions = {_action(row) for row in here if row.group_id not in own}
        given = [(_action(row), own[row.group_id]) for row in here if row.group_id in own]
        self._translators = [(action, way) for action, way in given if way and way.target == page.locale_id]

    def _translates(self, action: str) -> bool:
        sources = {direction.source for name, direction in self._translators if name == action}
        return bool(sources) and _source_of(self.page) in sources

    def can_edit(self) -> bool:
        return super().can_edit() or self._translates("change")

    def can_publish(self) -> bool:
        """wagtail-localize's editor publishes what is locked as well: a translator does not."""
        return super().can_publish() or (self._translates("publish") and not self.page_locked())

    def can_unpublish(self) -> bool:
        """A workflow decides about what is published next; it keeps nobody from withdrawing what is published."""
        if not self.page.live or not super().can_publish():
            return False
        return super().can_unpublish() or isinstance(self.page.get_lock(), WorkflowLock)

    def can_set_view_restrictions(self) -> bool:
        return super().can_publish()

    def can_view_revisions(self) -> bool:
        return self.can_edit()

    def can_copy(self) -> bool:
        return super().can_edit()


def edits_in_own_right(user: Any, page: Page) -> bool:
    """Otherwise than as a translator, and than as who has its turn in a workflow."""
    if user.is_superuser or not user.is_active or page.is_root():
        return bool(user.is_superuser and user.is_active and not page.is_root())
    own = StaffPagePermissionTester(user, page).permissions
    return "change" in own or ("add" in own and page.owner_id == user.pk)


def publishes_in_own_right(user: Any, page: Page) -> bool:
    """Otherwise than as a translator."""
    return bool(PagePermissionTester.can_publish(page.permissions_for_user(user)))


def _action(row: GroupPagePermission) -> str:
    return str(row.permission.codename).rsplit("_", maxsplit=1)[0]
