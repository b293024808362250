"""Every row that a search document is made from may change or go: the index hears of it in the same transaction."""

import datetime
import re
from contextlib import suppress
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import BadRequest, ObjectDoesNotExist, ValidationError
from django.db import DatabaseError, connection, models, transaction
from django.db.models import ProtectedError, RestrictedError
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page, Site

from news.documents import ItemSource
from news.models import (
    ImportedDocument,
    ItemOrganisation,
    ItemRecord,
    ItemTopic,
    NewsItemPage,
    NewsListingPage,
    Organisation,
    Participation,
    Person,
    ProjectIndexPage,
    ProjectPage,
    ProjectRecord,
    Result,
    Topic,
)
from portal.translation.freshness.models import PublishedText
from portal.translation.freshness.recording import record_fingerprints
from search.index import outbox
from search.index.rebuild import verify
from search.models import OutboxEntry
from tests.factories import content
from tests.news.importer.material import stored

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]

MODELS: list[type[models.Model]] = [
    *(NewsItemPage, ItemRecord, ImportedDocument, ItemTopic, ItemOrganisation, Participation, Result),
    *(Topic, Organisation, Person, ProjectPage, ProjectRecord, Locale),
]
# Read through others, or told of in a way of their own: restrictions of views by the tests of visibility, and what is
# recorded of freshness only by the module that records it.
OTHERS = {"wagtailcore_page", "wagtailcore_pageviewrestriction", "wagtailcore_site", PublishedText._meta.db_table}


@pytest.fixture
def item() -> NewsItemPage:
    """An item that has everything which a document tells of, in two languages."""
    people = [content.make_person("Ona Onaitė"), content.make_person("Jonas Jonaitis")]
    topic, library, school = content.make_topic(), content.make_organisation(), content.make_organisation("Mokykla")
    for entity in (*people, topic, library, school):
        content.translate(entity)
    project = content.make_project(grant_number="NOR-LT10-VRM-01-K-02-006")
    content.translate(project)
    item = content.make_item(
        topics=[topic],
        organisations=[library],
        project=project.record,
        visit_first_day=datetime.date(2017, 4, 3),
        visit_place="Oslas",
        visit_country="NO",
    )
    item = content.fresh(item)
    item.people = [
        Participation(person=person, role="vadovė", organisation=school, locale=item.locale) for person in people
    ]
    item.results = [Result(indicator="1.1.1", text="Rezultatas", locale=item.locale)]
    item.save_revision().publish()
    content.translate(content.fresh(item))
    record = item.record
    record.raw_texts = {"lt": "Partneriy vizitas"}
    record.save()
    stored(item=record, readings={"lt": ["kėlimo"]})
    outbox.drain()
    return content.fresh(item)


def nothing_differs(after: object) -> None:
    outbox.drain()
    for index in outbox.index_names():
        result = verify(index)
        assert (result.missing, result.outdated, result.surplus) == ([], [], []), after


def others(field: Any, value: Any) -> list[Any]:
    """Other values of a field, none of which may be allowed."""
    if isinstance(field, models.BooleanField):
        return [not value]
    if isinstance(field, models.DateTimeField):
        return []
    if isinstance(field, models.DateField):
        return [datetime.date(2019, 5, 6), None]
    if isinstance(field, models.JSONField):
        return [{}, {"en": "Other", "lt": ["kitaip"]}, []]
    if isinstance(field, models.CharField | models.TextField):
        return [f"{value}x"[: field.max_length or None], "lv", ""]
    if isinstance(field, models.ForeignKey):
        keys = field.related_model._default_manager.exclude(pk=value).values_list("pk", flat=True)[:2]
        return [*keys, None]
    return []


def test_a_document_is_made_from_these_tables(item: NewsItemPage) -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        list(ItemSource().documents([item.translation_key]))
    tables = set(re.findall(r'(?:FROM|JOIN) "(\w+)"', " ".join(query["sql"] for query in queries)))
    assert tables - OTHERS <= {model._meta.db_table for model in MODELS}
    assert {table.split("_")[0] for table in tables} <= {app.label for app in apps.get_app_configs()}


@pytest.mark.parametrize("model", MODELS)
def test_a_changed_row_changes_the_document(item: NewsItemPage, model: type[models.Model]) -> None:
    changed = 0
    for row in model._default_manager.order_by("pk"):
        for field in model._meta.concrete_fields:
            if field.primary_key or field.name in ("path", "depth", "translation_key", "content_type", "alias_of"):
                continue
            for value in others(field, getattr(row, field.attname)):
                instance: Any = model._default_manager.get(pk=row.pk)
                setattr(instance, field.attname, value)
                # Constraints, and what a page may not be, are other tests' business.
                with suppress(BadRequest, DatabaseError, ValidationError, ValueError), transaction.atomic():
                    instance.save(**({"clean": False} if isinstance(instance, Page) else {}))
                    changed += 1
                nothing_differs((model, field.name, value))
    assert changed


@pytest.mark.parametrize("model", MODELS)
def test_a_deleted_row_changes_the_document(item: NewsItemPage, model: type[models.Model]) -> None:
    for row in model._default_manager.order_by("pk"):
        with suppress(ProtectedError, RestrictedError, ObjectDoesNotExist):
            model._default_manager.get(pk=row.pk).delete()
        nothing_differs((model, row.pk))


@pytest.mark.parametrize("model", [NewsListingPage, ProjectIndexPage])
def test_a_section_that_is_renamed_or_moved_takes_its_items_along(item: NewsItemPage, model: type[Page]) -> None:
    section: Any = model._default_manager.get(locale=content.locale())
    section.slug = "kitur"
    with transaction.atomic():
        section.save()
        assert (model is ProjectIndexPage) or OutboxEntry.objects.filter(key=item.translation_key).exists()
    nothing_differs("slug")
    other = content.make_item("Kita").get_parent().get_parent()
    Page.objects.get(pk=section.pk).move(other, pos="first-child")
    nothing_differs("move")


def test_the_addresses_of_a_second_site_reach_the_index(item: NewsItemPage) -> None:
    site = Site.objects.get()
    Site.objects.create(hostname="antra.example", root_page=site.root_page.get_first_child(), port=80)
    nothing_differs("second site")
    site.hostname = "kita.example"
    site.save()
    nothing_differs("host")


def test_what_stands_untranslated_reaches_the_index(item: NewsItemPage) -> None:
    english = item.get_translation(content.locale("en"))
    later = content.fresh(item)
    later.title = "Visai kitas pavadinimas"
    later.save_revision().publish()
    nothing_differs("behind")
    PublishedText.objects.filter(translation_key=item.translation_key, locale=english.locale).update(
        untranslated=["Anything"]
    )
    record_fingerprints([content.fresh(english)])
    nothing_differs("untranslated")
