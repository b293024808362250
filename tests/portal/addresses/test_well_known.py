import datetime
import re

import pytest
from django.core import checks
from django.utils import timezone
from PIL import Image
from pytest_django.fixtures import Settings

from tests.client import Client

pytestmark = pytest.mark.django_db

BASE_URL = "https://portal.example"


@pytest.fixture(autouse=True)
def base_url(settings: Settings) -> None:
    settings.BASE_URL = BASE_URL


def test_robots_are_led_to_the_sitemap_and_kept_from_the_admin_and_from_results(client: Client) -> None:
    response = client.get("/robots.txt", headers={"host": "evil.example"})
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /api/",
        "Disallow: /lt/paieska/?",
        "Disallow: /en/search/?",
        "",
        f"Sitemap: {BASE_URL}/sitemap.xml",
    ]
    assert client.head("/robots.txt").status_code == 200
    assert client.get("/robots.txt", headers={"if-none-match": response["ETag"]}).status_code == 304


def test_the_icon_is_an_icon_of_several_sizes_and_kept_long(client: Client) -> None:
    response = client.get("/favicon.ico")
    assert response["Content-Type"] == "image/vnd.microsoft.icon"
    assert "max-age=604800" in response["Cache-Control"]
    assert "Set-Cookie" not in response
    path = "portal/static/portal/favicon.ico"
    with open(path, "rb") as file:
        assert b"".join(response.streaming_content) == file.read()  # type: ignore[attr-defined]
    with Image.open(path) as icon:
        assert icon.info["sizes"] == {(16, 16), (32, 32), (48, 48)}


def test_who_finds_a_hole_is_told_whom_to_tell(client: Client, settings: Settings) -> None:
    settings.SECURITY_CONTACTS = ["mailto:security@portal.example", "https://portal.example/report"]
    response = client.get("/.well-known/security.txt", headers={"host": "evil.example"})
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    lines = response.content.decode().splitlines()
    [expires] = re.findall(r"^Expires: (\d{4}-\d\d-\d\dT00:00:00Z)$", response.content.decode(), flags=re.MULTILINE)
    assert [line for line in lines if not line.startswith("Expires")] == [
        "Contact: mailto:security@portal.example",
        "Contact: https://portal.example/report",
        "Preferred-Languages: lt, en",
        f"Canonical: {BASE_URL}/.well-known/security.txt",
    ]
    left = datetime.datetime.fromisoformat(expires) - timezone.now()
    assert datetime.timedelta(days=30) < left < datetime.timedelta(days=365)


def test_where_nobody_is_named_there_is_no_such_text_and_a_check_says_so(client: Client, settings: Settings) -> None:
    settings.SECURITY_CONTACTS = []
    assert client.get("/.well-known/security.txt").status_code == 404
    assert "portal.W002" in [message.id for message in checks.run_checks(include_deployment_checks=True)]
    settings.SECURITY_CONTACTS = ["mailto:security@portal.example"]
    assert "portal.W002" not in [message.id for message in checks.run_checks(include_deployment_checks=True)]


def test_password_managers_find_where_a_password_is_changed(client: Client) -> None:
    response = client.get("/.well-known/change-password")
    assert (response.status_code, response["Location"]) == (302, "/admin/account/")


@pytest.mark.parametrize("address", ["/robots.txt", "/favicon.ico", "/.well-known/security.txt"])
def test_only_reading_is_answered(client: Client, address: str) -> None:
    assert client.forge(address).status_code == 405
