"""Who names a person, an organisation or a topic: the one table that says whether anybody may know of it.

What counts is whatever a reader of a page would see the name by: a row of an item or a project, a field, a block of the
body; and a public person's own page, which says where the person works. Whether the naming text is the original or a
translation makes no difference, and neither does the language of the name.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.models import Page
from wagtail.models.reference_index import ReferenceIndex

from portal.access.visibility import public_pages

from .models import NewsItemPage, Organisation, Person, ProjectPage, Topic
from .models.entity import Entity


@dataclass(frozen=True)
class Naming:
    """`path` leads from the pages or people of `source` to what they name, as queries have it."""

    source: type[Any]
    path: str


NAMING: dict[type[Entity], tuple[Naming, ...]] = {
    Person: (Naming(NewsItemPage, "people__person"),),
    Organisation: (
        Naming(NewsItemPage, "organisations__organisation"),
        # Whom a participant came for.
        Naming(NewsItemPage, "people__organisation"),
        Naming(ProjectPage, "partners__organisation"),
        Naming(ProjectPage, "promoter"),
        # Where somebody works: a person's public page says so.
        Naming(Person, "organisation"),
    ),
    Topic: (Naming(NewsItemPage, "topics__topic"), Naming(ProjectPage, "topics__topic")),
}
# Bodies whose blocks name people and organisations.
BODIES: tuple[tuple[type[Page], str], ...] = ((NewsItemPage, "body"), (ProjectPage, "body"))


def named_nowhere(model: type[Entity]) -> Q:
    """Of the model's rows, those that nothing names: an editor has published them by themselves."""
    return ~_any(model, is_public=False)


def named_publicly(model: type[Entity]) -> Q:
    """Of the model's rows, those that something names which anybody may see."""
    return _any(model, is_public=True)


def _any(model: type[Entity], *, is_public: bool) -> Q:
    found = Q(pk__in=[])
    for naming in NAMING[model]:
        rows = naming.source._default_manager.filter(**{f"{naming.path}__translation_key": OuterRef("translation_key")})
        found |= Q(Exists(_public(rows) if is_public else rows))
    for page_model, field in BODIES:
        found |= Q(translation_key__in=_in_bodies(model, page_model, field, is_public=is_public))
    return found


def _public(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    if issubclass(rows.model, Page):
        return public_pages(rows)
    return rows.filter(named_nowhere(rows.model) | named_publicly(rows.model), live=True)


def _in_bodies(model: type[Entity], page_model: type[Page], field: str, *, is_public: bool) -> "QuerySet[Any]":
    """Translation keys of what blocks of the bodies name.

    Wagtail's index of references knows them, which the worker brings up to date: a new block counts within seconds.
    """
    types = ContentType.objects.get_for_models(page_model, model)
    references = ReferenceIndex.objects.filter(
        content_type=types[page_model], to_content_type=types[model], model_path__startswith=f"{field}."
    )
    if is_public:
        pages = public_pages(page_model.objects.order_by()).annotate(key=Cast("pk", CharField()))
        references = references.filter(object_id__in=pages.values("key"))
    named = model._default_manager.order_by().annotate(key=Cast("pk", CharField()))
    return named.filter(key__in=references.values("to_object_id")).values("translation_key")
