"""Loads the demonstration: the site and its content, through the importer that everybody's files go through."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from news.interchange.entities import MODELS
from news.interchange.importing import Importer
from news.interchange.reading import Line, read_lines
from news.interchange.report import Report
from news.models import ItemRecord, NewsItemPage, ProjectRecord

from .site import build_site

FOLDER = Path(settings.BASE_DIR) / "news" / "fixtures" / "demonstration"


class FixtureRejected(Exception):
    """A line of the demonstration is wrong; the message says which and why."""


def load_demonstration() -> Report:
    """Adds what is missing of the demonstration; what is there already stays as it has become.

    Raises:
        FixtureRejected: at the first line that cannot be imported.
    """
    build_site(line.data for line in _lines("pages.jsonl") if line.data is not None)
    importer = Importer(publish=True)
    report = Report()
    for name, is_there in (
        ("entities.jsonl", _has_entity),
        ("items.jsonl", _has_item),
        ("revisions.jsonl", _is_revised),
    ):
        # A revision repeats the identifier of its item.
        importer.seen.clear()
        with (FOLDER / name).open("rb") as file:
            for line, reason in importer.run(file, report, skip=is_there):
                if reason:
                    raise FixtureRejected(f"{name}, {line.number}: {reason}")
    return report


def _lines(name: str) -> Iterator[Line]:
    with (FOLDER / name).open("rb") as file:
        for line in read_lines(file):
            if line.data is None:
                raise FixtureRejected(f"{name}, {line.number}: {line.problem}")
            yield line


def _identifier(line: Line) -> str:
    return str(line.data.get("identifier", "")) if line.data else ""


def _has_entity(line: Line) -> bool:
    kind = str(line.data.get("kind")) if line.data else ""
    if kind in MODELS:
        return MODELS[kind]._default_manager.filter(identifier=_identifier(line)).exists()
    return ProjectRecord.objects.filter(identifier=_identifier(line)).exists()


def _has_item(line: Line) -> bool:
    return ItemRecord.objects.filter(identifier=_identifier(line)).exists()


def _is_revised(line: Line) -> bool:
    """Whether the source page is no longer as items.jsonl left it: revised, or changed by somebody."""
    record = ItemRecord.objects.filter(identifier=_identifier(line)).first()
    if record is None:
        return False
    page = NewsItemPage.objects.filter(
        translation_key=record.translation_key, locale_id=record.source_locale_id
    ).first()
    return page is None or page.revisions.count() > 1
