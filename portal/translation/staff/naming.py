"""Which pages the admin names to whom: a title, too, says what a draft or a restricted text is about.

Wagtail names every page of a tree in which somebody may do anything, and every page of all trees in its choosers.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from wagtail.models import Page, PageViewRestriction
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import page_permission_policy
from wagtail.query import PageQuerySet

from portal.access.visibility import below, paths_closed_by
from portal.translation.localize import Translation

from .rights import directions

PAGE_ACTIONS = ("add", "change", "publish", "bulk_delete", "lock", "unlock")


def own_texts(user: Any) -> "QuerySet[Any, Any]":
    """Translation keys of the texts that the user may do something with, in any language."""
    return _own_pages(user).order_by().values("translation_key")


def _own_pages(user: Any) -> PageQuerySet:
    ways = directions(user)
    if not ways:
        return page_permission_policy.instances_user_has_any_permission_for(user, PAGE_ACTIONS)
    own = Q(pk__in=[])
    for row in page_permission_policy.get_cached_permissions_for_user(user):
        here = Q(path__startswith=row.page.path)
        if row.group_id not in ways:
            own |= here
        elif (way := ways[row.group_id]) is not None:
            translations = Translation.objects.filter(
                source__object_id=OuterRef("translation_key"), source__locale=way.source, enabled=True
            )
            translated = Q(Exists(translations.filter(target_locale=way.target)))
            own |= here & Q(locale=way.target) & translated
    return Page.objects.filter(own)


def closed_to(user: Any) -> Q:
    """The pages that a password, or a group that the user is not of, keeps from whoever is logged in."""
    closing = PageViewRestriction.objects.exclude(restriction_type=PageViewRestriction.LOGIN)
    groups = Q(restriction_type=PageViewRestriction.GROUPS, groups__in=user.groups.all())
    return below(paths_closed_by(closing.exclude(pk__in=PageViewRestriction.objects.filter(groups).values("pk"))))


def without_unknown(pages: PageQuerySet, user: Any) -> PageQuerySet:
    """Without drafts and restricted pages of texts with which the user has nothing to do."""
    if not user.is_active or user.is_superuser:
        return pages
    unknown = Page.objects.filter(Q(live=False) | closed_to(user)).exclude(translation_key__in=own_texts(user))
    # A plain lookup: Wagtail's search takes no other.
    return pages.exclude(pk__in=unknown.order_by().values("pk"))


def _naming_what_is_known(explorable: Callable[..., PageQuerySet]) -> Callable[..., PageQuerySet]:
    """Around the method that Wagtail's explorer, search, log and API of the admin ask."""

    @wraps(explorable)
    def explorable_instances(self: PagePermissionPolicy, user: Any) -> PageQuerySet:
        return without_unknown(explorable(self, user), user)

    return explorable_instances


def _keeping_to_directions(permitted: Callable[..., PageQuerySet]) -> Callable[..., PageQuerySet]:
    """Around the method that reports ask: a translator's rights on a tree are rights on its translations."""

    @wraps(permitted)
    def instances_user_has_permission_for(self: PagePermissionPolicy, user: Any, action: str) -> PageQuerySet:
        pages = permitted(self, user, action)
        return pages.filter(pk__in=_own_pages(user).order_by().values("pk")) if directions(user) else pages

    return instances_user_has_permission_for


def name_what_is_known() -> None:
    """Once, when the program starts."""
    policy: Any = PagePermissionPolicy
    policy.explorable_instances = _naming_what_is_known(policy.explorable_instances)
    policy.instances_user_has_permission_for = _keeping_to_directions(policy.instances_user_has_permission_for)
