import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from news.importer.pipeline.catalogue import read_catalogue, read_knowledge
from news.importer.pipeline.draft_pairs import Check, mark_checked, write_pair
from news.importer.recognition import recognise
from tests.factories import content

from ..material import stored

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]


def queries_of(call: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as captured:
        call()
    return len(captured)


def test_names_of_every_language_are_known_under_one_identifier() -> None:
    library = content.make_organisation("Utenos biblioteka", short_name="UB")
    content.translate(library, text=lambda text: "Utena Library" if text == "Utenos biblioteka" else "UL")
    person = content.make_person("Ona Onaitė")
    project = content.make_project(grant_number="NOR-LT10-VRM-01-K-02-006", programme="Norvegijos dotacijos")
    content.make_item(visit_place="Zažečanai", visit_country="PL")

    catalogue = read_catalogue()

    (organisation,) = catalogue.organisations
    assert organisation.identifier == library.identifier
    assert organisation.names == {"lt": ("Utenos biblioteka", "UB"), "en": ("Utena Library", "UL")}
    assert [known.identifier for known in catalogue.people] == [person.identifier]
    assert [(known.grant_number, known.programme) for known in catalogue.projects] == [
        (project.grant_number, project.programme)
    ]
    assert [(place.names, place.country) for place in catalogue.places] == [({"lt": "Zažečanai"}, "PL")]


def test_what_the_portal_knows_is_linked_in_a_text() -> None:
    library = content.make_organisation("Utenos biblioteka", short_name="UB")
    person = content.make_person("Ona Onaitė")

    facts = recognise(["Utenos bibliotekoje kalbėjo Onos Onaitės kolegos."], "lt", read_catalogue())

    assert [body.identifier for body in facts.organisations] == [library.identifier]
    assert [fact.identifier for fact in facts.people] == [person.identifier]


def test_what_a_program_alone_has_read_is_not_known_until_somebody_has_checked_it() -> None:
    before = read_knowledge()
    document = stored()

    pages = write_pair(document, publish=True).pages

    assert all(page.live for page in pages.values())
    assert read_knowledge() == before

    mark_checked(document, Check("Ona", datetime.date(2026, 1, 2)))

    knowledge = read_knowledge()
    assert {place.names["en"] for place in knowledge.catalogue.places} == {"Oslo"}
    assert "Oslas" in knowledge.words["lt"]
    assert "Oslo" not in knowledge.words["lt"]


def test_a_draft_says_nothing_of_places() -> None:
    content.make_item(visit_place="Zažečanai", visit_country="PL", publish=False)
    assert read_catalogue().places == ()


def test_its_queries_do_not_grow_with_what_there_is() -> None:
    content.make_organisation("Pirmoji biblioteka")
    few = queries_of(read_catalogue)
    for number in range(5):
        content.make_organisation(f"Biblioteka {number}")
        content.make_person(f"Ona {number}")
        content.make_item(f"Vizitas {number}", visit_place=f"Vieta {number}")
    assert queries_of(read_catalogue) == few
