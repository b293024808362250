"""What pages, search and programs are told of documents and pictures that lie in private collections: nothing."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, CollectionViewRestriction

from news.models import Attachment, NewsItemPage
from tests.client import Client
from tests.factories import content

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]


@pytest.fixture
def collection() -> Collection:
    return Collection.get_first_root_node().add_child(name="Tarybai")


def close(collection: Collection) -> CollectionViewRestriction:
    return CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")


def make_document(collection: Collection, name: str = "slaptasprotokolas.txt") -> Document:
    document = Document(title="Slaptasprotokolas", collection=collection)
    document.file.save(name, ContentFile(b"tekstas"))
    document.save()
    return document


def make_picture(collection: Collection) -> Image:
    file = get_test_image_file(filename="slaptasportretas.png")
    return Image.objects.create(title="Slaptasportretas", file=file, collection=collection)


def document_block(document: Document, title: str = "Slaptaspavadinimas") -> dict[str, Any]:
    return content.block({"type": "document", "value": {"document": document.pk, "title": title}})


def picture_block(picture: Image) -> dict[str, Any]:
    image = {"image": picture.pk, "alt_text": "Slaptasaprašymas", "decorative": False}
    return content.block({"type": "picture", "value": {"picture": image, "caption": "Slaptasparašas"}})


def document_link(document: Document) -> str:
    return f'Žr. <a linktype="document" id="{document.pk}">protokolą</a>.'


def make_pair(collection: Collection) -> tuple[NewsItemPage, NewsItemPage]:
    document, picture = make_document(collection), make_picture(collection)
    item = content.make_item(
        "Posėdis",
        body=[document_block(document), picture_block(picture), document_link(document)],
        picture=picture,
        picture_alt_text="Slaptasvirsus",
        picture_caption="Slaptasparašas",
        publish=False,
    )
    item.attachments.add(Attachment(document=document, title="Slaptaspriedas", locale=item.locale))
    item.save_revision().publish()
    item = content.fresh(item)
    return item, content.translate(item)


def seen(client: Client, pages: tuple[NewsItemPage, NewsItemPage]) -> str:
    number = pages[0].record.number
    addresses = [page.url for page in pages]
    addresses += [f"/{code}/" for code in ("lt", "en")]
    addresses += [f"/{code}/{part}" for code in ("lt", "en") for part in ("feed/", f"n/{number}/changes/")]
    html = "".join(client.get(address).content.decode() for address in addresses)
    for query in ("slaptas", "slaptaspavadinimas", "slaptasaprašymas", "slaptasparašas", "posėdis"):
        for language in ("lt", "en"):
            results = client.get("/api/search/", {"q": query, "language": language}).json()["results"]
            html += str(results)
    return html.lower()


def test_readers_are_shown_what_lies_in_a_public_collection(client: Client, collection: Collection) -> None:
    html = seen(client, make_pair(collection))
    for word in ("slaptasprotokolas", "slaptaspavadinimas", "slaptaspriedas", "slaptasportretas", "slaptasaprašymas"):
        assert word in html


def test_readers_are_told_nothing_of_what_lies_in_a_private_collection(client: Client, collection: Collection) -> None:
    restriction = close(collection)
    pages = make_pair(collection)

    html = seen(client, pages)

    assert "slaptas" not in html
    assert "protokolą" in html
    restriction.delete()
    assert "slaptaspavadinimas" in seen(client, pages)


def test_what_becomes_private_later_is_found_no_more(client: Client, collection: Collection) -> None:
    pages = make_pair(collection)
    seen(client, pages)

    close(Collection.get_first_root_node())

    assert "slaptas" not in seen(client, pages)


@pytest.mark.parametrize("kind", ["document", "image"])
def test_the_index_hears_of_files_that_are_moved_to_a_private_collection(
    client: Client, admin_client: Client, collection: Collection, kind: str
) -> None:
    pages = make_pair(collection)
    private = Collection.get_first_root_node().add_child(name="Privatu")
    close(private)
    word = {"document": "slaptaspavadinimas", "image": "slaptasparašas"}[kind]
    file = {"document": Document, "image": Image}[kind].objects.get()
    assert client.get("/api/search/", {"q": word, "language": "lt"}).json()["total"] == 1

    app = {"document": "wagtaildocs", "image": "wagtailimages"}[kind]
    address = reverse("wagtail_bulk_action", args=[app, kind, "add_to_collection"])
    admin_client.forge(f"{address}?id={file.pk}", {"collection": private.pk})

    assert client.get("/api/search/", {"q": word, "language": "lt"}).json()["total"] == 0
    assert word not in client.get(pages[0].url).content.decode().lower()


def test_what_changed_of_a_private_file_is_said_without_its_words(client: Client, collection: Collection) -> None:
    item, english = make_pair(collection)
    close(collection)
    item = content.fresh(item)
    body = [dict(each) for each in item.body.raw_data]
    body[0] = {**body[0], "value": {**body[0]["value"], "title": "Slaptasnaujas"}}
    body[1] = {**body[1], "value": {**body[1]["value"], "caption": "Slaptasnaujas"}}
    item.body = item.body.stream_block.to_python([*body, content.paragraph("Vieša pastraipa.")])
    for row in item.attachments.all():
        row.title = "Slaptasnaujas"
    item.picture_caption = item.picture_alt_text = "Slaptasnaujas"
    item.save_revision().publish()

    html = client.get(f"/en/n/{item.record.number}/changes/").content.decode()

    assert "slaptas" not in html.lower()
    assert "Vieša pastraipa." in html
    assert english.title in html


def test_who_may_see_a_private_picture_sees_it_on_its_page(client: Client, collection: Collection) -> None:
    close(collection)
    item, _english = make_pair(collection)
    client.force_login(User.objects.create_user("skaitytojas"))

    html = client.get(item.url).content.decode()

    assert "slaptasportretas" in html
    assert "slaptasprotokolas" not in html


def test_a_document_that_is_gone_takes_the_title_of_its_block_along(client: Client, collection: Collection) -> None:
    make_pair(collection)

    Document.objects.get().delete()

    assert client.get("/api/search/", {"q": "slaptaspavadinimas", "language": "lt"}).json()["total"] == 0
