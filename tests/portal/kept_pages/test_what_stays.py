"""What has nothing to do with a change stays kept, by whichever button it was made."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import PageViewRestriction

from news.models import NewsItemPage
from portal.changes.announcing import changing
from portal.media.sizes import LARGE, made_size
from tests.client import Client
from tests.factories import content
from tests.factories.forms import item_form
from tests.portal.media.test_rights import make_picture

from .reader import Reader

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser("administrator", "a@example.org", "secret"))
    return client


@pytest.fixture
def items(site: None) -> list[NewsItemPage]:
    """The first two are of one topic, the third is of another."""
    topics = [content.make_topic(name) for name in ("Vizitai", "Leidiniai")]
    named = [("Vizitas Osle", topics[0]), ("Vizitas Bergene", topics[0]), ("Naujas vadovas", topics[1])]
    return [content.make_item(title, topics=[topic]) for title, topic in named]


def remade(reader: Reader, addresses: list[str]) -> list[str]:
    """Those of the addresses whose page has to be made."""
    found = []
    for address in addresses:
        before = reader.made
        reader.get(address)
        if reader.made > before:
            found.append(address)
    return found


def test_an_item_published_in_the_editor_leaves_the_pages_of_others(
    reader: Reader, administrator: Client, items: list[NewsItemPage]
) -> None:
    changed, of_its_topic, other = (item.url for item in items)
    addresses = [changed, of_its_topic, other, "/lt/naujienos/", "/lt/"]
    edit = reverse("wagtailadmin_pages:edit", args=[items[0].pk])
    remade(reader, addresses)
    form = item_form(title="Vizitas Tromsėje", slug=items[0].slug, **{"action-publish": "on"})

    assert administrator.post(edit, form).status_code == 302

    items[0].refresh_from_db()
    assert items[0].title == "Vizitas Tromsėje"
    assert remade(reader, addresses) == [changed, of_its_topic, "/lt/naujienos/", "/lt/"]
    assert "Vizitas Tromsėje" in reader.get("/lt/naujienos/").text


def test_a_draft_leaves_every_page(reader: Reader, administrator: Client, items: list[NewsItemPage]) -> None:
    addresses = [*(item.url for item in items), "/lt/naujienos/", "/lt/"]
    remade(reader, addresses)

    edit = reverse("wagtailadmin_pages:edit", args=[items[0].pk])
    assert administrator.post(edit, item_form(title="Juodraštis", slug=items[0].slug)).status_code == 302

    items[0].refresh_from_db()
    assert items[0].get_latest_revision_as_object().title == "Juodraštis"
    assert remade(reader, addresses) == []


def test_a_new_item_takes_every_page_away_and_appears_in_lists_and_beside_items_of_its_topic(
    reader: Reader, items: list[NewsItemPage]
) -> None:
    addresses = [*(item.url for item in items), "/lt/naujienos/"]
    remade(reader, addresses)
    content.make_item("Dar vienas vadovas", topics=[row.topic for row in items[2].topics.all()])

    # A tree's page is made by statements that say nothing of what they change.
    assert remade(reader, addresses) == addresses
    assert "Dar vienas vadovas" in reader.get("/lt/naujienos/").text
    assert "Dar vienas vadovas" in reader.get(items[2].url).text


@pytest.mark.parametrize(
    "act",
    [
        lambda item: item.unpublish(),
        lambda item: item.delete(),
        lambda item: PageViewRestriction.objects.create(page=item.page_ptr, restriction_type="login"),
        lambda item: item.move(item.get_parent().get_parent().get_first_child().get_parent(), "last-child"),
    ],
    ids=["withdrawn", "deleted", "restricted", "moved"],
)
def test_what_becomes_of_another_text_with_a_publication_takes_away_its_pages(
    reader: Reader, items: list[NewsItemPage], act: Callable[[NewsItemPage], None]
) -> None:
    address = items[2].url
    assert reader.get(address).status == 200
    with transaction.atomic(), changing([items[0].translation_key]):
        act(items[2])
    assert reader.get(address).status != 200


def test_a_name_that_is_published_with_an_item_changes_wherever_it_is_shown(
    reader: Reader, items: list[NewsItemPage]
) -> None:
    person = content.make_person("Ona Onaitė")
    item = content.make_item("Susitikimas", people=[person])
    assert "Ona Onaitė" in reader.get(item.url).text
    with transaction.atomic(), changing([items[0].translation_key]):
        person.name = "Ona Jonaitė"
        person.save_revision().publish()
    assert "Ona Jonaitė" in reader.get(item.url).text


def test_a_size_that_is_made_of_a_picture_takes_away_pages_that_show_it(
    reader: Reader, items: list[NewsItemPage]
) -> None:
    picture = make_picture()
    NewsItemPage.objects.filter(pk=items[0].pk).update(picture=picture, picture_alt_text="Uostas")
    made_size(picture, LARGE[0])
    addresses = [items[0].url, items[2].url]
    remade(reader, addresses)

    made_size(picture, LARGE[1])

    assert remade(reader, addresses) == [items[0].url]


def test_a_page_without_a_picture_that_cannot_be_read_is_not_kept(reader: Reader, items: list[NewsItemPage]) -> None:
    picture = make_picture()
    NewsItemPage.objects.filter(pk=items[0].pk).update(picture=picture, picture_alt_text="Uostas")
    file = ContentFile(picture.file.read())
    picture.file.storage.delete(picture.file.name)
    assert "<picture" not in reader.get(items[0].url).text

    picture.file.storage.save(picture.file.name, file)

    assert "<picture" in reader.get(items[0].url).text


def test_pages_are_made_of_no_table_that_counts_as_unseen(reader: Reader, items: list[NewsItemPage]) -> None:
    project = content.make_project("Projektas")
    person, organisation = content.make_person("Ona Onaitė"), content.make_organisation("Biblioteka")
    item = content.make_item("Susitikimas", people=[person], organisations=[organisation], project=project.record)
    translation = content.translate(item)
    statements: list[str] = []

    def note(execute: Any, sql: str, *arguments: Any) -> Any:
        statements.append(sql)
        return execute(sql, *arguments)

    addresses = [item.url, translation.url, project.url, "/lt/", "/en/", "/lt/naujienos/", "/lt/naujienos/2017/"]
    addresses += [f"/lt/temos/{row.topic.slug}/" for row in items[0].topics.all()]
    addresses += [f"/lt/organizacijos/{organisation.slug}/", f"/lt/asmenys/{person.slug}/", "/lt/organizacijos/"]
    addresses += ["/lt/asmenys/", "/lt/temos/", "/lt/projektai/", item.record.permanent_url().join(["/lt", ""])]
    with override("en"):
        addresses += [
            reverse("coverage"),
            reverse("news:feed"),
            reverse("news:item_changes", args=[item.record.number]),
        ]
    read: set[str] = set()
    compared: set[str] = set()
    statuses = {}
    for address in addresses:
        with connection.execute_wrapper(note):
            statuses[address] = reader.get(address).status
        if any(kept.path == address for kept in reader.kept.pages._pages):
            read.update(*(re.findall(r'(?:FROM|JOIN) "(\w+)"', sql) for sql in statements))
            # Every other column of a row is read with it, and is followed by the next.
            compared.update(*(re.findall(r'"\."(\w+)"(?!,| FROM| AS)', sql) for sql in statements))
        statements.clear()

    assert set(statuses.values()) <= {200, 302}, statuses
    assert {"wagtailcore_page", "news_person", "news_topic", "home_footer"} <= read
    # The kinds of pages are those of the code.
    assert read & settings.UNSEEN_TABLES == {"django_content_type"}
    assert "live" in compared
    assert not compared & settings.UNSEEN_COLUMNS
