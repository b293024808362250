"""Documents are known by their content."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError

from portal.media.kinds import check_document
from portal.media.pictures import check_picture

from . import files


@pytest.mark.parametrize("name", files.documents())
def test_a_document_of_each_kind_is_taken(name: str) -> None:
    check_document(name, BytesIO(files.documents()[name]))


@pytest.mark.parametrize("name", files.refused_documents())
def test_what_is_no_document_or_is_called_after_another_kind_is_refused(name: str) -> None:
    with pytest.raises(ValidationError):
        check_document(name, BytesIO(files.refused_documents()[name]))


@pytest.mark.parametrize("name", files.damaged_pictures())
def test_a_picture_that_cannot_be_shown_is_refused(name: str) -> None:
    with pytest.raises(ValidationError):
        check_picture(name, BytesIO(files.damaged_pictures()[name]))


@pytest.mark.parametrize("name", files.sound_pictures())
def test_a_picture_of_any_mode_is_taken(name: str) -> None:
    check_picture(name, BytesIO(files.sound_pictures()[name]))


def test_a_page_behind_the_beginning_of_a_pdf_is_no_pdf() -> None:
    for content in (b"%PDF-1.4\n<html><script>alert(1)</script></html>", files.PDF + b" " * 2_000):
        with pytest.raises(ValidationError):
            check_document("a.pdf", BytesIO(content))
    check_document("a.pdf", BytesIO(files.PDF + b"\r\n" * 20))
