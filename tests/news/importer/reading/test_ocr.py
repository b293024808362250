"""Scans, recognised by the real Tesseract."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from news.importer.documents import Unreadable
from news.importer.reading import ocr, read_document

from .building import FONTS, Pdf

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


@pytest.fixture
def without_tesseract(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setenv("PATH", str(tmp_path))
    ocr.installed_languages.cache_clear()
    yield
    ocr.installed_languages.cache_clear()


def test_a_scan_is_recognised_with_its_lithuanian_letters() -> None:
    document = scanned_pdf()
    document.write(["Antras puslapis turi teksto sluoksnį."])
    found = read_document("skenas.pdf", document.content())
    assert found.raw_text == "\n".join(LINES) + "\n\fAntras puslapis turi teksto sluoksnį."
    assert found.is_recognised
    assert found.has_layout_lines
    assert [warning for warning in found.warnings if warning.endswith("1.")]


@pytest.mark.usefixtures("without_tesseract")
def test_a_scan_without_tesseract_says_what_to_install() -> None:
    with pytest.raises(Unreadable, match="tesseract-ocr tesseract-ocr-lit tesseract-ocr-eng"):
        read_document("skenas.pdf", scanned_pdf().content())


@pytest.mark.usefixtures("without_tesseract")
def test_scanned_pages_beside_others_are_told_where_tesseract_is_missing() -> None:
    document = scanned_pdf()
    document.write(["Antras puslapis turi teksto sluoksnį."])
    found = read_document("skenas.pdf", document.content())
    assert found.raw_text.strip() == "Antras puslapis turi teksto sluoksnį."
    assert not found.is_recognised
    assert [warning for warning in found.warnings if "tesseract-ocr" in warning]


def test_a_page_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "SCANNED_PAGE_SECONDS", 0.01)
    picture = io.BytesIO()
    scan().save(picture, "PPM")
    with pytest.raises(Unreadable):
        ocr.recognise(picture.getvalue())
