"""An address in capitals leads to the page that is meant, and nowhere else."""

from typing import Any
from urllib.parse import unquote

import pytest
from django.conf import settings as django_settings
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from tests.client import Client
from tests.factories import content

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]


def ask(client: Client, method: str, address: str) -> Any:
    """As a server hands it over: the test client would take what follows two slashes for a host."""
    path, _mark, query = address.partition("?")
    sent = {"PATH_INFO": unquote(path, encoding="latin-1"), "QUERY_STRING": query}
    return getattr(client, method)("/", headers={"accept-language": "en"}, **sent)


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("/LT/", "/lt/"),
        ("/LT", "/lt/"),
        ("/LT/Naujienos/", "/lt/naujienos/"),
        ("/LT/NAUJIENOS", "/lt/naujienos/"),
        ("/lt/Naujienos/", "/lt/naujienos/"),
        ("/%4cT/%4eaujienos/", "/lt/naujienos/"),
        ("/LT/naujienos/?page=1&Q=Ab%20C", "/lt/naujienos/?page=1&Q=Ab%20C"),
        ("/LT/naujienos/?next=//evil.example", "/lt/naujienos/?next=//evil.example"),
        ("/EN/Search/?q=Oslo", "/en/search/?q=Oslo"),
        ("/LT/Naujienos/Vizitas/", "/lt/naujienos/vizitas/"),
        ("/EN/N/1/", "/en/n/1/"),
        ("/N/1/", "/n/1/"),
        ("/Lt/Feed/", "/lt/feed/"),
        ("/LT/Temos/Partneryste/", "/lt/temos/partneryste/"),
        ("/lt//naujienos/", "/lt/naujienos/"),
        ("//LT//naujienos//", "/lt/naujienos/"),
    ],
)
@pytest.mark.parametrize("method", ["get", "head"])
def test_an_address_in_capitals_leads_to_the_page(client: Client, address: str, target: str, method: str) -> None:
    content.make_item("Vizitas", topics=[content.make_topic()])
    response = ask(client, method, address)
    assert (response.status_code, response["Location"]) == (301, target)


@pytest.mark.parametrize(
    "address",
    [
        *("/LT/Nera/", "/LT//evil.example/", "//EVIL.example/LT/", "/LT/\\EVIL.example/", "/LT/%0d%0aX:y/"),
        *("/Documents/1/A.pdf", "/MEDIA/images/A.jpg", "/STATIC/portal/icon.svg"),
        *("/LT/Naujienos/2017/13/", "/LT/_UTIL/", "/.WELL-KNOWN/change-password", "/LT/Naujienos/%C4%B0/"),
    ],
)
def test_what_means_no_page_stays_missing(client: Client, address: str) -> None:
    assert ask(client, "get", address).status_code == 404


@pytest.mark.parametrize("address", ["/Admin/", "/API/search/"])
def test_neither_the_admin_nor_what_programs_ask_for_is_found_by_capitals(client: Client, address: str) -> None:
    response = client.get(address, follow=True)
    assert (response.status_code, response.redirect_chain) == (404, [(f"/lt{address}", 302)])


def test_what_is_sent_is_never_led_on(client: Client) -> None:
    assert client.forge("/LT/Naujienos/").status_code == 404


def test_a_page_whose_own_address_has_capitals_is_left_alone(client: Client) -> None:
    item = content.make_item("Vizitas")
    Page.objects.filter(pk=item.pk).update(slug="Vizitas", url_path=item.url_path.replace("vizitas", "Vizitas"))
    assert client.get("/lt/naujienos/Vizitas/").status_code == 200


def test_what_was_withdrawn_is_found_by_capitals(client: Client) -> None:
    item = content.make_item("Vizitas")
    item.unpublish()
    assert client.get("/LT/Naujienos/Vizitas/", follow=True).status_code == 410


def test_redirects_of_editors_come_first_and_never_make_a_loop(client: Client) -> None:
    Redirect.objects.create(old_path="/lt/Sena", redirect_link="/lt/")
    assert client.get("/lt/Sena/")["Location"] == "/lt/"
    Redirect.objects.create(old_path="/lt/nauja", redirect_link="/lt/Nauja/")
    assert client.get("/lt/Nauja/", follow=True).status_code == 404


def test_the_language_is_that_of_the_address_and_not_of_the_reader(client: Client) -> None:
    client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "en"
    response = client.get("/LT/Naujienos/", follow=True)
    assert '<html lang="lt">' in response.content.decode()
    assert response["Content-Language"] == "lt"


def test_a_choice_of_language_is_not_kept_for_somebody_else(client: Client) -> None:
    content.make_item()
    for address in ("/", "/naujienos/", "/n/1/"):
        assert set(client.get(address)["Vary"].split(", ")) == {"Accept-Language", "Cookie"}
