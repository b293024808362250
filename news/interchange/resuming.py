"""Where an import of a file stands, kept beside the data so that a killed run can go on."""

import hashlib
import json
import logging
import time
from dataclasses import asdict
from pathlib import Path

from django.conf import settings

from portal.storage.files import move_aside, write_whole

from .report import About, Report

logger = logging.getLogger(__name__)

# A run that is killed does again what it did since: idempotent, so only time is lost.
SECONDS_BETWEEN_SAVES = 1.0
HEAD_BYTES = 1024 * 1024


class Position:
    """The last line of one file that was stored. A file that has changed begins anew."""

    def __init__(self, path: Path, fingerprint: str) -> None:
        self.path = path
        self.fingerprint = fingerprint
        self.line = 0
        self._saved = -SECONDS_BETWEEN_SAVES

    @classmethod
    def of(cls, file: Path) -> "Position":
        """Raises OSError where the file cannot be read."""
        with file.open("rb") as stream:
            head = hashlib.sha256(stream.read(HEAD_BYTES)).hexdigest()
        name = hashlib.sha256(str(file.resolve()).encode()).hexdigest()[:32]
        return cls(settings.VAR_DIR / "imports" / f"{name}.json", f"{file.stat().st_size} {head}")

    def restore(self) -> Report:
        """The report so far, after which `line` is set; an empty one where there is nothing to go on with."""
        try:
            kept = json.loads(self.path.read_text(encoding="utf-8"))
            if kept["fingerprint"] != self.fingerprint:
                return Report()
            line, report = kept["line"], Report(**kept["report"])
            report.rejections = [About(**about) for about in kept["report"]["rejections"]]
            report.notes = [About(**about) for about in kept["report"]["notes"]]
        except FileNotFoundError:
            return Report()
        except (OSError, ValueError, TypeError, LookupError, RecursionError) as error:
            logger.warning("%s is of no use, so that the import begins anew: %s", self.path, error)
            return Report()
        counts = (line, report.created, report.changed, report.unchanged, report.rejected)
        if not all(type(count) is int and count >= 0 for count in counts):
            return Report()
        self.line = line
        return report

    def keep(self, line: int, report: Report) -> None:
        """Remembers that everything up to `line` is stored; on the disk at most every SECONDS_BETWEEN_SAVES."""
        self.line = line
        if time.monotonic() - self._saved < SECONDS_BETWEEN_SAVES:
            return
        write_whole(self.path, json.dumps({"fingerprint": self.fingerprint, "line": line, "report": asdict(report)}))
        self._saved = time.monotonic()

    def forget(self) -> None:
        move_aside(self.path)
        self.path.unlink(missing_ok=True)
