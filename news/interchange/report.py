"""What an import did: counts, rejected lines and notes; and its progress on the terminal."""

import json
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TextIO

from django.utils.translation import gettext as _

# Lines kept one by one; beyond that they are only counted, so that memory stays flat.
DETAILED_LINES = 10_000
TERMINAL_SECONDS = 0.5
LOG_SECONDS = 15.0


@dataclass(frozen=True)
class About:
    """A message about a line."""

    line: int
    identifier: str
    message: str


@dataclass
class Report:
    """Rejected lines and notes are complete up to DETAILED_LINES each."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0
    rejections: list[About] = field(default_factory=list)
    notes: list[About] = field(default_factory=list)

    @property
    def lines(self) -> int:
        return self.created + self.changed + self.unchanged + self.rejected

    def reject(self, line: int, identifier: str, reason: str) -> About:
        self.rejected += 1
        about = About(line, identifier, reason)
        if len(self.rejections) < DETAILED_LINES:
            self.rejections.append(about)
        return about

    def note(self, line: int, identifier: str, message: str) -> None:
        if len(self.notes) < DETAILED_LINES:
            self.notes.append(About(line, identifier, message))

    def summary(self) -> str:
        return _("Created: %(created)d. Changed: %(changed)d. Unchanged: %(unchanged)d. Rejected: %(rejected)d.") % {
            "created": self.created,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "rejected": self.rejected,
        }

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


class Progress:
    """Says how far a run is: over and over in one line of a terminal, elsewhere a line every LOG_SECONDS."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.is_terminal = stream.isatty()
        self.seconds = TERMINAL_SECONDS if self.is_terminal else LOG_SECONDS
        self.started = self.last = time.monotonic()

    def show(self, count: int, is_last: bool = False) -> None:
        now = time.monotonic()
        if now - self.last < self.seconds and not (is_last and self.is_terminal):
            return
        self.last = now
        rate = count / max(now - self.started, 0.001)
        text = _("%(count)d lines, %(rate).1f a second") % {"count": count, "rate": rate}
        begin, end = ("\r", "\n" if is_last else "") if self.is_terminal else ("", "\n")
        self.stream.write(f"{begin}{text}{end}")
        self.stream.flush()

    def say(self, text: str) -> None:
        """A message of its own between the progress lines."""
        self.stream.write(f"\r\033[K{text}\n" if self.is_terminal else f"{text}\n")
