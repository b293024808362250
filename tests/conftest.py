"""What every test has: compiled catalogues, and the system's Chromium for those that look at pages."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.signals import setting_changed
from django.utils import translation
from wagtail.models import Collection, Locale, Page

from home.site import build_site
from portal.changes.listening import stop_listening
from portal.incoming import guessing
from portal.runtime.catalogues import compile_catalogues
from search.engines import get_engine
from search.index.interface import get_index
from tests.client import Client
from tests.database_template import begin_with_template, keep_as_template
from tests.saved_database import SavedDatabase, empty_tables, forget_rows

# Playwright's loop runs in the thread of the tests, which is why Django takes their queries for asynchronous ones.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


# What starts processes on the database that the environment names, without asking for one of the tests.
OWN_DATABASES = ("tests/services", "tests/portal/storage")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database-only", action="store_true", help="leave out what no database takes part in")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--database-only"):
        return
    left_out = [item for item in items if not uses_database(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if uses_database(item)]


def uses_database(item: pytest.Item) -> bool:
    """Whether a test asks for the database, by a fixture or by a mark, or starts what uses one."""
    own = tuple(item.config.rootpath / folder for folder in OWN_DATABASES)
    fixtures = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    return bool(fixtures or item.get_closest_marker("django_db") or any(map(item.path.is_relative_to, own)))


def pytest_configure(config: pytest.Config) -> None:
    if compile_catalogues([Path(folder) for folder in settings.LOCALE_PATHS]):
        # Django has read the older ones while it was set up.
        setting_changed.send(sender=None, setting="LOCALE_PATHS", value=settings.LOCALE_PATHS, enter=True)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """An installed Chromium instead of Playwright's download. As root it runs only without its sandbox."""
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    return browser_type_launch_args | {"executable_path": os.environ["CHROMIUM"], "args": arguments}


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb: bool, django_db_modify_db_settings: None) -> bool:
    """A database that begins as a copy of a migrated one is not made anew."""
    if connection.vendor != "sqlite":
        return django_db_keepdb
    return django_db_keepdb or begin_with_template(Path(connection.settings_dict["TEST"]["NAME"]))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    if connection.vendor == "sqlite":
        with django_db_blocker.unblock():
            keep_as_template()


@pytest.fixture(scope="session", autouse=True)
def no_listener_outlives_the_database(request: pytest.FixtureRequest) -> Iterator[None]:
    """A connection that listens keeps PostgreSQL from dropping the database of the tests."""
    if any(uses_database(item) for item in request.session.items):
        request.getfixturevalue("django_db_setup")
    yield
    stop_listening()


@pytest.fixture(scope="session", autouse=True)
def what_a_test_leaves_is_removed_where_it_is() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.test.testcases.TransactionTestCase._fixture_teardown", empty_tables)
        yield


@pytest.fixture
def client() -> Client:
    return Client()


@pytest.fixture
def admin_client(admin_user: Any) -> Client:
    client = Client()
    client.force_login(admin_user)
    return client


@pytest.fixture(autouse=True)
def first_language() -> Iterator[None]:
    """No test speaks the language of a request of the one before it."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def nobody_has_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test is braked for the log-ins of the one before it: they are counted in a cache that outlives a test."""
    monkeypatch.setattr(guessing, "COUNTED_AS", f"guesses-{uuid.uuid4().hex}")


@pytest.fixture(autouse=True)
def own_search_index(settings: Any, tmp_path: Path) -> Iterator[None]:
    """No test finds what another one published or searched for. The index is made by whoever first asks for it."""
    settings.SEARCH_INDEX_PATH = tmp_path / "search-index"
    settings.SEARCH_LOG_PATH = tmp_path / "searches.jsonl"
    get_index.cache_clear()
    yield
    if get_index.cache_info().currsize:
        get_engine().close()
    get_index.cache_clear()


@pytest.fixture(scope="session")
def saved_site() -> SavedDatabase:
    return SavedDatabase()


@pytest.fixture
def site(transactional_db: None, saved_site: SavedDatabase) -> None:
    """The page tree of every language, without news. Before people and their sessions: it empties the tables."""
    put_up_site(saved_site)


def put_up_site(saved: SavedDatabase) -> None:
    """Builds the page tree of every language once, and puts it back from then on."""
    if saved.is_saved():
        saved.restore()
        return
    # A transactional test empties the tables of what Wagtail's migrations put there.
    if not Page.objects.exists():
        Page.add_root(title="Root", slug="root", locale=Locale.objects.get_or_create(language_code="lt")[0])
    if not Collection.objects.exists():
        Collection.add_root(name="Root")
    build_site()
    saved.save()


@pytest.fixture
def empty_site(db: None, saved_site: SavedDatabase) -> Iterator[None]:
    """The page tree of every language, in a transaction that the test's end rolls back."""
    put_up_site(saved_site)
    yield
    forget_rows()
