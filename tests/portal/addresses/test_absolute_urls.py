"""Whatever host a request came by, and whatever Wagtail knows: addresses are made from PORTAL_BASE_URL."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from pytest_django.fixtures import Settings
from wagtail.models import Site

from portal.addresses.absolute_urls import absolute_url
from tests.client import Client
from tests.factories import content

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]

BASE_URL = "https://portal.example"
FOREIGN: list[dict[str, Any]] = [
    {"headers": {"host": "evil.example"}},
    {"headers": {"host": "evil.example:8080"}, "secure": True},
    {"headers": {"x-forwarded-host": "evil.example", "x-forwarded-port": "99", "forwarded": "host=evil.example"}},
    {"SERVER_NAME": "evil.example", "SERVER_PORT": "8080"},
    {"headers": {"host": "[::1]:8000"}},
]


@pytest.fixture(autouse=True)
def base_url(settings: Settings) -> Iterator[None]:
    settings.BASE_URL = settings.WAGTAILADMIN_BASE_URL = BASE_URL
    yield
    # Wagtail keeps them longer than the test its sites.
    Site.clear_site_root_paths_cache()


@pytest.mark.parametrize(
    ("address", "absolute"),
    [
        ("/lt/naujienos/", "/lt/naujienos/"),
        ("/lt/paieška/?q=šalis", "/lt/paie%C5%A1ka/?q=%C5%A1alis"),
        ("http://localhost/lt/?page=2", "/lt/?page=2"),
        ("http://localhost", "/"),
        ("//evil.example/lt/", "//evil.example/lt/"),
        ("@evil.example/", "/@evil.example/"),
    ],
)
def test_an_absolute_address_is_one_of_the_portal(address: str, absolute: str) -> None:
    assert absolute_url(address) == BASE_URL + absolute


@pytest.mark.parametrize("request_data", FOREIGN)
@pytest.mark.parametrize("another_site", [False, True], ids=["one site", "a second site"])
def test_no_page_feed_or_redirect_shows_the_host_that_it_was_asked_by(
    client: Client, request_data: dict[str, Any], another_site: bool
) -> None:
    project = content.make_project()
    item = content.make_item(project=project.record, topics=[content.make_topic()])
    english = content.translate(item)
    if another_site:
        Site.objects.create(hostname="evil.example", root_page=english.get_parent().get_parent())
    number = item.record.number
    pages = ["/lt/", "/en/", "/lt/naujienos/", "/en/news/", "/lt/temos/", "/lt/temos/partneryste/", "/lt/feed/"]
    pages += [item.record.changes_url("en"), "/en/coverage/", "/en/search/?q=Osle", "/lt/nera/", "/feed/"]
    pages += ["/api/search/?q=Osle&language=lt", f"/lt/naujienos/{item.slug}/", f"/en/news/{english.slug}/"]
    for address in [*pages, f"/lt/projektai/{project.slug}/"]:
        response = client.get(address, **request_data)
        assert response.status_code in (200, 404), address
        html = response.content.decode()
        for wrong in ("evil.example", "localhost", "127.0.0.1", "testserver", "[::1]"):
            assert f"//{wrong}" not in html, (address, wrong)
    for address in ["/", f"/n/{number}/", f"/lt/n/{number}/", "/lt/naujienos", "/naujienos/"]:
        response = client.get(address, **request_data)
        assert response.status_code in (301, 302), address
        assert re.match(r"/[a-z]", response["Location"]), (address, response["Location"])


def test_canonical_and_alternates_are_absolute_addresses_of_the_portal(client: Client) -> None:
    item = content.make_item()
    english = content.translate(item)
    html = client.get(item.url, headers={"host": "evil.example"}).content.decode()
    assert f'<link rel="canonical" href="{BASE_URL}{item.url}">' in html
    assert re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"', html) == [
        ("lt", f"{BASE_URL}{item.url}"),
        ("en", f"{BASE_URL}{english.url}"),
        ("x-default", f"{BASE_URL}{item.record.permanent_url()}"),
    ]


def test_a_forgotten_password_is_not_sent_to_a_foreign_host(client: Client, mailoutbox: list[Any]) -> None:
    User.objects.create_superuser("administrator", "administrator@portal.example", "old")
    client.forge(
        "/admin/password_reset/",
        {"email": "administrator@portal.example"},
        headers={"host": "evil.example", "x-forwarded-host": "evil.example"},
    )
    [mail] = mailoutbox
    assert f"{BASE_URL}/admin/password_reset/confirm/" in mail.body
    assert "evil.example" not in mail.body + mail.subject


def test_a_preview_is_made_for_the_host_of_the_portal(settings: Settings) -> None:
    """Wagtail takes it from the page's address."""
    settings.ALLOWED_HOSTS = ["portal.example"]
    item = content.make_item()
    response = item.make_preview_request()
    assert response.status_code == 200
    assert f'<link rel="canonical" href="{BASE_URL}{item.url}">' in response.content.decode()


@pytest.mark.parametrize("header", ["host", "x-forwarded-host"])
def test_a_host_that_is_not_the_portals_is_refused_and_the_proxys_word_for_it_not_taken(
    client: Client, settings: Settings, header: str
) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    response = client.get("/lt/", headers={header: "evil.example"})
    assert response.status_code == (400 if header == "host" else 200)
    assert "evil.example" not in response.content.decode()
