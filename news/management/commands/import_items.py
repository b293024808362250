import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from news.interchange.importing import Importer
from news.interchange.report import Progress, Report
from news.interchange.resuming import Position
from portal.runtime.locks import AlreadyHeld, exclusive_lock


class Command(BaseCommand):
    help = "Imports topics, organisations, people, projects and news items, one JSON object a line."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--publish", action="store_true", help="publish, instead of leaving drafts")
        parser.add_argument(
            "--report", type=Path, metavar="FILE", help="write counts, rejected lines and notes as JSON"
        )
        parser.add_argument("--resume", action="store_true", help="go on behind the last line that was stored")

    def handle(self, *args: Any, file: Path, publish: bool, report: Path | None, resume: bool, **options: Any) -> None:
        try:
            with exclusive_lock("import_items"):
                result = self._run(file, publish, resume)
        except AlreadyHeld as error:
            raise CommandError(_("Another import is running.")) from error
        except OSError as error:
            raise CommandError(_("“%(file)s” cannot be read: %(error)s") % {"file": file, "error": error}) from error
        if report is not None:
            result.write(report)
        self.stdout.write(result.summary())
        if result.rejected:
            sys.exit(1)

    def _run(self, file: Path, publish: bool, resume: bool) -> Report:
        position = Position.of(file)
        report = position.restore() if resume else Report()
        done = position.line
        progress = Progress(sys.stderr)
        if done:
            progress.say(_("Going on behind line %(line)d.") % {"line": done})
        with file.open("rb") as stream:
            started_with = report.lines
            for line, reason in Importer(publish=publish).run(stream, report, skip=lambda line: line.number <= done):
                if reason:
                    progress.say(_("Line %(line)d: %(reason)s") % {"line": line.number, "reason": reason})
                position.keep(line.number, report)
                progress.show(report.lines - started_with)
        progress.show(report.lines - started_with, is_last=True)
        position.forget()
        return report
