"""PDF files: their text, or what Tesseract recognises on the pages that are scans."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from ..document import ReadDocument, Unreadable
from ..document_format import Format
from ..limits import (
    MOST_PAGES,
    MOST_SCANNED_PAGES,
    PDF_MEMORY_BYTES,
    PDF_PATIENCE_SECONDS,
    PDF_SECONDS,
    RECOGNISING,
    SCANNED_DOCUMENT_SECONDS,
)
from ..messages import Code, Message, of_furniture
from ..ocr import missing_packages, recognise
from ..pdf_layout import Layout, Page, PageWord, lay_out
from ..text import clean, require_text

MEDIA_TYPE = "application/pdf"
_PROCESS = Path(__file__).parent.with_name("pdf_process.py")
# Where a PDF says that it is one, other programs put junk before it.
_SIGNATURE_WITHIN_BYTES = 1024
# A scan may have a stamp or a number as text.
MOST_TEXT_OF_SCAN = 20
# With more characters than this share that no font explains, a text layer is worth nothing.
MOST_UNKNOWN = 0.3
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"


def read_pdf(name: str, content: bytes) -> ReadDocument:
    document = _Document(content)
    pages = [document.read_page(number) for number in range(len(document.pages))]
    layout = lay_out(pages)
    require_text(layout.text)
    return ReadDocument(
        name=name,
        media_type=MEDIA_TYPE,
        raw_text=layout.text,
        blocks=(),
        has_layout_lines=True,
        is_recognised=bool(document.recognised),
        page_count=len(pages),
        links=layout.links,
        warnings=tuple(_warnings(document, layout)),
    )


class _Document:
    """A PDF file, as the process that opens it describes it."""

    def __init__(self, content: bytes) -> None:
        self.recognised: list[int] = []
        self.unread: list[int] = []
        self.turned = 0
        self._content = content
        self._started = time.monotonic()
        lines = [json.loads(line) for line in _run("text", content, MOST_PAGES).splitlines()]
        problem = next((line["problem"] for line in lines if "problem" in line), "")
        if problem:
            raise Unreadable(Message(_PROBLEMS[problem]))
        if lines[0]["pages"] > MOST_PAGES:
            raise Unreadable(Message(Code.TOO_MANY_PAGES, {"count": lines[0]["pages"], "limit": MOST_PAGES}))
        self.pages: list[dict[str, Any]] = lines[1:]
        self._require_recognition()

    def read_page(self, number: int) -> Page:
        page = self.pages[number]
        drawn = Page(page["width"], page["height"], tuple(_words(page)))
        self.turned += page["turned"]
        if not _is_scan(page):
            return drawn
        if missing_packages():
            self.unread.append(number + 1)
            return drawn
        if time.monotonic() - self._started > SCANNED_DOCUMENT_SECONDS:
            raise Unreadable(Message(Code.RECOGNITION_TOO_SLOW))
        recognised = recognise(_run("picture", self._content, number))
        if sum(len(word.text) for word in recognised.words) <= _text_length(page):
            return drawn
        self.recognised.append(number + 1)
        return recognised

    def _require_recognition(self) -> None:
        scans = [page for page in self.pages if _is_scan(page)]
        if len(scans) > MOST_SCANNED_PAGES:
            raise Unreadable(Message(Code.TOO_MANY_SCANS, {"count": len(scans), "limit": MOST_SCANNED_PAGES}))
        packages = missing_packages()
        if scans and packages and not any(_text_length(page) > MOST_TEXT_OF_SCAN for page in self.pages):
            raise Unreadable(Message(Code.RECOGNITION_MISSING, {"packages": tuple(packages)}))


def _run(task: str, content: bytes, number: int) -> bytes:
    """What the process prints. Raises Unreadable where it takes too long or falls over."""
    limits = [str(PDF_MEMORY_BYTES), str(PDF_SECONDS)]
    command = [sys.executable, "-I", str(_PROCESS), task, str(number), *limits]
    try:
        result = subprocess.run(command, input=content, capture_output=True, timeout=PDF_PATIENCE_SECONDS, check=True)
        return result.stdout
    except subprocess.TimeoutExpired as error:
        raise Unreadable(Message(Code.PDF_TOO_SLOW)) from error
    except subprocess.CalledProcessError as error:
        has_spent_its_time = error.returncode in {-signal.SIGXCPU, -signal.SIGKILL}
        code = Code.PDF_TOO_SLOW if has_spent_its_time else Code.PDF_DAMAGED
        raise Unreadable(Message(code)) from error


# By what the process calls them.
_PROBLEMS = {"damaged": Code.PDF_DAMAGED, "password": Code.LOCKED, "large": Code.PDF_TOO_MUCH_TEXT}


def _words(page: dict[str, Any]) -> list[PageWord]:
    return [
        PageWord(
            *(left, upper, right, lower, size, clean(text)),
            _url_at((left + right) / 2, (upper + lower) / 2, page["links"]),
        )
        for left, upper, right, lower, size, text in page["words"]
    ]


def _url_at(across: float, down: float, links: list[list[Any]]) -> str:
    return next((url for x0, y0, x1, y1, url in links if x0 <= across <= x1 and y0 <= down <= y1), "")


def _text_length(page: dict[str, Any]) -> int:
    """Characters of the text layer; none where no font explains too many of them."""
    text = "".join(word[-1] for word in page["words"])
    return len(text) if text.count(_UNKNOWN) <= MOST_UNKNOWN * len(text) else 0


def _is_scan(page: dict[str, Any]) -> bool:
    return bool(page["has_drawings"] or page["words"]) and _text_length(page) <= MOST_TEXT_OF_SCAN


def _warnings(document: _Document, layout: Layout) -> list[Message]:
    warnings = []
    if document.unread:
        values = {"pages": tuple(document.unread), "packages": tuple(missing_packages())}
        warnings.append(Message(Code.SCANS_NOT_READ, values))
    if document.recognised and len(document.recognised) < len(document.pages):
        warnings.append(Message(Code.PAGES_RECOGNISED, {"pages": tuple(document.recognised)}))
    warnings += of_furniture(layout.furniture)
    if document.turned:
        warnings.append(Message(Code.TURNED_CHARACTERS, {"count": document.turned}))
    return warnings


FORMATS = (
    Format(
        kind="PDF",
        suffixes=(".pdf",),
        media_type=MEDIA_TYPE,
        read=read_pdf,
        cost=RECOGNISING,
        by_signature=lambda content: b"%PDF-" in content[:_SIGNATURE_WITHIN_BYTES],
    ),
)
