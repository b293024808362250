"""A running portal with a small demonstration, and the people who use it, each in a browser that is watched."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import User
from django.utils import translation
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer
from wagtail.users.models import UserProfile

from home.demonstration_accounts import read_logins

from .snapshot import Snapshot
from .watching import Watch

Open = Callable[..., Page]
# Generous: a machine that is busy with other things must not fail a test.
TIMEOUT = 20_000
expect.set_options(timeout=TIMEOUT)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.urls("tests.browser.urls"))


@pytest.fixture(scope="session")
def snapshot() -> Snapshot:
    return Snapshot()


@pytest.fixture
def portal(transactional_db: None, live_server: LiveServer, snapshot: Snapshot, settings: Settings) -> str:
    """The address of a running portal, the same content in it at the beginning of each test."""
    settings.DEMO = True
    snapshot.load()
    return live_server.url


@pytest.fixture(params=["en", "lt"])
def language(request: pytest.FixtureRequest, portal: str) -> Iterator[str]:
    """Of the admin, for everybody, and of the test that looks for its words."""
    UserProfile.objects.filter(user__in=User.objects.all()).update(preferred_language=request.param)
    with translation.override(request.param):
        yield request.param


@pytest.fixture
def watch(portal: str) -> Iterator[Watch]:
    watch = Watch(portal)
    yield watch
    assert not watch.complaints(), "\n".join(watch.complaints())


@pytest.fixture
def open_browser(new_context: Callable[..., BrowserContext], portal: str, watch: Watch) -> Iterator[Open]:
    """Opens a browser of somebody's own, with its cookies and settings, and gives its first page."""
    contexts = []

    def open_browser(**options: Any) -> Page:
        context = new_context(**({"base_url": portal, "locale": "lt-LT"} | options))
        context.set_default_timeout(TIMEOUT)
        watch.follow(context)
        contexts.append(context)
        return context.new_page()

    yield open_browser
    # Here, so that everything that happened has been noted when the watch is asked.
    for context in contexts:
        context.close()


@pytest.fixture
def reader(open_browser: Open) -> Page:
    return open_browser()


@pytest.fixture
def logged_in(open_browser: Open, portal: str, snapshot: Snapshot) -> Callable[[str], Page]:
    """Opens a browser in which one of the demonstration's accounts is logged in already."""

    def logged_in(name: str) -> Page:
        page = open_browser(locale="en-GB", viewport={"width": 1280, "height": 1000})
        page.context.add_cookies(
            [{"name": django_settings.SESSION_COOKIE_NAME, "value": snapshot.sessions[name], "url": portal}]
        )
        return page

    return logged_in


@pytest.fixture
def passwords(portal: str) -> dict[str, str]:
    return read_logins()


@pytest.fixture
def editor(logged_in: Callable[[str], Page]) -> Page:
    return logged_in("editor")


@pytest.fixture
def translator(logged_in: Callable[[str], Page]) -> Page:
    return logged_in("translator")
