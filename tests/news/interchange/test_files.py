"""Files that lines carry are looked at as those of a form are."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from news.interchange.files import File, find_document, find_image
from news.interchange.reading import Rejected
from tests.portal.media import files

pytestmark = pytest.mark.usefixtures("empty_site")


@pytest.fixture(autouse=True)
def places(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def carried(name: str, content: bytes) -> File:
    return File(name, name, hashlib.sha1(content, usedforsecurity=False).hexdigest(), content)


@pytest.mark.parametrize("name", files.refused_documents())
def test_what_is_no_document_is_rejected_and_leaves_nothing(name: str) -> None:
    with pytest.raises(Rejected):
        find_document(carried(name, files.refused_documents()[name]))
    assert not get_document_model().objects.exists()
    assert not default_storage.exists("documents") or default_storage.listdir("documents")[1] == []


@pytest.mark.parametrize("name", files.damaged_pictures())
def test_a_picture_that_cannot_be_shown_is_rejected_and_leaves_nothing(name: str) -> None:
    with pytest.raises(Rejected):
        find_image(carried(name, files.damaged_pictures()[name]))
    assert not get_image_model().objects.exists()


@pytest.mark.parametrize("name", files.sound_pictures())
def test_a_picture_of_any_mode_comes_in(name: str) -> None:
    assert find_image(carried(name, files.sound_pictures()[name])).pk
