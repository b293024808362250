"""Who may know of a person, an organisation or a topic: those who may see what names it, wherever it is named."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Page, PageViewRestriction

from home.queries import listed_entities
from news.models import (
    ItemOrganisation,
    Organisation,
    Participation,
    Person,
    PersonIndexPage,
    ProjectPartner,
    ProjectTopic,
    Topic,
)
from news.models.entity import Entity
from news.naming import BODIES, NAMING
from news.queries import public_entities
from tests.client import Client
from tests.factories import content

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_site")]


def republished(page: Any, row: Any) -> Any:
    """The page with a row more."""
    getattr(page, row._meta.get_field("page").remote_field.related_name).add(row)
    page.save_revision().publish()
    return content.fresh(page)


def in_block(kind: str, entity: Any) -> dict[str, Any]:
    return {"type": kind, "value": {kind: [{"type": "item", "value": entity.pk, "id": f"id-{entity.pk}"}]}}


def item_with_topic(topic: Any) -> Any:
    return content.make_item(topics=[topic])


def project_with_topic(topic: Any) -> Any:
    return republished(content.make_project(), ProjectTopic(topic=topic, locale=topic.locale))


def item_with_person(person: Any) -> Any:
    return content.make_item(people=[person])


def item_whose_body_shows_a_person(person: Any) -> Any:
    return content.make_item(body=[in_block("people", person)])


def project_whose_body_shows_a_person(person: Any) -> Any:
    return content.make_project(body=[content.block(in_block("people", person))])


def item_with_organisation(organisation: Any) -> Any:
    return content.make_item(organisations=[organisation])


def item_with_a_participant_of(organisation: Any) -> Any:
    row = Participation(person=content.make_person(), organisation=organisation, locale=organisation.locale)
    return republished(content.make_item(), row)


def project_with_partner(organisation: Any) -> Any:
    return republished(content.make_project(), ProjectPartner(organisation=organisation, locale=organisation.locale))


def project_with_promoter(organisation: Any) -> Any:
    return content.make_project(promoter=organisation)


def item_with_a_person_who_works_at(organisation: Any) -> Any:
    return content.make_item(people=[content.make_person(organisation=organisation)])


def item_whose_body_shows_an_organisation(organisation: Any) -> Any:
    return content.make_item(body=[in_block("organisations", organisation)])


def project_whose_body_shows_an_organisation(organisation: Any) -> Any:
    return content.make_project(body=[content.block(in_block("organisations", organisation))])


WAYS: list[tuple[type[Entity], Any]] = [
    (Topic, item_with_topic),
    (Topic, project_with_topic),
    (Person, item_with_person),
    (Person, item_whose_body_shows_a_person),
    (Person, project_whose_body_shows_a_person),
    (Organisation, item_with_organisation),
    (Organisation, item_with_a_participant_of),
    (Organisation, project_with_partner),
    (Organisation, project_with_promoter),
    (Organisation, item_with_a_person_who_works_at),
    (Organisation, item_whose_body_shows_an_organisation),
    (Organisation, project_whose_body_shows_an_organisation),
]


def is_known(entity: Entity) -> bool:
    """The same answer of the index and of the site map."""
    model = type(entity)
    known = [
        rows.filter(pk=entity.pk).exists() for rows in (public_entities(model), listed_entities(model, entity.locale))
    ]
    assert known[0] == known[1]
    return known[0]


@pytest.mark.parametrize(("model", "name"), WAYS, ids=lambda each: each.__name__)
def test_a_name_is_as_public_as_the_page_that_names_it(model: type[Entity], name: Any) -> None:
    entity = content.make_entity(model, "Vardenis")
    assert is_known(entity)
    page = name(entity)
    assert is_known(entity)

    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert not is_known(entity)
    restriction.delete()
    assert is_known(entity)
    page.unpublish()
    assert not is_known(entity)


@pytest.mark.parametrize(("model", "name"), WAYS, ids=lambda each: each.__name__)
def test_one_public_page_is_enough_whatever_else_names_it(model: type[Entity], name: Any) -> None:
    entity = content.make_entity(model, "Vardenis")
    name(entity).unpublish()
    other = next(other for of, other in WAYS if of is model)

    other(entity)

    assert is_known(entity)


def test_a_name_in_the_body_of_a_translation_counts_for_every_language() -> None:
    person = content.make_person("Ona Onaitė")
    english = content.translate(person)
    content.make_item("Closed", "en", body=[in_block("people", english)]).unpublish()

    assert not is_known(person)
    assert not is_known(english)


def test_the_index_shows_no_name_that_only_a_hidden_body_has(client: Client) -> None:
    person = content.make_person("Ona Onaitė")
    content.make_item(body=[in_block("people", person)]).unpublish()
    index = PersonIndexPage.objects.get(locale=content.locale())

    assert person.name not in client.get(index.url).content.decode()
    assert client.get(f"{index.url}{person.slug}/").status_code == 404


def relations() -> Iterator[tuple[type[Entity], type[models.Model], str]]:
    """Every foreign key and many-to-many field that leads to an entity: to what, from where, by which path."""
    for target in NAMING:
        for relation in target._meta.related_objects:
            if relation.field.name == "translation_key":
                continue
            model, path = relation.related_model, relation.field.name
            for parent in model._meta.get_fields():
                if isinstance(parent, ParentalKey) and parent.remote_field.related_name != "+":
                    model, path = parent.related_model, f"{parent.remote_field.related_name}__{path}"
            yield target, model, path


def test_the_table_knows_every_relation_to_an_entity() -> None:
    known = {(target, naming.source, naming.path) for target, namings in NAMING.items() for naming in namings}
    assert known == set(relations())
    assert set(NAMING) == set(Entity.__subclasses__())


def named_by(block: blocks.Block) -> Iterator[type[Any]]:
    if isinstance(block, blocks.ListBlock):
        yield from named_by(block.child_block)
    elif isinstance(block, blocks.BaseStructBlock | blocks.BaseStreamBlock):
        for child in block.child_blocks.values():
            yield from named_by(child)
    elif isinstance(block, blocks.ChooserBlock):
        yield block.model_class


def test_the_table_knows_every_body_that_can_name_an_entity() -> None:
    fields = [
        (model, field)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, StreamField) and any(issubclass(each, Entity) for each in named_by(field.stream_block))
    ]
    assert {(model, field.name) for model, field in fields} == set(BODIES)
    assert all(issubclass(model, Page) for model, _field in fields)


def test_an_entity_is_named_in_every_tested_way() -> None:
    """A relation that is added asks for a way of its own here."""
    of_bodies = len(BODIES) * 2
    assert len(WAYS) == sum(map(len, NAMING.values())) + of_bodies
    assert ItemOrganisation in {relation.related_model for relation in Organisation._meta.related_objects}
