"""A storage that fails really: what editors are told, and that they keep what they typed."""

import errno
import json
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation
from wagtail.admin.models import EditingSession
from wagtail.models import Page
from wagtail.users.models import UserProfile

from news.models import NewsItemPage
from portal.media.rendering import is_picture
from portal.middleware import ForgivingSessionMiddleware
from portal.runtime.worker import STORAGE_DELAY_SECONDS, Job
from portal.storage.editing_sessions import NOT_STORED
from portal.storage.failures import StorageFailure, storage_failure
from portal.storage.state import StorageState, storage_state
from tests.client import Client
from tests.factories import content
from tests.factories.forms import item_form
from tests.portal.media.test_rights import make_picture
from tests.portal.storage.running import hidden_fields


@contextmanager
def unwritable_database() -> Iterator[StorageFailure]:
    """SQLite gets no more room in its file; PostgreSQL takes no writes, as a standby would not."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET default_transaction_read_only = on")
            yield StorageFailure.READ_ONLY
            cursor.execute("SET default_transaction_read_only = off")
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            # As many pages as there are, and none to spare.
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA max_page_count = 1")
            yield StorageFailure.FULL
            cursor.execute("PRAGMA max_page_count = 1073741823")


@contextmanager
def read_only_database() -> Iterator[None]:
    """SQLite takes not even what would have room in its file."""
    if connection.vendor == "postgresql":
        with unwritable_database():
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
        yield
        cursor.execute("PRAGMA query_only = OFF")


@pytest.fixture
def editor(client: Client) -> Client:
    client.raise_request_exception = False
    client.force_login(get_user_model().objects.create_superuser("administrator", "a@example.org", "secret"))
    return client


@pytest.fixture(autouse=True)
def kept_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new one would not know what was set for this one."""
    monkeypatch.setattr("portal.views.leave_connections", lambda: None)
    monkeypatch.setattr("portal.storage.state.leave_connections", lambda: None)


def edit_address(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


LONG = "Ąžuolas „labas“ <b>&amp;\r\n" * 4000
FORM = {"lead": LONG[:500], "raw": LONG, "action-publish": "action-publish"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("site")
def test_an_editor_is_told_what_is_wrong_and_sends_the_same_again_when_it_is_mended(editor: Client) -> None:
    item = content.make_item()
    form = item_form(title="Naujas", **FORM)
    with unwritable_database() as failure:
        told = editor.forge(edit_address(item), form, headers={"Accept-Language": "en"})
    text = told.content.decode()
    assert (told.status_code, told["Cache-Control"]) == (503, "no-store")
    with translation.override("en"):
        assert failure.sentence in text
    assert "Nothing was saved" in text
    assert content.fresh(item).title == item.title
    assert item.revisions.count() == 1

    fields = hidden_fields(text)
    assert fields["raw"] == [LONG]
    [token] = fields.pop("csrfmiddlewaretoken")
    assert fields == {name: [str(value)] for name, value in form.items()}
    assert editor.beacon(edit_address(item), {**fields, "csrfmiddlewaretoken": token}).status_code == 302
    assert content.fresh(item).title == "Naujas"


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("site")
def test_the_editors_script_gets_the_reason_as_json(editor: Client) -> None:
    item = content.make_item()
    with unwritable_database() as failure:
        told = editor.forge(
            edit_address(item), item_form(**FORM), headers={"Accept": "application/json", "Accept-Language": "en"}
        )
    answer = json.loads(told.content)
    assert (told.status_code, answer["success"]) == (503, False)
    with translation.override("en"):
        assert failure.sentence in answer["error_message"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("site")
def test_the_page_is_in_the_users_own_language(editor: Client) -> None:
    item = content.make_item()
    UserProfile.objects.create(user=get_user_model().objects.get(), preferred_language="lt")
    with unwritable_database():
        told = editor.forge(edit_address(item), item_form(**FORM), headers={"Accept-Language": "en"})
    assert '<html lang="lt">' in told.content.decode()
    assert "Niekas neišsaugota" in told.content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("site")
def test_a_password_is_not_written_into_the_page(client: Client) -> None:
    client.raise_request_exception = False
    get_user_model().objects.create_superuser("administrator", "a@example.org", "very secret")
    with read_only_database():
        told = client.forge(reverse("wagtailadmin_login"), {"username": "administrator", "password": "very secret"})
    assert told.status_code == 503
    assert "very secret" not in told.content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("site")
def test_readers_read_although_nothing_can_be_stored(client: Client) -> None:
    item = content.make_item()
    with read_only_database():
        assert client.get(item.url).status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("site")
def test_an_editor_opens_the_editor_and_reads_although_nothing_can_be_stored(editor: Client) -> None:
    item = content.make_item("Naujiena, kurią dar galima nukopijuoti")
    english = content.translate(item)
    topic = content.make_topic()
    editor.raise_request_exception = True
    addresses = [
        edit_address(item),
        edit_address(english),
        reverse("wagtailsnippets_news_topic:edit", args=[topic.pk]),
        reverse("wagtailadmin_home"),
    ]
    for address in addresses:
        editor.get(address)
        with read_only_database():
            opened = editor.get(address)
        assert opened.status_code == 200, address
    ping = reverse("wagtailadmin_editing_sessions:ping", args=["wagtailcore", "page", item.pk, NOT_STORED])
    before = EditingSession.objects.count()
    with read_only_database():
        shown = editor.get(addresses[0]).content.decode()
    assert item.title in shown
    assert ping in shown
    # Once there is room, the open editor is known like any other.
    assert editor.forge(ping).status_code == 200
    assert EditingSession.objects.count() == before + 1


@pytest.mark.django_db(transaction=True)
def test_an_answer_stands_although_the_session_cannot_be_stored(editor: Client) -> None:
    request = RequestFactory().get("/admin/")
    request.session = editor.session
    request.session["something"] = 1
    with read_only_database():
        response: Any = ForgivingSessionMiddleware(lambda request: HttpResponse("stored"))(request)
    assert (response.status_code, response.content) == (200, b"stored")


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("site")
def test_the_worker_says_once_that_the_storage_fails_and_once_that_it_is_back(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Whatever has failed in this process before.
    monkeypatch.setattr(storage_state, "failing", {})
    job = Job(f"{__name__}.make_something", seconds=86_400)
    with unwritable_database():
        for _ in range(5):
            job.run()
    failing = [record for record in caplog.records if record.name == "portal.storage.state"]
    assert len(failing) == 1
    assert not failing[0].exc_info
    assert job.failures == 0
    # However seldom it is due.
    assert job.due - time.monotonic() <= STORAGE_DELAY_SECONDS

    job.run()
    assert [record.getMessage() for record in caplog.records][-1] == "The storage works again."
    assert NewsItemPage.objects.count() == 1


def make_something() -> None:
    content.make_item("Naujiena", body=["žodis " * 20_000])


@pytest.mark.parametrize(
    ("number", "failure"),
    [
        (errno.ENOSPC, StorageFailure.FULL),
        (errno.EDQUOT, StorageFailure.FULL),
        (errno.EROFS, StorageFailure.READ_ONLY),
        (errno.EACCES, StorageFailure.READ_ONLY),
        (errno.EIO, StorageFailure.BROKEN),
        (errno.ENOENT, None),
        (errno.ECONNREFUSED, None),
    ],
)
def test_a_failing_disk_is_told_from_other_errors_also_behind_another_error(
    number: int, failure: StorageFailure | None
) -> None:
    error = ValueError()
    error.__cause__ = OSError(number, "it failed")
    assert storage_failure(error) is failure


@pytest.mark.django_db
def test_a_size_of_a_picture_that_cannot_be_stored_costs_the_picture_only() -> None:
    picture = make_picture()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    # No file may grow in this process, as on a full disk.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        rendition = picture.get_rendition("width-100")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert not is_picture(rendition)
    assert is_picture(picture.get_rendition("width-100"))


def test_an_error_that_is_none_of_the_storages_is_no_matter_of_its_state() -> None:
    assert not StorageState().failed("a job", RuntimeError("not today"))
