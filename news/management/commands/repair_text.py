import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from news.importer.pipeline.isolated_analysis import repair_isolated
from news.importer.pipeline.isolated_reading import read_isolated
from news.importer.pipeline.wording import Refused, worded
from news.importer.reading import Unreadable
from news.importer.reading.reader import read_whole
from news.importer.repair import RepairedText
from portal.languages.registry import languages
from portal.runtime.sandbox import Sandbox


class Command(BaseCommand):
    help = "Prints the text of a document as it was before a scan misread it, as far as can be told. Changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--language", default=languages()[0].code, help="code of the text's language")
        parser.add_argument("--lines-are-paragraphs", action="store_true", help="the text has no line breaks of a page")
        parser.add_argument(
            "--json", action="store_true", dest="as_json", help="the text with every change and doubtful word"
        )

    def handle(
        self, *args: Any, file: Path, language: str, lines_are_paragraphs: bool, as_json: bool, **options: Any
    ) -> None:
        try:
            with file.open("rb") as opened, Sandbox() as sandbox:
                document = read_isolated(sandbox, file.name, read_whole(opened))
            has_layout_lines = document.has_layout_lines and not lines_are_paragraphs
            repaired = repair_isolated(document.raw_text, language, has_layout_lines=has_layout_lines)
        except OSError as error:
            raise CommandError(_("“%(file)s” cannot be read: %(error)s") % {"file": file, "error": error}) from error
        except Refused as error:
            raise CommandError(f"{file}: {error}") from error
        except Unreadable as error:
            raise CommandError(f"{file}: {worded(error.message)}") from error
        for warning in document.warnings:
            self.stderr.write(worded(warning))
        self.stdout.write(as_json_of(repaired) if as_json else repaired.text)


def as_json_of(repaired: RepairedText) -> str:
    changes = [
        {
            "start": change.start,
            "end": change.end,
            "raw_start": change.raw_start,
            "raw_end": change.raw_end,
            "before": change.before,
            "after": change.after,
            "rule": change.rule,
            "certainty": round(change.certainty, 4),
            "alternatives": change.alternatives,
            "is_applied": change.is_applied,
        }
        for change in repaired.changes
    ]
    return json.dumps({"text": repaired.text, "changes": changes}, ensure_ascii=False, indent=2)
