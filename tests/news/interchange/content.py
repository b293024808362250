"""Lines of import files, and the import of them in one call."""

import io
import json
from collections.abc import Mapping
from typing import Any

from news.interchange.importing import Importer
from news.interchange.report import Report
from news.models import ItemRecord, NewsItemPage

LITHUANIAN = {
    "title": "Vizitas Osle",
    "lead": "Partneriai lankėsi Osle.",
    "body": ["Pirma pastraipa.", "Antra pastraipa."],
}
ENGLISH = {
    "title": "Visit to Oslo",
    "lead": "The partners visited Oslo.",
    "body": ["First paragraph.", "Second paragraph."],
}


def item_line(identifier: str = "oslo", languages: Mapping[str, Any] | None = None, **values: Any) -> dict[str, Any]:
    """A line of the minimal form in both languages, with further keys."""
    return {
        "identifier": identifier,
        "date": "2017-04-03",
        "topics": ["Bendradarbiavimas"],
        "source_language": "lt",
        "languages": {"lt": LITHUANIAN, "en": ENGLISH} if languages is None else dict(languages),
        **values,
    }


def import_lines(*lines: Mapping[str, Any] | str | bytes, publish: bool = True) -> Report:
    """Imports objects, or texts and bytes as they are, as the lines of one file."""
    return import_bytes(b"".join(_raw(line) + b"\n" for line in lines), publish=publish)


def import_bytes(content: bytes, *, publish: bool = True) -> Report:
    report = Report()
    for _line in Importer(publish=publish).run(io.BytesIO(content), report):
        pass
    return report


def counts(report: Report) -> tuple[int, int, int, int]:
    """Created, changed, unchanged, rejected."""
    return report.created, report.changed, report.unchanged, report.rejected


def page(language: str = "lt", identifier: str = "oslo") -> NewsItemPage:
    key = ItemRecord.objects.get(identifier=identifier).translation_key
    return NewsItemPage.objects.get(translation_key=key, locale__language_code=language)


def body_texts(item: NewsItemPage) -> list[str]:
    return [str(block.value.source) for block in item.body]


def body_ids(item: NewsItemPage) -> list[str]:
    return [block.id for block in item.body]


def _raw(line: Mapping[str, Any] | str | bytes) -> bytes:
    if isinstance(line, bytes):
        return line
    return (line if isinstance(line, str) else json.dumps(line, ensure_ascii=False)).encode()
