"""Builds the files that the readers are tested on."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

# Fonts with Lithuanian letters, where systems have them.
FONTS = (
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf",
    "/usr/share/fonts/dejavu-sans-fonts/DejaVuSans.ttf",
    "/System/Library/Fonts/Supplemental/Arial.ttf",
)
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


@cache
def font() -> str:
    path = next(path for path in FONTS if Path(path).exists())
    pdfmetrics.registerFont(TTFont("Letters", path))
    return "Letters"


class Pdf:
    """A PDF of lines of text; `down` counts from the upper edge of an A4 page."""

    def __init__(self, password: str | None = None) -> None:
        self._file = io.BytesIO()
        self.canvas = Canvas(self._file, pagesize=A4, encrypt=password)

    def write(self, lines: Iterable[str], left: float = 60, down: float = 80, size: float = 11) -> float:
        """Writes the lines below each other, an empty one as a gap; returns how far down the next one would stand."""
        for line in lines:
            self.canvas.setFont(font(), size)
            self.canvas.drawString(left, A4[1] - down, line)
            down += 1.3 * size
        return down

    def draw(self, picture: Image.Image, width: float = A4[0], height: float = A4[1]) -> None:
        self.canvas.drawImage(ImageReader(picture), 0, A4[1] - height, width, height)

    def end_page(self) -> None:
        self.canvas.showPage()

    def content(self) -> bytes:
        self.canvas.save()
        return self._file.getvalue()


def pdf(*pages: Iterable[str]) -> bytes:
    document = Pdf()
    for lines in pages:
        document.write(lines)
        document.end_page()
    return document.content()


def saved(document: Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def docx_with(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return saved(document)


def element(xml: str) -> BaseOxmlElement:
    """An element of a document's XML, without the declarations of its namespaces."""
    tag_end = min(position for position in (xml.find(" "), xml.find(">"), xml.find("/")) if position > 0)
    return parse_xml(f"{xml[:tag_end]} {nsdecls('w', 'r', 'wp', 'a')}{xml[tag_end:]}")


def archive(files: Mapping[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as opened:
        for name, content in files.items():
            opened.writestr(name, content)
    return file.getvalue()


def document_xml(body: str) -> str:
    return f"<w:document {nsdecls('w', 'r')}><w:body>{body}</w:body></w:document>"


def bare_docx(document: str, **parts: str | bytes) -> bytes:
    """A DOCX of parts as they are, which may be wrong."""
    return archive({"[Content_Types].xml": "<Types/>", "word/document.xml": document, **parts})
