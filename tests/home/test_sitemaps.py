"""Search engines are told of every page that anybody may see, in each language, and of nothing else."""

import datetime
import re
from typing import Any

import pytest
from defusedxml import ElementTree
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings
from wagtail.models import Page, PageViewRestriction

from home import sitemaps
from home.models import StandardPage
from news.models import NewsItemPage, NewsListingPage, TopicIndexPage
from tests.client import Client
from tests.factories import content

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]

BASE_URL = "https://portal.example"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


@pytest.fixture(autouse=True)
def base_url(settings: Settings) -> None:
    settings.BASE_URL = BASE_URL


def files(client: Client) -> list[str]:
    response = client.get("/sitemap.xml", headers={"host": "evil.example"})
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    root = ElementTree.fromstring(response.content)
    assert root.tag == f"{SITEMAP}sitemapindex"
    assert {child.tag for child in root} == {f"{SITEMAP}sitemap"}
    locations = [str(child.findtext(f"{SITEMAP}loc")) for child in root]
    assert all(location.startswith(f"{BASE_URL}/") for location in locations)
    return [location.removeprefix(BASE_URL) for location in locations]


def addresses_of(client: Client, file: str) -> dict[str, Any]:
    """Elements by path; their structure is that of the protocol's schema."""
    root = ElementTree.fromstring(client.get(file).content)
    assert root.tag == f"{SITEMAP}urlset"
    found = {}
    for url in root:
        tags = [child.tag for child in url]
        expected = [f"{SITEMAP}loc"] + [f"{SITEMAP}lastmod"] * (f"{SITEMAP}lastmod" in tags)
        assert tags == expected + [LINK] * (len(tags) - len(expected))
        found[str(url.findtext(f"{SITEMAP}loc")).removeprefix(BASE_URL)] = url
    assert len(found) == len(root)
    return found


def addresses(client: Client) -> dict[str, Any]:
    return {path: url for file in files(client) for path, url in addresses_of(client, file).items()}


def alternates(url: Any) -> dict[str, str]:
    links = url.findall(LINK)
    assert {link.get("rel") for link in links} <= {"alternate"}
    return {link.get("hreflang"): link.get("href").removeprefix(BASE_URL) for link in links}


def test_every_language_has_a_file_and_every_address_answers_as_itself(client: Client) -> None:
    topic, person, organisation = content.make_topic(), content.make_person(), content.make_organisation()
    for entity in (topic, person, organisation):
        content.translate(entity)
    item = content.make_item(topics=[topic], people=[person], organisations=[organisation])
    content.translate(item)
    content.translate(content.make_project())
    assert files(client) == ["/sitemap-lt-1.xml", "/sitemap-en-1.xml"]

    for path, url in addresses(client).items():
        response = client.get(path)
        assert response.status_code == 200, path
        html = response.content.decode()
        assert f'<link rel="canonical" href="{BASE_URL}{path}">' in html
        in_page = re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"', html)
        assert {**alternates(url), "x-default": ""} == {
            code: address.removeprefix(BASE_URL) if code != "x-default" else "" for code, address in in_page
        }
        assert 'content="noindex' not in html


def test_each_kind_of_page_is_in_its_file_with_its_versions(client: Client) -> None:
    topic = content.make_topic()
    content.translate(topic)
    item = content.make_item(topics=[topic], organisations=[content.make_organisation()])
    english = content.translate(item)
    project = content.make_project()
    lithuanian = addresses_of(client, "/sitemap-lt-1.xml")
    assert alternates(lithuanian[item.url]) == {"lt": item.url, "en": english.url}
    assert alternates(lithuanian[project.url]) == {"lt": project.url}
    assert alternates(lithuanian["/lt/"]) == {"lt": "/lt/", "en": "/en/"}
    assert set(alternates(lithuanian["/lt/temos/partneryste/"])) == {"lt", "en"}
    assert alternates(lithuanian["/lt/organizacijos/utenos-biblioteka/"]) == {
        "lt": "/lt/organizacijos/utenos-biblioteka/"
    }
    assert "/lt/naujienos/" in lithuanian
    assert "/lt/kalbos/" in lithuanian
    in_english = addresses_of(client, "/sitemap-en-1.xml")
    assert english.url in in_english
    assert not any("/lt/" in path or "utenos" in path or "/n/" in path or "search" in path for path in in_english)


def test_an_entity_that_nothing_public_names_is_not_listed(client: Client) -> None:
    topic, person, organisation = content.make_topic(), content.make_person(), content.make_organisation()
    promoter = content.make_organisation("Vilniaus biblioteka")
    content.make_project(promoter=promoter)
    item = content.make_item(topics=[topic], people=[person], organisations=[organisation])
    named = {"/lt/temos/partneryste/", "/lt/asmenys/ona-onaite/", "/lt/organizacijos/utenos-biblioteka/"}
    assert named <= set(addresses(client))
    PageViewRestriction.objects.create(page=item, restriction_type=PageViewRestriction.LOGIN)
    assert not named & set(addresses(client))
    assert "/lt/organizacijos/vilniaus-biblioteka/" in addresses(client)


@pytest.mark.parametrize("restriction", [PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD])
def test_what_not_everybody_may_see_is_neither_listed_nor_an_alternate(client: Client, restriction: str) -> None:
    item = content.make_item()
    english = content.translate(item)
    draft = content.make_item("Juodraštis", publish=False)
    PageViewRestriction.objects.create(page=english, restriction_type=restriction, password="secret")
    listed = addresses(client)
    assert not {english.url, draft.url} & set(listed)
    if item.url in listed:
        assert alternates(listed[item.url]) == {"lt": item.url}
    item.unpublish()
    assert item.url not in addresses(client)


def test_nothing_below_a_closed_index_is_listed(client: Client) -> None:
    topic = content.make_topic()
    content.make_item(topics=[topic])
    index = TopicIndexPage.objects.get(locale=content.locale("lt"))
    PageViewRestriction.objects.create(page=index, restriction_type=PageViewRestriction.LOGIN)
    assert not any(path.startswith("/lt/temos/") for path in addresses(client))


def test_a_time_is_given_for_texts_only_and_is_that_of_their_publication(client: Client) -> None:
    item = content.make_item()
    listed = addresses(client)
    time = datetime.datetime.fromisoformat(listed[item.url].findtext(f"{SITEMAP}lastmod"))
    assert time == item.last_published_at.replace(microsecond=0)
    assert listed["/lt/naujienos/"].find(f"{SITEMAP}lastmod") is None


def test_a_file_costs_as_many_queries_for_many_items_as_for_one(client: Client) -> None:
    def cost(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    def make(number: int) -> None:
        topic = content.make_topic(f"Tema {number}")
        content.translate(topic)
        content.translate(content.make_item(f"Vizitas {number}", topics=[topic]))

    make(1)
    before = {address: cost(address) for address in ("/sitemap.xml", "/sitemap-lt-1.xml", "/sitemap-en-1.xml")}
    for number in range(2, 6):
        make(number)
    assert {address: cost(address) for address in before} == before


def test_more_than_a_file_may_hold_goes_into_the_next_and_nothing_is_lost(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    topic = content.make_topic()
    items = [content.make_item(f"Vizitas {number}", topics=[topic]) for number in range(3)]
    whole = addresses(client)
    monkeypatch.setattr(sitemaps, "ADDRESSES_A_FILE", 4)
    parts = files(client)
    assert len(parts) > 3
    each = [set(addresses_of(client, part)) for part in parts]
    assert max(map(len, each)) <= 5
    assert set.union(*each) == set(whole) >= {item.url for item in items}
    assert sum(map(len, each)) == len(whole)
    last = len([part for part in parts if "-lt-" in part])
    assert client.get(f"/sitemap-lt-{last + 1}.xml").status_code == 404


@pytest.mark.parametrize("address", ["/sitemap-lt-0.xml", "/sitemap-lt-99999999999999999999.xml", "/sitemap-de-1.xml"])
def test_other_files_do_not_exist(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/sitemap.xml", "/sitemap-lt-1.xml"])
def test_what_was_fetched_is_asked_about_and_not_sent_again(client: Client, address: str) -> None:
    content.make_item()
    response = client.get(address)
    assert "no-cache" in response["Cache-Control"]
    again = client.get(address, headers={"if-none-match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    Page.objects.filter(slug="partneriu-vizitas-osle").update(url_path="/lt/naujienos/kitaip/", slug="kitaip")
    changed = client.get("/sitemap-lt-1.xml", headers={"if-none-match": response["ETag"]})
    assert changed.status_code == 200


def test_standard_pages_are_listed_at_any_depth(client: Client) -> None:
    listing = NewsListingPage.objects.get(locale=content.locale("lt"))
    about = StandardPage(title="Apie", locale=content.locale("lt"))
    listing.get_parent().add_child(instance=about)
    below = StandardPage(title="Privatumas", locale=content.locale("lt"))
    about.add_child(instance=below)
    assert {about.url, below.url} <= set(addresses(client))
    assert NewsItemPage.objects.count() == 0
