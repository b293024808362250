"""Who may fetch what was uploaded: by its collection, and by the pages and snippets that hold it."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, F, Model, OuterRef, QuerySet
from django.db.models.functions import Left, Length
from django.dispatch import Signal
from django.http import HttpRequest
from wagtail.models import Collection, CollectionViewRestriction, DraftStateMixin, Page
from wagtail.models.reference_index import ReferenceIndex
from wagtail.models.view_restrictions import BaseViewRestriction
from wagtail.permissions import policy_registry

from portal.access import visibility
from portal.access.visibility import once, public_pages, public_rows

# Sent when files of collections, or collections of others, may be for other people than before. It is rare.
collections_changed = Signal()

STAFF_ACTIONS = ("add", "change", "delete", "choose")


def restrictions_of(item: Any) -> list[CollectionViewRestriction]:
    """Passwords, log-ins and groups that the item's collection asks for, or one above it. One query."""
    return list(item.collection.get_view_restrictions())


def in_restricted_collection(collection: str = "collection") -> Exists:
    """Of rows in a query, whether the collection behind that path of fields, or one above it, is not for everybody."""
    return _is_restricted(f"{collection}__path")


def _is_restricted(path: str) -> Exists:
    restrictions = CollectionViewRestriction.objects.annotate(
        beginning=Left(OuterRef(path), Length("collection__path"))
    )
    return Exists(restrictions.filter(beginning=F("collection__path")))


def closed_collections() -> frozenset[int]:
    """Keys of the collections that are not for everybody. One query, once in an answer to a reader."""
    closed = Collection.objects.filter(_is_restricted("path"))
    return once("collections", lambda: frozenset(closed.values_list("pk", flat=True)))


def is_in_open_collection(item: Any) -> bool:
    """Whether readers' pages may say of a document or picture that it is there: its title and its file's name tell."""
    return item.collection_id not in closed_collections()


def passes(request: HttpRequest, restrictions: Iterable[BaseViewRestriction]) -> bool:
    return all(restriction.accept_request(request) for restriction in restrictions)


def is_staff_for(user: Any, item: Any, actions: Iterable[str] = STAFF_ACTIONS) -> bool:
    """Whether the user works with the item in the admin."""
    if not user.is_authenticated:
        return False
    policy = policy_registry.get_by_type(type(item))
    return bool(policy.user_has_any_permission_for_instance(user, actions, item))


def _holders(model: type[Model], keys: Iterable[int]) -> dict[type[Model], dict[str, set[int]]]:
    """By model and key, the pages and snippets with drafts that hold files, and which of these files. One query.

    A reference from anything else says nothing about readers. Drafts of what is published are not among them: they
    hold nothing for readers yet.
    """
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(model), to_object_id__in=[str(key) for key in keys]
    ).values_list("base_content_type__app_label", "base_content_type__model", "object_id", "to_object_id")
    found: dict[type[Model], dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for app_label, name, holder, file in references:
        holding = apps.get_model(app_label, name)
        if issubclass(holding, DraftStateMixin):
            found[holding][holder].add(int(file))
    return found


def holding_models(file: Any) -> set[type[Model]]:
    """Kinds of pages and snippets that hold the document or picture. One query."""
    return set(_holders(type(file), [file.pk]))


def _public(model: type[Model], keys: Iterable[str]) -> "QuerySet[Any]":
    if issubclass(model, Page):
        return public_pages(Page.objects.filter(pk__in=keys))
    return public_rows(model).filter(pk__in=keys)


def kept_back(model: type[Model], keys: Iterable[int]) -> set[int]:
    """Of documents or pictures, those that pages or snippets hold, but none that everybody may see: they are to come
    out with their page, or to stay behind its password. What nothing holds is for its collection alone to keep.

    As many queries for many as for one.
    """
    held: set[int] = set()
    shown: set[int] = set()
    for holding, files in _holders(model, keys).items():
        held.update(*files.values())
        shown.update(*(files[str(key)] for key in _public(holding, files).values_list("pk", flat=True)))
    return held - shown


def is_for_everybody(file: Any) -> bool:
    """Whether a document or picture that nobody's collection keeps may lie in caches that all readers share."""
    return not kept_back(type(file), [file.pk])


def is_kept_back(file: Any, request: HttpRequest) -> bool:
    """Whether pages or snippets hold the document or picture, but none that this reader may see."""
    holders = _holders(type(file), [file.pk])
    return bool(holders) and not any(
        passes(request, visibility.restrictions_of(holder))
        if isinstance(holder, Page)
        else _public(model, [holder.pk]).exists()
        for model, files in holders.items()
        for holder in model._default_manager.filter(pk__in=files, live=True)
    )
