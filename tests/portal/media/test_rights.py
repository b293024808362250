"""Who may fetch what was uploaded, and how it is answered."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction
from wagtail.users.models import UserProfile

from news.models import Attachment
from portal.media.publishing import sweep
from portal.media.storage import public_path
from tests.client import Client
from tests.factories import content

from . import files

pytestmark = pytest.mark.usefixtures("empty_site", "places")
TYPES = [CollectionViewRestriction.PASSWORD, CollectionViewRestriction.LOGIN, CollectionViewRestriction.GROUPS]


@pytest.fixture
def collection() -> Collection:
    return Collection.get_first_root_node().add_child(name="Partneriams")


def restrict(collection: Collection, kind: str = CollectionViewRestriction.LOGIN) -> CollectionViewRestriction:
    return CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=kind, password="slapta" if kind == "password" else ""
    )


def make_document(name: str = "programa.pdf", content: bytes = files.PDF, **values: Any) -> Any:
    document = get_document_model()(title="Programa", **values)
    document.file.save(name, ContentFile(content), save=False)
    document._set_document_file_metadata()
    document.save()
    return document


def make_picture(name: str = "fasadas.png", content: bytes = b"", **values: Any) -> Any:
    return get_image_model().objects.create(
        title="Fasadas", file=ContentFile(content or files.picture(), name=name), **values
    )


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


def test_a_public_document_is_saved_and_never_run_and_may_be_cached(client: Client) -> None:
    document = make_document("programa Ąžuolas.pdf")

    answer = client.get(document.url)

    assert body(answer) == files.PDF
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"].startswith("public")
    assert answer["Content-Length"] == str(len(files.PDF))


def test_a_cached_document_is_not_sent_again_until_it_changes(client: Client) -> None:
    document = make_document()
    etag = client.get(document.url)["ETag"]

    unchanged = client.get(document.url, headers={"if-none-match": etag})
    document.file_hash = "0" * 40
    document.save()

    assert (unchanged.status_code, unchanged["ETag"], unchanged.content) == (304, etag, b"")
    assert client.get(document.url, headers={"if-none-match": etag}).status_code == 200


def test_only_the_head_is_sent_where_only_the_head_is_asked_for(client: Client) -> None:
    answer = client.head(make_document().url)
    assert (answer.status_code, answer["Content-Length"], body(answer)) == (200, str(len(files.PDF)), b"")
    assert client.forge(make_document().url).status_code == 405


@pytest.mark.parametrize(
    ("asked", "status", "start", "end"),
    [
        ("bytes=0-3", 206, 0, 4),
        ("bytes=4-", 206, 4, None),
        ("bytes=-5", 206, -5, None),
        ("bytes=0-99999", 206, 0, None),
        ("bytes=-99999", 206, 0, None),
        ("bytes=5-2", 200, 0, None),
        ("bytes=-", 200, 0, None),
        ("bytes=0-1,4-5", 200, 0, None),
        ("lines=0-1", 200, 0, None),
        ("bytes=" + "9" * 5000 + "-", 200, 0, None),
    ],
)
def test_a_part_of_a_document_is_sent_on_request(
    client: Client, asked: str, status: int, start: int, end: int | None
) -> None:
    answer = client.get(make_document().url, headers={"range": asked})
    assert (answer.status_code, body(answer)) == (status, files.PDF[start:end])
    assert answer["Content-Length"] == str(len(files.PDF[start:end]))


@pytest.mark.parametrize("asked", ["bytes=99999-", "bytes=-0"])
def test_a_part_that_is_not_there_is_refused(client: Client, asked: str) -> None:
    answer = client.get(make_document().url, headers={"range": asked})
    assert (answer.status_code, answer["Content-Range"]) == (416, f"bytes */{len(files.PDF)}")


def test_a_part_of_what_has_changed_is_sent_whole(client: Client) -> None:
    answer = client.get(make_document().url, headers={"range": "bytes=0-3", "if-range": '"older"'})
    assert (answer.status_code, body(answer)) == (200, files.PDF)


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("depth", [0, 1])
def test_a_document_of_a_private_collection_is_not_for_everybody(
    client: Client, collection: Collection, kind: str, depth: int
) -> None:
    restrict(collection, kind)
    document = make_document(collection=collection.add_child(name="Vidus") if depth else collection)

    for headers in ({}, {"range": "bytes=0-3"}, {"if-none-match": f'"{document.file_hash}"'}):
        answer = client.get(document.url, headers=headers)
        assert answer.status_code in (200, 302)
        assert files.PDF[:4] not in answer.content
        assert "no-store" in answer["Cache-Control"]


def test_who_passes_the_restriction_gets_the_document_and_no_cache_keeps_it(
    client: Client, collection: Collection
) -> None:
    restriction = restrict(collection, CollectionViewRestriction.PASSWORD)
    document = make_document(collection=collection)

    address = reverse("wagtaildocs_authenticate_with_password", args=[restriction.pk])
    client.forge(address, {"password": "slapta", "return_url": document.url})
    answer = client.get(document.url)

    assert body(answer) == files.PDF
    assert answer["Cache-Control"] == "private, no-store"
    assert "ETag" not in answer


def test_a_group_shuts_out_who_is_logged_in_but_not_of_it(client: Client, collection: Collection) -> None:
    restriction = restrict(collection, CollectionViewRestriction.GROUPS)
    board = Group.objects.create(name="Taryba")
    restriction.groups.add(board)
    document = make_document(collection=collection)
    user = User.objects.create_user("jonas")
    client.force_login(user)

    assert client.get(document.url).status_code == 403
    user.groups.add(board)
    assert body(client.get(document.url)) == files.PDF


@pytest.mark.parametrize("address", ["/documents/{0}/kita.pdf", "/documents/{0}/../programa.pdf"])
def test_a_document_answers_to_its_own_name_only(client: Client, address: str) -> None:
    assert client.get(address.format(make_document().pk)).status_code == 404


def test_a_document_whose_file_is_gone_is_not_found(client: Client) -> None:
    document = make_document()
    document.file.storage.delete(document.file.name)
    assert client.get(document.url).status_code == 404


def attached(document: Any, **values: Any) -> Any:
    item = content.make_item("Susitikimas", publish=False, **values)
    item.attachments.add(Attachment(document=document, title="Programa", locale=item.locale))
    item.save_revision().publish()
    return type(item).objects.get(pk=item.pk)


def test_a_document_comes_out_with_its_page(client: Client) -> None:
    document = make_document()
    item = attached(document)
    assert client.get(document.url).status_code == 200

    item.unpublish()
    assert client.get(document.url).status_code == 404

    other = content.make_item(
        "Kita", body=[{"type": "document", "value": {"document": document.pk, "title": "Programa"}}]
    )
    assert client.get(document.url).status_code == 200
    other.delete()
    assert client.get(document.url).status_code == 404


def test_a_document_stays_behind_the_password_of_its_page(client: Client) -> None:
    document = make_document()
    item = attached(document)
    restriction = PageViewRestriction.objects.create(
        page=item, restriction_type=PageViewRestriction.PASSWORD, password="slapta"
    )
    assert client.get(document.url).status_code == 404

    address = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, item.pk])
    client.forge(address, {"password": "slapta", "return_url": "/"})
    answer = client.get(document.url)

    assert body(answer) == files.PDF
    assert answer["Cache-Control"] == "private, no-store"


def test_staff_fetch_the_document_of_a_draft(admin_client: Client) -> None:
    document = make_document()
    attached(document).unpublish()
    assert body(admin_client.get(document.url)) == files.PDF


def test_a_picture_is_copied_to_the_public_place_when_it_is_asked_for(client: Client) -> None:
    rendition = make_picture().get_rendition("width-100")
    assert not public_path(rendition.file.name).exists()

    answer = client.get(rendition.url)

    with rendition.file.storage.open(rendition.file.name) as file:
        expected = file.read()
    assert body(answer) == expected == public_path(rendition.file.name).read_bytes()
    assert answer["Content-Type"] == "image/png"
    assert answer["Cache-Control"].startswith("public")
    assert client.get(rendition.url, headers={"if-none-match": answer["ETag"]}).status_code == 304


def test_what_is_uploaded_is_for_the_portals_own_account_alone() -> None:
    document, picture = make_document(), make_picture()
    for file in (document.file, picture.file, picture.get_rendition("width-100").file):
        path = Path(file.path)
        assert path.stat().st_mode & 0o777 == 0o600
        assert path.parent.stat().st_mode & 0o777 == 0o700


def restrict_own(picture: Any, collection: Collection) -> None:
    restrict(picture.collection)


def restrict_above(picture: Any, collection: Collection) -> None:
    restrict(Collection.get_first_root_node())


def move_picture(picture: Any, collection: Collection) -> None:
    restrict(collection)
    picture.collection = collection
    picture.save()


def move_collection(picture: Any, collection: Collection) -> None:
    restrict(collection)
    own = Collection.objects.get(pk=picture.collection_id)
    own.move(collection, pos="sorted-child")


def move_in_bulk(picture: Any, collection: Collection) -> None:
    restrict(collection)
    admin = Client()
    admin.force_login(User.objects.create_superuser("administratore"))
    address = reverse("wagtail_bulk_action", args=["wagtailimages", "image", "add_to_collection"])
    admin.forge(f"{address}?id={picture.pk}", {"collection": collection.pk})


def delete(picture: Any, collection: Collection) -> None:
    picture.delete()


def replace(picture: Any, collection: Collection) -> None:
    picture.renditions.all().delete()


def change_by_hand(picture: Any, collection: Collection) -> None:
    restrict(collection)
    get_image_model().objects.filter(pk=picture.pk).update(collection=collection)
    sweep()


WITHDRAWALS = [
    restrict_own,
    restrict_above,
    move_picture,
    move_collection,
    move_in_bulk,
    delete,
    replace,
    change_by_hand,
]


@pytest.mark.parametrize("withdraw", WITHDRAWALS, ids=lambda withdraw: withdraw.__name__)
def test_a_picture_leaves_the_public_place_with_the_right_to_see_it(
    client: Client, collection: Collection, withdraw: Any
) -> None:
    own = Collection.get_first_root_node().add_child(name="Nuotraukos")
    collection.refresh_from_db()
    picture = make_picture(collection=own)
    rendition = picture.get_rendition("width-100")
    client.get(rendition.url)
    path = public_path(rendition.file.name)
    assert path.exists()

    withdraw(picture, collection)

    assert not path.exists()
    assert client.get(rendition.url).status_code == 404
    assert not path.exists()


def test_a_picture_comes_back_with_the_right_to_see_it(client: Client, collection: Collection) -> None:
    restriction = restrict(collection)
    rendition = make_picture(collection=collection).get_rendition("width-100")
    assert client.get(rendition.url).status_code == 404

    restriction.delete()

    assert client.get(rendition.url).status_code == 200
    assert public_path(rendition.file.name).exists()


def test_who_is_let_in_sees_the_pictures_of_a_private_collection(client: Client, collection: Collection) -> None:
    restrict(collection)
    rendition = make_picture(collection=collection).get_rendition("width-100")
    client.force_login(User.objects.create_user("jonas"))

    answer = client.get(rendition.url)

    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    assert not public_path(rendition.file.name).exists()


def test_a_place_that_cannot_be_written_to_costs_no_reader_a_picture(
    client: Client, settings: Any, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    settings.PUBLIC_MEDIA_ROOT = tmp_path / "file" / "media"
    assert client.get(make_picture().get_rendition("width-100").url).status_code == 200


@pytest.mark.parametrize("folder", ["original_images", "images", "avatar_images", "documents"])
def test_no_address_of_a_reader_leads_to_a_file_that_is_not_a_picture_of_a_page(client: Client, folder: str) -> None:
    picture, document = make_picture(), make_document()
    profile = UserProfile.get_for_user(User.objects.create_user("ona"))
    profile.avatar.save("ona.png", ContentFile(files.picture()))
    for file in (picture.file, document.file, profile.avatar):
        name = file.name.rpartition("/")[2]
        assert client.get(f"/media/{file.name}").status_code == 404
        assert client.get(f"/media/{folder}/{name}").status_code == 404


def test_originals_and_avatars_are_for_the_staff(client: Client, admin_client: Client) -> None:
    picture = make_picture()
    profile = UserProfile.get_for_user(User.objects.create_user("ona"))
    profile.avatar.save("ona.png", ContentFile(files.picture()))
    for file in (picture.file, profile.avatar):
        assert client.get(file.url).status_code == 302
        answer = admin_client.get(file.url)
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
    assert admin_client.get(reverse("portal_file", args=["../demo-logins"])).status_code == 404
    assert admin_client.get("/admin/files/a%00b").status_code == 400


def test_a_user_of_the_admin_without_rights_fetches_no_original(client: Client) -> None:
    picture = make_picture()
    user = User.objects.create_user("vertėja")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    assert client.get(picture.file.url).status_code in (302, 403)


@pytest.mark.parametrize("count", [1, 12])
def test_an_address_of_a_picture_costs_as_many_queries_at_one_size_as_at_many(
    client: Client, django_assert_num_queries: Any, count: int
) -> None:
    picture = make_picture()
    renditions = [picture.get_rendition(f"width-{100 + number}") for number in range(count)]
    client.get(renditions[0].url)
    with django_assert_num_queries(3):
        client.get(renditions[0].url)
