"""Who may fetch what was uploaded."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import Exists, F, Model, OuterRef
from django.db.models.functions import Left, Length
from django.http import HttpRequest
from wagtail.models import CollectionViewRestriction, DraftStateMixin, Page
from wagtail.models.reference_index import ReferenceIndex
from wagtail.permissions import policy_registry

from portal.access.visibility import is_public

STAFF_ACTIONS = ("add", "change", "delete", "choose")


def restrictions_of(item: Any) -> list[CollectionViewRestriction]:
    """Passwords, log-ins and groups that the item's collection asks for, or one above it. One query."""
    return list(item.collection.get_view_restrictions())


def in_restricted_collection(collection: str = "collection") -> Exists:
    """Of rows in a query, whether the collection behind that path of fields, or one above it, is not for everybody."""
    restrictions = CollectionViewRestriction.objects.annotate(
        beginning=Left(OuterRef(f"{collection}__path"), Length("collection__path"))
    )
    return Exists(restrictions.filter(beginning=F("collection__path")))


def passes(request: HttpRequest, restrictions: Iterable[CollectionViewRestriction]) -> bool:
    return all(restriction.accept_request(request) for restriction in restrictions)


def is_staff_for(user: Any, item: Any, actions: Iterable[str] = STAFF_ACTIONS) -> bool:
    """Whether the user works with the item in the admin."""
    if not user.is_authenticated:
        return False
    policy = policy_registry.get_by_type(type(item))
    return bool(policy.user_has_any_permission_for_instance(user, actions, item))


def users_of(document: Any) -> list[Model]:
    """Pages and snippets with drafts that hold the document. A reference from anything else says nothing about readers.

    Drafts of what is published are not among them: they hold nothing for readers yet.
    """
    found: list[Model] = []
    references = ReferenceIndex.get_references_to(document).values_list(
        "base_content_type__app_label", "base_content_type__model", "object_id"
    )
    keys: dict[type[Model], set[str]] = {}
    for app_label, name, key in references:
        model = apps.get_model(app_label, name)
        if issubclass(model, DraftStateMixin):
            keys.setdefault(model, set()).add(key)
    for model, own in keys.items():
        found += model._default_manager.filter(pk__in=own)
    return found


def is_kept_back(document: Any, request: HttpRequest) -> bool:
    """Whether pages hold the document, but none that this reader may see: it is to come out with its page, or to stay
    behind the page's password. A document that nothing holds is for its collection to keep."""
    users = users_of(document)
    return bool(users) and not any(_is_shown(user, request) for user in users)


def is_for_everybody(document: Any) -> bool:
    """Whether a document that nobody's collection keeps may lie in caches that all readers share."""
    users = users_of(document)
    return not users or any(_is_open(user) for user in users)


def _is_open(user: Model) -> bool:
    return is_public(user) if isinstance(user, Page) else bool(getattr(user, "live", True))


def _is_shown(user: Model, request: HttpRequest) -> bool:
    if not getattr(user, "live", True):
        return False
    if not isinstance(user, Page):
        return True
    return all(restriction.accept_request(request) for restriction in user.get_view_restrictions())
