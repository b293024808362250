"""What a reader gets: language, addresses of the other language, and the truth about a translation."""

import re

import pytest
from django.conf import settings
from wagtail.models import Page

from news.models import NewsListingPage, OrganisationIndexPage, PersonIndexPage, TopicIndexPage
from portal.translation.page import BasePage
from tests.client import Client
from tests.factories import content

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]


def html_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def index(model: type[BasePage], language: str = "lt") -> str:
    """The address of an index page."""
    return str(model.objects.get(locale=content.locale(language)).url)


def test_every_page_type_has_its_language_one_main_heading_and_its_address(client: Client) -> None:
    topic, person, organisation = content.make_topic(), content.make_person(), content.make_organisation()
    project = content.make_project()
    item = content.make_item(topics=[topic], people=[person], organisations=[organisation], project=project.record)
    content.translate(item)
    addresses = [page.url for page in Page.objects.live().filter(depth__gte=2)]
    entities = [
        f"{index(model)}{entity.slug}/"
        for model, entity in (
            (TopicIndexPage, topic),
            (PersonIndexPage, person),
            (OrganisationIndexPage, organisation),
        )
    ]
    archive = f"{index(NewsListingPage)}2017/"
    for address in [*addresses, *entities, archive, f"{archive}4/"]:
        html = html_of(client, address)
        assert f'<html lang="{address[1:3]}">' in html
        assert html.count("<h1") == 1, address
        assert f'<link rel="canonical" href="{settings.BASE_URL}{address}">' in html


def test_hreflang_names_the_languages_that_exist_and_the_switch_names_all(client: Client) -> None:
    item = content.make_item()

    html = html_of(client, item.url)

    assert re.findall(r'hreflang="([^"]+)" href="http', html) == ["lt", "x-default"]
    assert f'href="/en{item.record.permanent_url()}" lang="en"' in html

    english = content.translate(item)
    html = html_of(client, item.url)

    assert re.findall(r'hreflang="([^"]+)" href="http', html) == ["lt", "en", "x-default"]
    assert f'href="{english.url}" lang="en"' in html


def test_a_translation_says_that_it_is_behind_its_original_and_links_to_it(client: Client) -> None:
    item = content.make_item(body=["Pirma.", "Antra."])
    english = content.translate(item)
    assert "This translation is up to date." in html_of(client, english.url)

    item.body = [*item.body.raw_data, content.paragraph("Trečia.")]
    item.save_revision().publish()
    html = html_of(client, english.url)

    assert re.search(r"The original in Lithuanian changed on <time.*>; this text does not include that yet.", html)
    assert f'<a href="{item.url}" hreflang="lt">' in html


def test_an_item_in_one_language_is_marked_in_the_list_of_the_other(client: Client) -> None:
    item = content.make_item("Tik lietuviškai")

    html = html_of(client, index(NewsListingPage, "en"))

    assert f'<a href="/en{item.record.permanent_url()}" lang="lt">Tik lietuviškai</a>' in html
    assert "only in Lithuanian" in html


def test_the_front_page_counts_the_items_of_a_topic_once_whatever_their_languages(client: Client) -> None:
    topic = content.make_topic("Partnerystė")
    for number in range(3):
        item = content.make_item(f"Naujiena {number}", topics=[topic])
    content.translate(item)

    html = html_of(client, "/lt/")

    assert re.search(r'>Partnerystė</a> <span class="count">3</span>', html)


def test_readers_pages_write_no_style_and_no_script_into_the_page(client: Client) -> None:
    item = content.make_item()
    for address in ("/lt/", item.url, index(NewsListingPage)):
        html = html_of(client, address)
        assert " style=" not in html
        assert "<style" not in html
        assert re.findall(r"<script(?![^>]* src=| type=\"application/ld\+json\")", html) == []
