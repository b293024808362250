import sys
from argparse import ArgumentParser
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from news.interchange.exporting import export_lines, unpublished_drafts
from news.interchange.report import Progress


class Command(BaseCommand):
    help = "Writes topics, organisations, people, projects and news items, one JSON object a line, for import_items."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="where to write; the standard output if left out")
        parser.add_argument("--with-files", action="store_true", help="carry documents and pictures along")

    def handle(self, *args: Any, file: Path | None, with_files: bool, **options: Any) -> None:
        progress = Progress(sys.stderr)
        partial = file.with_name(f"{file.name}.part") if file else None
        count = 0
        try:
            with partial.open("w", encoding="utf-8") if partial else nullcontext(self.stdout) as output:
                for line in export_lines(with_files=with_files):
                    output.write(f"{line}\n")
                    count += 1
                    progress.show(count)
        except OSError as error:
            raise CommandError(_("“%(file)s” cannot be written: %(error)s") % {"file": file, "error": error}) from error
        if partial and file:
            # Whoever reads the file never finds half an export.
            partial.replace(file)
        progress.show(count, is_last=True)
        drafts = unpublished_drafts()
        if drafts:
            message = ngettext(
                "%(count)d published text has a newer draft, which is not in the export.",
                "%(count)d published texts have newer drafts, which are not in the export.",
                drafts,
            )
            progress.say(message % {"count": drafts})
