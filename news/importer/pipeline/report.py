"""What a run took in, what was repaired, what is doubtful and what failed: as JSON, and as a page to read."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any, Final, TextIO

from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from wagtail.models import Page

from news.models import ImportedDocument
from portal.addresses.absolute_urls import absolute_url

from .decisions import review_of
from .repair_labels import LABELS
from .reviewed import Review

REJECTED: Final = "rejected"
OUTCOMES = ("created", "changed", "unchanged", REJECTED)
CONTEXT = 30


@dataclass(frozen=True)
class Doubtful:
    """A word that somebody should look at, with what stands around it."""

    language: str
    before: str
    word: str
    after: str
    readings: list[str]


@dataclass
class ReportEntry:
    """A document of the run. `reason` says why it failed; `repairs` counts by rule."""

    identifier: str
    files: list[str]
    outcome: str
    reason: str = ""
    title: str = ""
    document: int | None = None
    review: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    repairs: dict[str, int] = field(default_factory=dict)
    doubtful: list[Doubtful] = field(default_factory=list)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "ReportEntry":
        return cls(**{**data, "doubtful": [Doubtful(**doubtful) for doubtful in data["doubtful"]]})

    @property
    def repair_labels(self) -> list[tuple[str, int]]:
        return [(str(LABELS.get(rule, rule)), count) for rule, count in self.repairs.items()]


def entry_of(document: ImportedDocument, files: list[str], outcome: str, notes: list[str]) -> ReportEntry:
    """What there is to say about a document that is stored."""
    document.refresh_from_db()
    review = review_of(document)
    pages = Page.objects.filter(pk__in=document.written).select_related("locale")
    return ReportEntry(
        identifier=document.identifier,
        files=files,
        outcome=outcome,
        title=document.title,
        document=document.pk,
        review=absolute_url(reverse("news_imported_document_text", args=[document.pk])),
        pages={
            page.locale.language_code: absolute_url(reverse("wagtailadmin_pages:edit", args=[page.pk]))
            for page in pages
        },
        warnings=list(document.warnings),
        notes=notes,
        repairs=_repair_counts(review),
        doubtful=list(_doubtful(review)),
    )


def _repair_counts(review: Review) -> dict[str, int]:
    counts = Counter(
        repair.rule
        for paragraphs in review.analysis.texts.values()
        for paragraph in paragraphs
        for repair in paragraph.repairs
        if repair.is_applied
    )
    return dict(sorted(counts.items()))


def _doubtful(review: Review) -> Iterator[Doubtful]:
    for language, paragraphs in review.analysis.texts.items():
        for index, paragraph in enumerate(paragraphs):
            for doubt in review.doubts(language, index):
                repair = doubt.repair
                yield Doubtful(
                    language,
                    paragraph.text[max(0, repair.start - CONTEXT) : repair.start],
                    paragraph.text[repair.start : repair.end],
                    paragraph.text[repair.end : repair.end + CONTEXT],
                    list(repair.readings),
                )


class Report:
    """Entries wait in a file, not in memory, until the report is written."""

    def __init__(self, spool: IO[str]) -> None:
        self._spool = spool
        self.counts: Counter[str] = Counter()

    def add(self, entry: ReportEntry) -> None:
        self.counts[entry.outcome] += 1
        self._spool.write(json.dumps(asdict(entry), ensure_ascii=False) + "\n")

    def entries(self) -> Iterator[ReportEntry]:
        self._spool.seek(0)
        for line in self._spool:
            yield ReportEntry.from_json(json.loads(line))

    def summary(self) -> str:
        return _("Created: %(created)d. Changed: %(changed)d. Unchanged: %(unchanged)d. Rejected: %(rejected)d.") % {
            outcome: self.counts[outcome] for outcome in OUTCOMES
        }

    def write(self, path: Path) -> None:
        """JSON, or a page where the name ends in .html."""
        with path.open("w", encoding="utf-8") as file:
            if path.suffix.lower() in (".html", ".htm"):
                self._write_page(file)
            else:
                self._write_json(file)

    def _write_json(self, file: TextIO) -> None:
        counts = {outcome: self.counts[outcome] for outcome in OUTCOMES}
        file.write(json.dumps(counts)[:-1] + ', "documents": [')
        for number, entry in enumerate(self.entries()):
            file.write((",\n" if number else "\n") + json.dumps(asdict(entry), ensure_ascii=False))
        file.write("\n]}\n")

    def _write_page(self, file: TextIO) -> None:
        whole = get_template("news/importer/report.html")
        part = get_template("news/importer/includes/report_entry.html")
        context = {"summary": self.summary(), "language": get_language(), "moment": timezone.localtime()}
        head, _mark, tail = whole.render(context).partition("<!-- entries -->")
        file.write(head)
        for entry in self.entries():
            file.write(part.render({"entry": entry}))
        file.write(tail)


class ProgressBar:
    """How far a run is, over and over in one line of a terminal; elsewhere nothing."""

    WIDTH = 30

    def __init__(self, stream: TextIO, total: int) -> None:
        self._stream = stream
        self._total = total
        self._started = timezone.now()
        self._done = 0
        self._draw()

    def close(self) -> None:
        if self._stream.isatty():
            self._stream.write("\n")

    def step(self) -> None:
        self._done += 1
        self._draw()

    def say(self, text: str) -> None:
        """A message of its own, which stays."""
        self._stream.write(f"\r\033[K{text}\n" if self._stream.isatty() else f"{text}\n")
        self._draw()

    def _draw(self) -> None:
        if not self._stream.isatty():
            return
        seconds = max((timezone.now() - self._started).total_seconds(), 0.001)
        filled = self.WIDTH * self._done // max(self._total, 1)
        text = ngettext(
            "%(done)d of %(total)d document, %(rate).1f a second",
            "%(done)d of %(total)d documents, %(rate).1f a second",
            self._total,
        )
        values: dict[str, Any] = {"done": self._done, "total": self._total, "rate": self._done / seconds}
        self._stream.write(f"\r\033[K[{'#' * filled}{'.' * (self.WIDTH - filled)}] {text % values}")
        self._stream.flush()
