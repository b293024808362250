"""What kind of file it is."""

import pytest

from .building import archive, docx_with, pdf
from .worded import Refused, read_file, warnings_of

TEXT = "Projekto partneriai dalyvaus vizite."


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("naujiena.txt", docx_with(TEXT), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("naujiena.docx", pdf([TEXT]), "application/pdf"),
        ("naujiena.doc", f"<html><body><p>{TEXT}</p></body></html>".encode(), "text/html"),
        ("naujiena.pdf", TEXT.encode(), "text/plain"),
    ],
)
def test_content_decides_and_a_name_that_misleads_is_told(name: str, content: bytes, media_type: str) -> None:
    document = read_file(name, content)
    assert document.raw_text.strip() == TEXT
    assert document.media_type == media_type
    assert [warning for warning in warnings_of(document) if name[name.index(".") :] in warning]


@pytest.mark.parametrize("name", ["naujiena.txt", "naujiena", "naujiena.log", "lt/NAUJIENA.TXT"])
def test_a_name_that_does_not_mislead_is_not_mentioned(name: str) -> None:
    assert read_file(name, TEXT.encode()).warnings == ()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"From: <Saved by Windows Internet Explorer 8>", "MHTML"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "DOC"),
        (archive({"mimetype": "application/vnd.oasis.opendocument.presentation"}), "ODP"),
        (archive({"xl/workbook.xml": ""}), "XLSX"),
        (b"GIF89a\1\0\1\0", "GIF"),
        (b"\x1f\x8b\x08\0\0\0", "GZIP"),
        (b"Rar!\x1a\x07\0", "RAR"),
    ],
)
def test_kinds_that_cannot_be_read_are_named_with_what_to_do(content: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said):
        read_file("naujiena", content)


@pytest.mark.parametrize("name", ["naujiena.pdf", "naujiena.txt", "naujiena.docx", "naujiena.png"])
def test_a_web_page_under_the_name_of_another_kind_is_refused(name: str) -> None:
    with pytest.raises(Refused, match="HTML"):
        read_file(name, f"<html><body><script>alert(1)</script><p>{TEXT}</p></body></html>".encode())


@pytest.mark.parametrize("beginning", ["", "<?xml version='1.0'?>\n", "<!-- x -->\n"])
def test_a_drawing_that_may_hold_scripts_is_refused(beginning: str) -> None:
    with pytest.raises(Refused, match="SVG"):
        read_file("naujiena.pdf", f"{beginning}<svg onload='alert(1)'><text>{TEXT}</text></svg>".encode())
