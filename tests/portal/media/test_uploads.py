"""Every way in which a picture or a document comes into the admin, with files that are not what they should be."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.users.models import UserProfile

from portal.media.rendering import is_picture
from tests.client import Client

from . import files

pytestmark = pytest.mark.usefixtures("empty_site", "places")
Send = Callable[[Client, SimpleUploadedFile], str]
REQUESTED_BY_SCRIPT = {"x-requested-with": "XMLHttpRequest"}


@pytest.fixture
def admin(db: None) -> Client:
    client = Client(headers={"accept-language": "lt"})
    user = User.objects.create_superuser("administratore")
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = "lt"
    profile.save()
    client.force_login(user)
    return client


def text(answer: Any) -> str:
    assert answer.status_code in (200, 302), answer.status_code
    if answer.status_code == 302:
        return ""
    said: str = answer.content.decode()
    # Answers to a script are written with escapes.
    return json.dumps(json.loads(said), ensure_ascii=False) if said.startswith("{") else said


def add(app: str) -> Send:
    return lambda client, file: text(client.forge(reverse(f"{app}:add"), {"title": "Nauja", "file": file}))


def add_several(app: str) -> Send:
    address = f"{app}:add_multiple"
    return lambda client, file: text(
        client.forge(reverse(address), {"title": "Nauja", "files[]": file}, headers=REQUESTED_BY_SCRIPT)
    )


def choose(app: str, prefix: str) -> Send:
    values = {f"{prefix}-title": "Nauja"}
    return lambda client, file: text(
        client.forge(reverse(f"{app}_chooser:create"), {**values, f"{prefix}-file": file}, headers=REQUESTED_BY_SCRIPT)
    )


def replace_picture(client: Client, file: SimpleUploadedFile) -> str:
    picture = get_image_model().objects.create(title="Sena", file=ContentFile(files.picture(), name="sena.png"))
    before = picture.file.name
    said = text(client.forge(reverse("wagtailimages:edit", args=[picture.pk]), {"title": "Sena", "file": file}))
    picture.refresh_from_db()
    assert default_storage.exists(picture.file.name)
    assert said == "" or picture.file.name == before
    return said


def replace_document(client: Client, file: SimpleUploadedFile) -> str:
    document = get_document_model().objects.create(title="Sena", file=ContentFile(files.PDF, name="sena.pdf"))
    before = document.file.name
    said = text(client.forge(reverse("wagtaildocs:edit", args=[document.pk]), {"title": "Sena", "file": file}))
    document.refresh_from_db()
    assert default_storage.exists(document.file.name)
    assert said == "" or document.file.name == before
    return said


def avatar(client: Client, file: SimpleUploadedFile) -> str:
    page = client.get(reverse("wagtailadmin_account"))
    values = {
        form.add_prefix(name): form[name].value() or ""
        for panels in page.context["panels_by_tab"].values()
        for panel in panels
        for form in [panel.get_form()]
        for name in form.fields
        if name != "avatar" and not name.startswith(("old_password", "new_password"))
    }
    values |= {
        "name_email-first_name": "Ona",
        "name_email-last_name": "Onaitė",
        "name_email-email": "ona@portal.invalid",
    }
    return text(client.forge(reverse("wagtailadmin_account"), {**values, "avatar-avatar": file}))


PICTURE_WAYS: dict[str, Send] = {
    "add": add("wagtailimages"),
    "add several": add_several("wagtailimages"),
    "choose": choose("wagtailimages", "image-chooser-upload"),
    "replace": replace_picture,
    "avatar": avatar,
}
DOCUMENT_WAYS: dict[str, Send] = {
    "add": add("wagtaildocs"),
    "add several": add_several("wagtaildocs"),
    "choose": choose("wagtaildocs", "document-chooser-upload"),
    "replace": replace_document,
}
# Each message that says why has one of these.
REASONS = ("sugadintas", "turi baigtis", "mln. pikselių", "nėra dokumentas", "makrokomandų")


@pytest.mark.parametrize("way", PICTURE_WAYS)
def test_a_picture_that_cannot_be_shown_is_refused_in_the_users_language(admin: Client, way: str) -> None:
    unclear = {}
    for name, content in files.damaged_pictures().items():
        said = PICTURE_WAYS[way](admin, SimpleUploadedFile(name, content))
        if not any(reason in said for reason in REASONS):
            unclear[name] = said[:2000]
    assert unclear == {}
    assert get_image_model().objects.exclude(title="Sena").count() == 0
    assert not UserProfile.objects.exclude(avatar="").exists()


@pytest.mark.parametrize("way", PICTURE_WAYS)
def test_a_picture_of_any_mode_comes_in_and_is_shown(admin: Client, way: str) -> None:
    for name, content in files.sound_pictures().items():
        said = PICTURE_WAYS[way](admin, SimpleUploadedFile(name, content))
        assert not any(reason in said for reason in REASONS), (name, said)
    if way == "avatar":
        saved = UserProfile.objects.exclude(avatar="").get().avatar
        assert admin.get(saved.url).status_code == 200
        return
    pictures = list(get_image_model().objects.all())
    assert len(pictures) == len(files.sound_pictures())
    for picture in pictures:
        specs = [f"format-{name}|width-200" for name in ("avif", "webp", "jpeg")]
        for rendition in picture.get_renditions(*specs).values():
            assert is_picture(rendition), picture.file.name


@pytest.mark.parametrize("way", DOCUMENT_WAYS)
def test_what_is_no_document_is_refused_in_the_users_language(admin: Client, way: str) -> None:
    unclear = {}
    for name, content in files.refused_documents().items():
        said = DOCUMENT_WAYS[way](admin, SimpleUploadedFile(name, content))
        if not any(reason in said for reason in REASONS):
            unclear[name] = said[:2000]
    assert unclear == {}
    assert get_document_model().objects.exclude(title="Sena").count() == 0


@pytest.mark.parametrize("way", DOCUMENT_WAYS)
def test_a_document_of_each_kind_comes_in(admin: Client, way: str) -> None:
    for name, content in files.documents().items():
        DOCUMENT_WAYS[way](admin, SimpleUploadedFile(name, content))
    assert get_document_model().objects.exclude(file__startswith="documents/sena").count() == len(files.documents())
