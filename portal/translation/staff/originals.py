"""Which texts somebody of the staff may read: what is published and open to him, and what he may edit."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.models import Page

from portal.access.gate import may_read
from portal.translation.localize import TranslationSource

from .naming import closed_to, own_texts
from .rights import may_edit


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
    """Translation keys of texts that restrictions close to the user, and with which he has nothing to do."""
    pages = Page.objects.filter(closed_to(request.user)).exclude(translation_key__in=own_texts(request.user))
    return pages.order_by().values("translation_key")
