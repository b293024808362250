"""The original files of imported documents cannot be deleted, and whoever tries is told why."""

from pathlib import Path

import pytest
from django.urls import reverse
from pytest_django.fixtures import Settings
from wagtail.documents import get_document_model
from wagtail.models import Collection

from news.importer.pipeline.document_import import keep_file, private_collection
from news.models import ImportedFile
from tests.client import Client

from .material import reviewer, stored

pytestmark = pytest.mark.usefixtures("languages")


@pytest.fixture
def client(settings: Settings, tmp_path: Path) -> Client:
    settings.MEDIA_ROOT = tmp_path / "media"
    client = Client(headers={"accept-language": "en"})
    client.force_login(reviewer("redaktore", is_superuser=True))
    return client


@pytest.fixture
def file(client: Client) -> ImportedFile:
    kept = keep_file("oslas.txt", b"Vizitas", "text/plain")
    return ImportedFile.objects.create(
        document=stored(), language="lt", file=kept, name="oslas.txt", media_type="text/plain", sha256="a" * 64
    )


def test_one_file_or_several_are_not_deleted_and_the_reason_is_named(client: Client, file: ImportedFile) -> None:
    other = keep_file("kitas.txt", b"Kitas", "text/plain")
    path = file.file.file.path
    singly = reverse("wagtaildocs:delete", args=[file.file_id])
    bulk = reverse("wagtail_bulk_action", args=["wagtaildocs", "document", "delete"])
    for address in (singly, f"{bulk}?id={file.file_id}&id={other.pk}"):
        client.submit(address, "Yes, delete")
        assert "imported file “oslas.txt”" in client.get(reverse("wagtailadmin_home")).content.decode()
    assert get_document_model().objects.filter(pk__in=[file.file_id, other.pk]).count() == 2
    assert Path(path).read_bytes() == b"Vizitas"


def test_files_that_nothing_needs_are_deleted_singly_and_in_bulk(client: Client) -> None:
    first, second, third = (keep_file(f"{name}.txt", name.encode(), "text/plain") for name in "abc")
    client.submit(reverse("wagtaildocs:delete", args=[first.pk]), "Yes, delete")
    bulk = reverse("wagtail_bulk_action", args=["wagtaildocs", "document", "delete"])
    client.submit(f"{bulk}?id={second.pk}&id={third.pk}", "Yes, delete")
    assert not get_document_model().objects.exists()


def test_the_collection_of_the_files_is_not_deleted_as_long_as_it_has_any(client: Client, file: ImportedFile) -> None:
    collection = private_collection()
    address = reverse("wagtailadmin_collections:delete", args=[collection.pk])
    assert client.get(address, follow=True).status_code == 200
    assert client.forge(address).status_code == 403
    assert Collection.objects.filter(pk=collection.pk).exists()
    assert get_document_model().objects.filter(pk=file.file_id, collection=collection).exists()
