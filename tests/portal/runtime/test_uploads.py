"""Whoever has uploaded files is told what became of them, whatever became of the task that reads them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks
from pytest_django.fixtures import Settings

from news.importer.pipeline.uploads import keep_upload as keep_documents
from news.models import DocumentUpload, ImportedDocument
from portal.runtime.interrupted.models import InterruptedWork
from portal.runtime.interrupted.recovery import died_in_task
from portal.runtime.uploads import Upload, queue, with_states
from portal.translation.exchange.uploads import keep_upload as keep_memory
from portal.translation.memory.models import ExchangeUpload
from tests.client import Client
from tests.news.importer.generate_documents import generate_documents
from tests.news.importer.material import reviewer

READING = "being read."
pytestmark = pytest.mark.usefixtures("site")

TMX = (
    '<tmx version="1.4"><header/><body><tu><tuv xml:lang="lt"><seg>Labas</seg></tuv>'
    '<tuv xml:lang="en"><seg>Hello</seg></tuv></tu></body></tmx>'
)


@dataclass
class Sent:
    """An upload, its own page and all pages that show it."""

    upload: Upload
    page: str
    pages: tuple[str, ...]


def documents(user: User) -> Sent:
    files = [
        SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)
        for name, text in generate_documents(1, paragraphs=2)
    ]
    upload = keep_documents(files, "", user)
    page = reverse("news_imported_documents_upload_state", args=[upload.pk])
    return Sent(upload, page, (page, reverse("news_imported_documents")))


def memory(user: User) -> Sent:
    upload = keep_memory(SimpleUploadedFile("atmintis.tmx", TMX.encode()), ExchangeUpload.Kind.MEMORY, user)
    page = reverse("translation_memory")
    return Sent(upload, page, (page,))


KINDS: list[Callable[[User], Sent]] = [documents, memory]
kinds = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture
def user() -> User:
    return reviewer("redaktore", is_superuser=True)


@pytest.fixture
def client(settings: Settings, tmp_path: Path, user: User) -> Client:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def shown(client: Client, sent: Sent) -> list[str]:
    return [client.get(page).content.decode() for page in sent.pages]


def set_aside() -> InterruptedWork:
    """As the worker does."""
    for _death in range(2):
        died_in_task(DBTaskResult.objects.get())
    return InterruptedWork.objects.get()


def work() -> None:
    result = DBTaskResult.objects.get(status=TaskResultStatus.READY)
    result.task.func(*result.args_kwargs["args"])
    DBTaskResult.objects.filter(pk=result.pk).update(status=TaskResultStatus.SUCCESSFUL)


@kinds
def test_what_was_set_aside_is_said_and_an_administrator_can_have_it_read(
    client: Client, user: User, kind: Callable[[User], Sent]
) -> None:
    sent = kind(user)
    queue(sent.upload)
    assert all(READING in page for page in shown(client, sent))
    row = set_aside()

    for page in shown(client, sent):
        assert READING not in page
        assert "ended twice over it" in page
        assert 'http-equiv="refresh"' not in page

    client.forge(reverse("portal_interrupted_work"), {"row": row.pk, "action": "run"})
    assert all(READING in page for page in shown(client, sent))
    work()
    sent.upload.refresh_from_db()
    assert sent.upload.is_done


@kinds
def test_what_was_set_aside_can_be_deleted_with_its_files_and_its_task(
    client: Client,
    user: User,
    kind: Callable[[User], Sent],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    sent = kind(user)
    queue(sent.upload)
    set_aside()

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(sent.page, {"upload": sent.upload.pk, "action": "delete"}, follow=True)

    assert "was deleted" in answer.content.decode()
    assert not type(sent.upload)._default_manager.exists()
    assert not InterruptedWork.objects.exists()
    assert not any(default_storage.exists(path) for path in sent.upload.paths)


@kinds
@pytest.mark.parametrize("becomes", ["failed", "deleted"])
def test_what_failed_or_has_no_task_is_said_and_is_tried_again(
    client: Client, user: User, kind: Callable[[User], Sent], becomes: str
) -> None:
    sent = kind(user)
    queue(sent.upload)
    if becomes == "failed":
        DBTaskResult.objects.update(status=TaskResultStatus.FAILED, finished_at=timezone.now())
    else:
        set_aside().delete()
    for page in shown(client, sent):
        assert READING not in page
        assert ("there was a fault" if becomes == "failed" else "its task is gone") in page

    client.post(sent.page, {"upload": sent.upload.pk, "action": "again"})

    assert all(READING in page for page in shown(client, sent))
    work()
    sent.upload.refresh_from_db()
    assert sent.upload.is_done


@kinds
def test_what_is_being_read_cannot_be_deleted_or_read_twice(
    client: Client, user: User, kind: Callable[[User], Sent]
) -> None:
    sent = kind(user)
    queue(sent.upload)
    for action in ("delete", "again", ""):
        answer = client.forge(sent.page, {"upload": sent.upload.pk, "action": action}, follow=True)
        assert "cannot be done" in answer.content.decode()
    assert DBTaskResult.objects.count() == 1
    assert type(sent.upload)._default_manager.exists()


def test_others_than_the_sender_and_administrators_read_what_happened_and_change_nothing(
    client: Client, user: User
) -> None:
    sent = documents(user)
    other = reviewer("vertejas")
    other.user_permissions.add(*Permission.objects.filter(codename__in=["access_admin", "add_importeddocument"]))
    client.force_login(other)

    page = client.get(sent.page).content.decode()
    client.forge(sent.page, {"upload": sent.upload.pk, "action": "delete"})

    assert "its task is gone" in page
    assert 'value="delete"' not in page
    assert DocumentUpload.objects.exists()


@pytest.mark.parametrize("number", ["", "x", "٣", "0", "9" * 40])
def test_a_number_of_no_upload_deletes_none(client: Client, user: User, number: str) -> None:
    memory(user)
    answer = client.forge(reverse("translation_memory"), {"upload": number, "action": "delete"}, follow=True)
    assert "cannot be done" in answer.content.decode()
    assert ExchangeUpload.objects.exists()


def test_a_task_of_an_upload_that_was_deleted_does_nothing(client: Client, user: User) -> None:
    sent = documents(user)
    queue(sent.upload)
    sent.upload.delete()
    work()
    assert not ImportedDocument.objects.exists()


def test_the_state_of_many_takes_as_many_queries_as_of_one(
    client: Client, user: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 4):
        uploads = [memory(user).upload for _number in range(count)]
        with django_assert_num_queries(2):
            assert all(upload.problem for upload in with_states(uploads))
