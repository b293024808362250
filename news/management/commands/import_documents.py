import sys
import tempfile
from argparse import ArgumentParser
from contextlib import closing
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from news.importer.pipeline.batch_import import Options, import_groups
from news.importer.pipeline.content_matches import matched
from news.importer.pipeline.file_groups import group_files, spooled
from news.importer.pipeline.report import REJECTED, ProgressBar, Report
from portal.i18n import language_codes
from portal.runtime.locks import AlreadyHeld, exclusive_lock


class Command(BaseCommand):
    help = (
        "Imports documents (TXT, PDF, DOCX, ODT, RTF, HTML, scanned pages as pictures) from files, folders and "
        "ZIP archives: repaired, with the two languages of each paired, as drafts that wait for review. Run again, it "
        "goes on where it was killed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", type=Path, nargs="+", metavar="PATH", help="files, folders or ZIP archives")
        parser.add_argument(
            "--language", choices=language_codes(), default="", help="of files whose name says no language"
        )
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--review-only", action="store_true", help="no pages before somebody has reviewed")
        what.add_argument("--publish", action="store_true", help="publish at once, marked as not checked")
        parser.add_argument(
            "--report",
            type=Path,
            action="append",
            default=[],
            metavar="FILE",
            help="what was repaired, what is doubtful and what failed: JSON, or a page where it ends in .html",
        )

    def handle(
        self,
        *args: Any,
        paths: list[Path],
        language: str,
        review_only: bool,
        publish: bool,
        report: list[Path],
        **options: Any,
    ) -> None:
        try:
            with exclusive_lock("import_documents"), tempfile.TemporaryFile("w+", encoding="utf-8") as entries:
                result = Report(entries)
                self._run(paths, Options(language, writes=not review_only, publish=publish), result)
                for path in report:
                    result.write(path)
        except AlreadyHeld as error:
            raise CommandError(_("Another import is running.")) from error
        except OSError as error:
            raise CommandError(_("It ended before its time: %(error)s") % {"error": error}) from error
        self.stdout.write(result.summary())
        if result.counts[REJECTED]:
            sys.exit(1)

    def _run(self, paths: list[Path], options: Options, report: Report) -> None:
        with spooled() as spool:
            found = group_files(spool.find(paths))
            # A language given for every file leaves nothing to be paired.
            found = found if options.language else matched(found, spool)
            with closing(ProgressBar(sys.stderr, len(found))) as progress:
                for entry in import_groups(found, spool, options):
                    report.add(entry)
                    if entry.outcome == REJECTED:
                        progress.say(f"{', '.join(entry.files)}: {entry.reason}")
                    progress.step()
