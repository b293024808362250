"""The pages above the texts are read once a change, and answer as the database stands."""

import threading

import pytest
from django.db import connection
from django.http import HttpRequest
from django.utils.translation import override
from wagtail.models import Page, PageViewRestriction, Site

from home.models import HomePage, StandardPage
from news.models import NewsListingPage, TopicIndexPage
from portal.addresses.upper_pages import upper_pages
from tests.client import Client
from tests.factories import content
from tests.warm_queries import warm_queries

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]


def status(client: Client, address: str) -> int:
    return int(client.get(address).status_code)


def test_an_index_is_answered_as_it_is_published_called_and_closed_at_the_moment(client: Client) -> None:
    topics = TopicIndexPage.objects.get(locale=content.locale())
    address = str(topics.url)
    assert status(client, address) == 200

    topics.unpublish()
    assert status(client, address) == 404
    assert address not in client.get("/lt/").content.decode()

    topics.save_revision().publish()
    assert status(client, address) == 200
    assert f'href="{address}"' in client.get("/lt/").content.decode()

    topics = content.fresh(topics)
    topics.slug = "sritys"
    topics.save_revision().publish()
    assert status(client, "/lt/sritys/") == 200
    assert status(client, address) == 301
    assert 'href="/lt/sritys/"' in client.get("/lt/").content.decode()

    PageViewRestriction.objects.create(page=topics, restriction_type=PageViewRestriction.LOGIN)
    assert status(client, "/lt/sritys/") == 302
    assert 'href="/lt/sritys/"' not in client.get("/lt/").content.decode()


def test_a_new_title_of_an_index_is_shown_at_once_in_every_thread(client: Client) -> None:
    topics = TopicIndexPage.objects.get(locale=content.locale())
    client.get(topics.url)
    topics.title = "Sritys"
    topics.save_revision().publish()
    shown: list[str] = []

    def ask() -> None:
        shown.append(Client().get(topics.url).content.decode())
        connection.close()

    asking = threading.Thread(target=ask)
    asking.start()
    asking.join()
    assert "<h1>Sritys</h1>" in shown[0]


def test_what_a_request_does_to_a_page_stays_with_it() -> None:
    known = upper_pages("lt")
    assert known is not None
    Client().get("/lt/naujienos/")
    assert upper_pages("lt") is known
    for page in known.all():
        assert "_cached_parent_obj" not in page.__dict__
        assert "_wagtail_cached_site_root_paths" not in page.__dict__


def test_drafts_withdrawn_texts_and_pages_of_other_models_are_answered_as_ever(client: Client) -> None:
    draft = content.make_item("Juodraštis", publish=False)
    item = content.make_item("Vizitas")
    address = str(item.url)
    assert status(client, f"/lt/naujienos/{draft.slug}/") == 404
    assert status(client, address) == 200
    item.unpublish()
    assert status(client, address) == 410

    listing = NewsListingPage.objects.get(locale=content.locale())
    other = StandardPage(title="Apie naujienas", locale=listing.locale)
    listing.add_child(instance=other)
    assert status(client, f"{listing.url}{other.slug}/") == 200


def test_standard_pages_below_others_are_found_and_a_missing_page_is_not(client: Client) -> None:
    home = HomePage.objects.get(locale=content.locale())
    above = StandardPage(title="Apie", locale=home.locale)
    home.add_child(instance=above)
    above.add_child(instance=StandardPage(title="Komanda", locale=home.locale))
    assert status(client, "/lt/apie/komanda/") == 200
    assert status(client, "/lt/apie/niekas/") == 404
    assert status(client, "/lt/naujienos/niekas/") == 404
    assert status(client, "/lt/niekas/") == 404


def test_with_a_second_site_the_host_decides_as_ever(client: Client) -> None:
    assert upper_pages("lt") is not None
    own = Page.get_first_root_node().add_child(instance=Page(title="Kita", slug="kita", locale=content.locale()))
    Site.objects.create(hostname="other.example", root_page=own, port=80)
    assert upper_pages("lt") is None
    assert status(client, "/lt/naujienos/") == 200
    assert client.get("/lt/naujienos/", headers={"host": "other.example"}).status_code == 404


def test_an_address_of_a_text_costs_one_query_on_the_way() -> None:
    listing = NewsListingPage.objects.get(locale=content.locale())
    item = content.make_item("Vizitas")

    def lead() -> None:
        known = upper_pages("lt")
        assert known is not None
        request = HttpRequest()
        page, *_ = known.front_page.route(request, [listing.slug, item.slug])
        assert page == item

    with override("lt"):
        assert warm_queries(lead) == 1
