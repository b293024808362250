"""Scans, recognised by the real Tesseract."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override
from PIL import ExifTags, Image, ImageDraw, ImageFont, ImageOps

from news.importer.reading import ocr
from news.importer.reading.document import Unreadable

from .building import FONTS, Pdf
from .worded import Refused, read_file, warnings_of

LINES = ("Šiauliuose įvyko susitikimas su", "projekto partneriais iš Norvegijos.", "Žuvų ūkis, gėlės ir ąžuolai.")


def scan() -> Image.Image:
    """A page of A5 at 200 dots an inch, lying not quite straight."""
    page = Image.new("L", (1165, 1654), 255)
    letters = ImageFont.truetype(next(path for path in FONTS if Path(path).exists()), 34)
    for number, line in enumerate(LINES):
        ImageDraw.Draw(page).text((120, 150 + 52 * number), line, fill=20, font=letters)
    return page.rotate(0.3, fillcolor=255)


def scanned_pdf() -> Pdf:
    document = Pdf()
    document.draw(scan())
    document.end_page()
    return document


def saved(page: Image.Image, format_name: str, **options: Any) -> bytes:
    file = io.BytesIO()
    page.save(file, format_name, **options)
    return file.getvalue()


@pytest.fixture
def without_tesseract(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setenv("PATH", str(tmp_path))
    ocr.installed_languages.cache_clear()
    yield
    ocr.installed_languages.cache_clear()


def test_a_scan_is_recognised_with_its_lithuanian_letters() -> None:
    document = scanned_pdf()
    document.write(["Antras puslapis turi teksto sluoksnį."])
    found = read_file("skenas.pdf", document.content())
    assert found.raw_text == "\n".join(LINES) + "\n\fAntras puslapis turi teksto sluoksnį."
    assert found.is_recognised
    assert found.has_layout_lines
    assert [warning for warning in warnings_of(found) if warning.endswith("1.")]


def test_a_picture_that_lies_on_its_side_is_turned_and_recognised() -> None:
    orientation = Image.Exif()
    orientation[ExifTags.Base.Orientation] = 6
    content = saved(scan().rotate(90, expand=True), "JPEG", exif=orientation, quality=80)

    found = read_file("skenas.jpg", content)

    assert found.raw_text == "\n".join(LINES)
    assert (found.media_type, found.page_count, warnings_of(found)) == ("image/jpeg", 1, ())


def test_every_page_of_a_tiff_is_recognised_and_what_is_transparent_is_paper() -> None:
    page = scan().crop((0, 130, 1165, 200))
    clear = Image.new("RGBA", page.size)
    clear.putalpha(ImageOps.invert(page))
    found = read_file("skenas", saved(page.convert("1"), "TIFF", save_all=True, append_images=[clear]))
    assert found.raw_text.split("\f") == [LINES[0], LINES[0]]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (lambda: saved(scan(), "PNG")[:3000], "damaged"),
        (lambda: saved(Image.new("1", (9000, 9000)), "PNG"), "80 million"),
        (lambda: saved(Image.new("L", (300, 300), 255), "PNG"), "no text"),
    ],
)
def test_a_picture_that_cannot_be_read_is_refused(content: Callable[[], bytes], said: str) -> None:
    with override("en"), pytest.raises(Refused, match=said):
        read_file("skenas.png", content())


@pytest.mark.usefixtures("without_tesseract")
@pytest.mark.parametrize("content", [lambda: scanned_pdf().content(), lambda: saved(scan(), "PNG")])
def test_a_scan_without_tesseract_says_what_to_install(content: Callable[[], bytes]) -> None:
    with pytest.raises(Refused, match="tesseract-ocr tesseract-ocr-lit tesseract-ocr-eng"):
        read_file("skenas", content())


@pytest.mark.usefixtures("without_tesseract")
def test_scanned_pages_beside_others_are_told_where_tesseract_is_missing() -> None:
    document = scanned_pdf()
    document.write(["Antras puslapis turi teksto sluoksnį."])
    found = read_file("skenas.pdf", document.content())
    assert found.raw_text.strip() == "Antras puslapis turi teksto sluoksnį."
    assert not found.is_recognised
    assert [warning for warning in warnings_of(found) if "tesseract-ocr" in warning]


def test_a_page_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "SCANNED_PAGE_SECONDS", 0.01)
    with pytest.raises(Unreadable):
        ocr.recognise(saved(scan(), "PPM"))
