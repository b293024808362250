"""Pictures of Word and OpenDocument files go from the file over the review to the news item."""

import io
from pathlib import Path
from typing import Any

import docx
import pytest
from django.core.management import call_command
from django.urls import reverse
from PIL import Image

from news.models import ImportedDocument, NewsItemPage
from tests.client import Client

from ..generate_documents import generate_documents
from ..material import reviewer
from ..reading.building import saved
from ..review.test_pages import facts_form


@pytest.fixture
def document(settings: Any, tmp_path: Path, empty_site: None) -> ImportedDocument:
    """In two languages, with the same picture in both files."""
    settings.VAR_DIR, settings.MEDIA_ROOT = tmp_path / "var", tmp_path / "media"
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(picture, "PNG")
    folder = tmp_path / "documents"
    folder.mkdir()
    for name, text in generate_documents(1, paragraphs=2):
        word = docx.Document()
        for paragraph in text.split("\n\n"):
            word.add_paragraph(paragraph)
        word.add_picture(picture)
        (folder / name.replace(".txt", ".docx")).write_bytes(saved(word))
    call_command("import_documents", str(folder))
    return ImportedDocument.objects.get()


@pytest.fixture
def client(document: ImportedDocument) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(reviewer("redaktore", is_superuser=True))
    return client


def test_a_reviewer_gives_the_item_a_picture_of_its_files(client: Client, document: ImportedDocument) -> None:
    assert document.warnings == []
    address = reverse("news_imported_document_picture", args=[document.pk, 0])
    assert address in client.get(reverse("news_imported_document_facts", args=[document.pk])).text
    shown = client.get(address)
    assert shown["content-type"] == "image/png"
    assert Image.open(io.BytesIO(shown.content)).size == (40, 30)
    assert client.get(reverse("news_imported_document_picture", args=[document.pk, 1]), follow=True).status_code == 404

    facts = reverse("news_imported_document_facts", args=[document.pk])
    client.post(facts, facts_form(client, document, **{"fact:picture": "7"}))
    assert document.decisions.count() == 0

    chosen = {"fact:picture": "0", "fact:pictures.0.text.lt": "Salė", "action": "write"}
    client.post(facts, facts_form(client, document, **chosen))
    assert not NewsItemPage.objects.exclude(picture=None).exists()

    client.post(facts, facts_form(client, document, action="write", **{"fact:pictures.0.text.en": "The hall"}))

    pages = {page.locale.language_code: page.get_latest_revision_as_object() for page in NewsItemPage.objects.all()}
    assert {code: page.picture_alt_text for code, page in pages.items()} == {"lt": "Salė", "en": "The hall"}
    assert pages["lt"].picture == pages["en"].picture
    assert (pages["lt"].picture.width, pages["lt"].picture.height) == (40, 30)
