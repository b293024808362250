"""Wagtail's record of the site says what PORTAL_BASE_URL says, or a check tells."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core import checks
from django.core.checks import CheckMessage
from django.core.management import call_command
from django.core.management.base import CommandError, SystemCheckError
from pytest_django.fixtures import Settings
from wagtail.models import Page, Site

from home.models import HomePage
from home.site import build_site
from portal.addresses.site_record import put_site_right, site_address, tell_differences
from tests.factories import content

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_addresses() -> Iterator[None]:
    """Wagtail keeps them longer than a test its sites."""
    Site.clear_site_root_paths_cache()
    yield
    Site.clear_site_root_paths_cache()


def found() -> list[CheckMessage]:
    messages = checks.run_checks(tags=[checks.Tags.database], databases=["default"])
    return [message for message in messages if message.id == "portal.E002"]


@pytest.mark.parametrize(
    ("base_url", "address"),
    [
        ("https://example.org", ("example.org", 443)),
        ("http://example.org", ("example.org", 80)),
        ("https://example.org:8443", ("example.org", 8443)),
        ("http://[::1]:8000", ("[::1]", 8000)),
        ("http://[::1]", ("[::1]", 80)),
    ],
)
def test_the_record_has_host_and_port_of_an_address(base_url: str, address: tuple[str, int]) -> None:
    assert site_address(base_url) == address


def test_a_new_site_is_where_readers_are(settings: Settings) -> None:
    settings.BASE_URL = "https://portal.example"
    build_site()
    site = Site.objects.get()
    assert (site.hostname, site.port, site.root_url) == ("portal.example", 443, "https://portal.example")
    assert found() == []


def test_a_check_fails_where_the_record_differs_and_the_command_mends_it(settings: Settings) -> None:
    build_site()
    settings.BASE_URL = "https://portal.example"
    [message] = found()
    assert "127.0.0.1:8000" in message.msg
    assert "https://portal.example" in message.msg
    assert "set_up_site" in str(message.hint)
    with pytest.raises(SystemCheckError, match=r"portal\.E002"):
        call_command("check", databases=["default"])

    call_command("set_up_site", address=True)
    assert found() == []
    Site.objects.update(hostname="localhost")
    call_command("set_up_site")
    assert found() == []
    assert Site.objects.get().root_page.specific == HomePage.objects.get(locale__language_code="lt")


@pytest.mark.parametrize("change", [{"hostname": "localhost"}, {"port": 80}, {"is_default_site": False}])
def test_each_part_of_the_record_is_checked(change: dict[str, Any]) -> None:
    build_site()
    Site.objects.update(**change)
    assert found()
    build_site()
    assert found() == []


def test_where_there_is_no_site_yet_it_is_not_given_an_address() -> None:
    Site.objects.all().delete()
    with pytest.raises(CommandError, match="no site yet"):
        call_command("set_up_site", address=True)


def test_a_second_site_fails_the_check(settings: Settings) -> None:
    build_site()
    Site.objects.create(hostname="other.example", root_page=Page.objects.get(slug="en", depth=2))
    [message] = found()
    assert "other.example" in message.msg


def test_of_two_sites_the_one_with_the_address_becomes_the_default(settings: Settings) -> None:
    build_site()
    home = Site.objects.get().root_page
    Site.objects.create(hostname="portal.example", port=443, root_page=home)
    settings.BASE_URL = "https://portal.example"
    put_site_right(settings.BASE_URL)
    assert Site.objects.get(is_default_site=True).hostname == "portal.example"


def test_migrating_is_not_held_up_by_wrong_content_and_warns_of_it(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    build_site()
    Page.objects.filter(slug="en", depth=2).update(alias_of=Site.objects.get().root_page)
    settings.BASE_URL = "https://portal.example"

    call_command("migrate", skip_checks=False, verbosity=0)

    told = capsys.readouterr().err
    assert "portal.E001" in told
    assert "portal.E002" in told
    assert "set_up_site --address" in told
    with pytest.raises(SystemCheckError, match=r"portal\.E002"):
        call_command("check", databases=["default"])


def test_a_web_process_that_starts_tells_the_log(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    build_site()
    tell_differences()
    assert caplog.messages == []
    settings.BASE_URL = "https://portal.example"
    tell_differences()
    assert "set_up_site --address" in caplog.text


def test_pages_are_where_readers_are_whatever_the_record_says(settings: Settings) -> None:
    """Wagtail's e-mails name pages by `full_url`."""
    build_site()
    settings.BASE_URL = "https://portal.example"
    item = content.make_item()
    assert item.full_url == f"https://portal.example{item.url}"
    assert item.url.startswith("/lt/")


def test_a_host_that_nobody_lets_in_fails_the_check_of_a_deployment(settings: Settings) -> None:
    settings.BASE_URL, settings.ALLOWED_HOSTS = "https://portal.example", ["other.example"]
    ids = [message.id for message in checks.run_checks(include_deployment_checks=True)]
    assert "portal.E003" in ids
    settings.ALLOWED_HOSTS = [".example"]
    ids = [message.id for message in checks.run_checks(include_deployment_checks=True)]
    assert "portal.E003" not in ids
