"""Documents that an editor uploads by the form."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from news.importer.pipeline.uploads import read_upload_task
from news.models import DocumentUpload, ImportedDocument, NewsItemPage
from portal.runtime.uploads import FOLDER
from tests.client import Client

from ..generate_documents import generate_documents
from ..material import reviewer

pytestmark = pytest.mark.usefixtures("languages")
UPLOAD = "news_imported_documents_upload"


@pytest.fixture
def client(settings: Any, tmp_path: Path) -> Client:
    settings.MEDIA_ROOT = tmp_path / "media"
    client = Client(headers={"accept-language": "en"})
    client.force_login(reviewer("redaktore", is_superuser=True))
    return client


def files(*contents: tuple[str, str | bytes]) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text) for name, text in contents]


def waiting() -> list[str]:
    return default_storage.listdir(FOLDER)[1]


def test_two_files_of_one_document_lead_straight_to_its_review(client: Client) -> None:
    answer = client.post(reverse(UPLOAD), {"documents": files(*generate_documents(1, paragraphs=2))})
    answer = client.get(answer["location"])

    document = ImportedDocument.objects.get()
    assert answer["location"] == reverse("news_imported_document_text", args=[document.pk])
    assert document.languages == ["lt", "en"]
    assert document.imported_by is not None
    assert not NewsItemPage.objects.exists()
    assert waiting() == []


def test_each_file_that_cannot_be_read_is_named_with_the_reason(client: Client) -> None:
    sent = files(*generate_documents(1, paragraphs=2), ("tuscias.txt", " "), ("plytos.txt", b"\x00\xff" * 900))

    page = client.post(reverse(UPLOAD), {"documents": sent}, follow=True).content.decode()

    for name in ("tuscias.txt", "plytos.txt"):
        assert re.search(rf"{name}: \w+", page)
    assert ImportedDocument.objects.count() == 1


def test_files_are_read_by_the_worker_whatever_they_are(client: Client, settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    page = client.post(reverse(UPLOAD), {"documents": files(("skenas.pdf", b"%PDF-1.4 broken"))}, follow=True)
    assert "being read" in page.content.decode()
    assert DBTaskResult.objects.get().task_path == read_upload_task.module_path
    upload = DocumentUpload.objects.get()

    # What is broken off is done again.
    for _time in range(2):
        read_upload_task.func(upload.pk)

    answer = client.get(reverse("news_imported_documents_upload_state", args=[upload.pk])).content.decode()
    assert "being read" not in answer
    assert "skenas.pdf" in answer
    assert waiting() == []


def test_nothing_sent_is_told(client: Client) -> None:
    assert "This field is required" in client.post(reverse(UPLOAD), {}).content.decode()


def test_only_who_may_brings_documents_in() -> None:
    user = reviewer("vertejas")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client = Client()
    client.force_login(user)
    assert client.get(reverse(UPLOAD)).status_code == 302
    client.forge(reverse(UPLOAD), {"documents": files(("a.txt", "Tekstas"))})
    assert not DocumentUpload.objects.exists()
