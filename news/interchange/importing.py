"""Takes a file in, line by line, each in a transaction of its own."""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from news.models import NewsItemPage, NewsListingPage, ProjectIndexPage, ProjectPage

from .entities import MODELS, EntityWriter, read_entity
from .items import read_item
from .pages import Outcome, PageWriter, Result
from .projects import read_project
from .reading import KINDS, Keys, Line, Rejected, read_lines
from .references import References
from .report import Report
from .statistics import refresh_statistics

LINES_BETWEEN_STATISTICS = 250
# Shown where a line is rejected before its identifier is known, or with a very long one.
SHOWN_IDENTIFIER = 80


class Importer:
    """Imports files and remembers between lines what they name. `publish`: all but what the file marks as a draft."""

    def __init__(self, *, publish: bool) -> None:
        self.references = References()
        self.entities = EntityWriter(self.references, publish)
        self.projects = PageWriter(ProjectPage, ProjectIndexPage, self.references, publish)
        self.items = PageWriter(NewsItemPage, NewsListingPage, self.references, publish)
        # Digests, not texts: sixteen bytes a line.
        self.seen: dict[bytes, bytes] = {}

    def run(
        self, file: BinaryIO, report: Report, skip: Callable[[Line], bool] = lambda line: False
    ) -> Iterator[tuple[Line, str]]:
        """Takes in every line and yields it when it is stored for good, with the reason if it was rejected.

        Lines for which `skip` holds are only remembered.
        """
        for line in read_lines(file):
            if line.number % LINES_BETWEEN_STATISTICS == 1:
                refresh_statistics()
            if skip(line):
                with suppress(Rejected):
                    self._is_repetition(line)
                continue
            identifier = _identifier(line)
            reason = ""
            try:
                result = self._import(line)
            except (Rejected, ValidationError, DatabaseError) as error:
                self.references.forget()
                reason = reason_of(error)
                report.reject(line.number, identifier, reason)
            else:
                setattr(report, result.outcome.value, getattr(report, result.outcome.value) + 1)
                for note in result.notes:
                    report.note(line.number, identifier, note)
            yield line, reason

    def _import(self, line: Line) -> Result:
        if line.data is None:
            raise Rejected(line.problem)
        if self._is_repetition(line):
            return Result(Outcome.UNCHANGED)
        keys = Keys(line.data)
        kind = keys.text("kind") or "item"
        with transaction.atomic():
            if kind in MODELS:
                result = self.entities.write(read_entity(kind, keys))
            elif kind == "project":
                result = self.projects.write(read_project(keys))
            elif kind == "item":
                result = self.items.write(read_item(keys))
            else:
                values = {"kind": kind[:40], "kinds": ", ".join(KINDS)}
                raise Rejected(_("“kind”: “%(kind)s” is none of %(kinds)s.") % values)
        unread = keys.unread()
        if unread:
            result.notes.append(_("Unknown keys were passed over: %(keys)s.") % {"keys": ", ".join(unread)})
        return result

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
