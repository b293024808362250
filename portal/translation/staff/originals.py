"""Which texts somebody of the staff may read: what is published and open to him, and what he may edit."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.models import Page, PageViewRestriction
from wagtail.permissions import page_permission_policy

from portal.access.gate import may_read
from portal.access.visibility import below, paths_closed_by
from portal.translation.localize import TranslationSource

from .rights import may_edit

PAGE_ACTIONS = ("add", "change", "publish", "bulk_delete", "lock", "unlock")


def may_read_original(request: HttpRequest, original: Any) -> bool:
    """Whether the user may read the page or snippet as it is saved, and so begin translations of it."""
    is_open = may_read(original, request) if isinstance(original, Page) else getattr(original, "live", True)
    return bool(is_open) or may_edit(request.user, original)


def require_original(request: HttpRequest, original: Any) -> None:
    """Raises PermissionDenied where the user may not read it."""
    if not may_read_original(request, original):
        raise PermissionDenied


def require_related(request: HttpRequest, original: Any) -> None:
    """What wagtail-localize submits together with the original: the snippets that it names.

    Raises PermissionDenied where the user may not read one of them.
    """
    source = TranslationSource.objects.get_for_instance_or_none(original)
    if source is None:
        source, _created = TranslationSource.get_or_create_from_instance(original)
    for segment in source.relatedobjectsegment_set.select_related("object"):
        related = segment.object.get_instance_or_none(original.locale)
        if related is not None:
            require_original(request, related)


def hidden_texts(request: HttpRequest) -> "QuerySet[Any, Any]":
    """Translation keys of texts that restrictions close to the user, and of which he has no right on any page."""
    closing = [each.pk for each in PageViewRestriction.objects.all() if not each.accept_request(request)]
    closed = below(paths_closed_by(PageViewRestriction.objects.filter(pk__in=closing)))
    own = page_permission_policy.instances_user_has_any_permission_for(request.user, PAGE_ACTIONS)
    pages = Page.objects.filter(closed).exclude(translation_key__in=own.order_by().values("translation_key"))
    return pages.order_by().values("translation_key")
