"""Takes a file in: new items in batches, everything else line by line, each in a transaction of its own."""

import hashlib
import json
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from news.models import ItemRecord, NewsItemPage, NewsListingPage, ProjectIndexPage, ProjectPage

from .batches import BatchWriter
from .entities import MODELS, EntityLine, EntityWriter, read_entity
from .items import ItemLine, read_item
from .pages import LineOutcome, LineResult, PageWriter
from .projects import ProjectLine, read_project
from .reading import KINDS, Line, ObjectReader, Rejected, read_lines
from .references import References
from .report import Report
from .statistics import refresh_statistics

LINES_BETWEEN_STATISTICS = 250
# A batch of lines is in memory at once and goes into one transaction, which other writers wait for. Search is told of
# so many items right after the commit, see search.index.outbox.KEYS_AFTER_COMMIT.
LINES_A_BATCH = 50
BYTES_A_BATCH = 4 * 1024 * 1024
# Shown where a line is rejected before its identifier is known, or with a very long one.
SHOWN_IDENTIFIER = 80

# What a value of a kind that nobody has thought of may end in; it costs its line.
UNFORESEEN = (ValueError, TypeError, LookupError, ArithmeticError, AttributeError, RecursionError)

logger = logging.getLogger(__name__)

Refusal = Rejected | ValidationError | DatabaseError


@dataclass(frozen=True)
class _Read:
    """A line that has been read: what it says, or why it is rejected; None for a repetition."""

    line: Line
    content: ItemLine | ProjectLine | EntityLine | Rejected | None
    unread: Sequence[str] = ()


class Importer:
    """Imports files and remembers between lines what they name. `publish`: all but what the file marks as a draft."""

    def __init__(self, *, publish: bool) -> None:
        self.references = References()
        self.entities = EntityWriter(self.references, publish)
        self.projects = PageWriter(ProjectPage, ProjectIndexPage, self.references, publish)
        self.items = PageWriter(NewsItemPage, NewsListingPage, self.references, publish)
        self.batches = BatchWriter(self.items)
        # Digests, not texts: sixteen bytes a line.
        self.seen: dict[bytes, bytes] = {}

    def run(
        self, file: BinaryIO, report: Report, skip: Callable[[Line], bool] = lambda line: False
    ) -> Iterator[tuple[Line, str]]:
        """Imports every line and yields it when it is stored for good, with the reason if it was rejected.

        Lines for which `skip` holds are only remembered.
        """
        batch: list[Line] = []
        for line in read_lines(file):
            if line.number % LINES_BETWEEN_STATISTICS == 1:
                refresh_statistics()
            if skip(line):
                with suppress(Rejected):
                    self._is_repetition(line)
                continue
            batch.append(line)
            if len(batch) == LINES_A_BATCH or sum(each.size for each in batch) >= BYTES_A_BATCH:
                yield from self._import_lines(batch, report)
                batch = []
        yield from self._import_lines(batch, report)

    def _import_lines(self, lines: Sequence[Line], report: Report) -> Iterator[tuple[Line, str]]:
        """In the order of the file: a line may name what the one before it has made."""
        read = [self._read(line) for line in lines]
        identifiers = {each.content.identifier for each in read if isinstance(each.content, ItemLine)}
        known = set(ItemRecord.objects.filter(identifier__in=identifiers).values_list("identifier", flat=True))
        together: list[_Read] = []
        for each in read:
            is_new = isinstance(each.content, ItemLine) and each.content.identifier not in known
            if is_new or each.content is None or isinstance(each.content, Rejected):
                together.append(each)
                continue
            yield from self._import_together(together, report)
            together = []
            yield self._report(each, self._write(each), report)
        yield from self._import_together(together, report)

    def _import_together(self, read: Sequence[_Read], report: Report) -> Iterator[tuple[Line, str]]:
        """New items, and lines between them that write nothing."""
        new = [each.content for each in read if isinstance(each.content, ItemLine)]
        written: Iterator[LineResult | Refusal]
        try:
            written = iter(self.batches.write(new) if new else [])
        except (DatabaseError, *UNFORESEEN):
            # One line must not take the others with it. Written by themselves, it is found out which one it is.
            self.references.forget()
            written = iter([self._write(each) for each in read if isinstance(each.content, ItemLine)])
        for each in read:
            result = next(written) if isinstance(each.content, ItemLine) else self._write(each)
            yield self._report(each, result, report)

    def _report(self, read: _Read, result: LineResult | Refusal, report: Report) -> tuple[Line, str]:
        """The line and the reason if it was rejected."""
        line = read.line
        identifier = _identifier(line)
        if not isinstance(result, LineResult):
            reason = reason_of(result)
            report.reject(line.number, identifier, reason)
            return line, reason
        setattr(report, result.outcome.value, getattr(report, result.outcome.value) + 1)
        notes = list(result.notes)
        if isinstance(read.content, ItemLine) and result.outcome is not LineOutcome.UNCHANGED:
            notes += read.content.warnings()
        if read.unread:
            notes.append(_("Unknown keys were passed over: %(keys)s.") % {"keys": ", ".join(read.unread)})
        for note in notes:
            report.note(line.number, identifier, note)
        return line, ""

    def _read(self, line: Line) -> _Read:
        try:
            if line.data is None:
                raise Rejected(line.problem)
            if self._is_repetition(line):
                return _Read(line, None)
            keys = ObjectReader(line.data)
            kind = keys.text("kind") or "item"
            if kind in MODELS:
                content: ItemLine | ProjectLine | EntityLine = read_entity(kind, keys)
            elif kind == "project":
                content = read_project(keys)
            elif kind == "item":
                content = read_item(keys)
            else:
                values = {"kind": kind[:40], "kinds": ", ".join(KINDS)}
                raise Rejected(_("“kind”: “%(kind)s” is none of %(kinds)s.") % values)
        except Rejected as rejection:
            return _Read(line, rejection)
        except UNFORESEEN as error:
            return _Read(line, _unforeseen(line, error))
        return _Read(line, content, keys.unread())

    def _write(self, read: _Read) -> LineResult | Refusal:
        """By itself."""
        if read.content is None:
            return LineResult(LineOutcome.UNCHANGED)
        if isinstance(read.content, Rejected):
            return read.content
        try:
            with transaction.atomic():
                if isinstance(read.content, EntityLine):
                    return self.entities.write(read.content)
                if isinstance(read.content, ProjectLine):
                    return self.projects.write(read.content)
                return self.items.write(read.content)
        except (Rejected, ValidationError, DatabaseError) as error:
            self.references.forget()
            return error
        except UNFORESEEN as error:
            self.references.forget()
            return _unforeseen(read.line, error)

    def _is_repetition(self, line: Line) -> bool:
        """The same line again. Raises Rejected for the same identifier with other content."""
        if line.data is None:
            return False
        identity = json.dumps([line.data.get("kind") or "item", line.data.get("identifier")])
        key = hashlib.blake2b(identity.encode(), digest_size=8).digest()
        content = hashlib.blake2b(json.dumps(line.data, sort_keys=True).encode(), digest_size=8).digest()
        known = self.seen.setdefault(key, content)
        if known is content:
            return False
        if known == content:
            return True
        raise Rejected(_("Another line of this file has the same identifier and other content."))


def _unforeseen(line: Line, error: Exception) -> Rejected:
    logger.error("Line %d cannot be imported", line.number, exc_info=error)
    values = {"error": f"{type(error).__name__}: {error}"[:200]}
    return Rejected(_("It cannot be imported; the log says more: %(error)s") % values)


def _identifier(line: Line) -> str:
    value = line.data.get("identifier") if line.data else None
    return value[:SHOWN_IDENTIFIER] if isinstance(value, str) else ""


def reason_of(error: Exception) -> str:
    """Why something was refused, in the user's language."""
    if isinstance(error, ValidationError):
        if hasattr(error, "error_dict"):
            return " ".join(f"“{name}”: {' '.join(messages)}" for name, messages in error.message_dict.items())
        return " ".join(error.messages)
    if isinstance(error, DatabaseError):
        return _("The database refused it: %(error)s") % {"error": error}
    return str(error)
