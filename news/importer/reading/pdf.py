"""PDF files: their text, or what Tesseract recognises on the pages that are scans."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from news.importer.reading.document import ReadDocument, Unreadable

from .addresses import of_bad_links, sorted_out
from .limits import (
    MOST_PAGES,
    MOST_SCANNED_PAGES,
    PDF_MEMORY_BYTES,
    PDF_PATIENCE_SECONDS,
    PDF_SECONDS,
    SCANNED_DOCUMENT_SECONDS,
)
from .messages import locked, no_recognition, of_furniture, takes_too_long, too_many_scans
from .ocr import missing_packages, recognise
from .pdf_layout import Layout, Page, Word, lay_out
from .text import clean, require_text

MEDIA_TYPE = "application/pdf"
_PROCESS = Path(__file__).with_name("pdf_process.py")
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
    links, bad = sorted_out(layout.links)
    return ReadDocument(
        name=name,
        media_type=MEDIA_TYPE,
        raw_text=layout.text,
        blocks=(),
        has_layout_lines=True,
        is_recognised=bool(document.recognised),
        page_count=len(pages),
        links=links,
        warnings=(*_warnings(document, layout), *of_bad_links(bad)),
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
            raise Unreadable(_PROBLEMS[problem]())
        if lines[0]["pages"] > MOST_PAGES:
            raise Unreadable(
                _("The document has %(count)d pages; at most %(limit)d can be read. Divide it.")
                % {"count": lines[0]["pages"], "limit": MOST_PAGES}
            )
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
            raise Unreadable(takes_too_long())
        recognised = recognise(_run("picture", self._content, number))
        if sum(len(word.text) for word in recognised.words) <= _text_length(page):
            return drawn
        self.recognised.append(number + 1)
        return recognised

    def _require_recognition(self) -> None:
        scans = [page for page in self.pages if _is_scan(page)]
        if len(scans) > MOST_SCANNED_PAGES:
            raise Unreadable(too_many_scans(len(scans), MOST_SCANNED_PAGES))
        packages = missing_packages()
        if scans and packages and not any(_text_length(page) > MOST_TEXT_OF_SCAN for page in self.pages):
            raise Unreadable(no_recognition(packages))


def _run(task: str, content: bytes, number: int) -> bytes:
    """What the process prints. Raises Unreadable where it takes too long or falls over."""
    limits = [str(PDF_MEMORY_BYTES), str(PDF_SECONDS)]
    command = [sys.executable, "-I", str(_PROCESS), task, str(number), *limits]
    try:
        result = subprocess.run(command, input=content, capture_output=True, timeout=PDF_PATIENCE_SECONDS, check=True)
        return result.stdout
    except subprocess.TimeoutExpired as error:
        raise Unreadable(_too_slow()) from error
    except subprocess.CalledProcessError as error:
        has_spent_its_time = error.returncode in {-signal.SIGXCPU, -signal.SIGKILL}
        raise Unreadable(_too_slow() if has_spent_its_time else _damaged()) from error


def _too_slow() -> str:
    return _("Reading the PDF takes too long.")


def _damaged() -> str:
    return _("The PDF is damaged. Open it in another program and save it anew.")


_PROBLEMS = {
    "damaged": _damaged,
    "password": locked,
    "large": lambda: _("The PDF has more text than can be read. Divide it."),
}


def _words(page: dict[str, Any]) -> list[Word]:
    return [
        Word(
            left,
            upper,
            right,
            lower,
            size,
            clean(text),
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


def _warnings(document: _Document, layout: Layout) -> list[str]:
    warnings = []
    if document.unread:
        pages = ", ".join(map(str, document.unread))
        warnings.append(
            _("Scanned pages that were not read: %(pages)s. To recognise them, install on the server: %(packages)s.")
            % {"pages": pages, "packages": " ".join(missing_packages())}
        )
    if document.recognised and len(document.recognised) < len(document.pages):
        pages = ", ".join(map(str, document.recognised))
        warnings.append(_("Pages that were recognised from a scan: %(pages)s.") % {"pages": pages})
    warnings += of_furniture(layout.furniture)
    if document.turned:
        warnings.append(
            ngettext(
                "%(count)d character that runs in another direction was left out.",
                "%(count)d characters that run in another direction were left out.",
                document.turned,
            )
            % {"count": document.turned}
        )
    return warnings
