import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from news.importer.repair import DEFAULT_LANGUAGE, RepairedText, repair_text

MOST_BYTES = 20 * 1024 * 1024
_ENCODINGS = ("utf-8-sig", "windows-1257")
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class Command(BaseCommand):
    help = "Prints the text of a scan as it was printed, as far as can be told. Changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--language", default=DEFAULT_LANGUAGE, help="code of the text's language")
        parser.add_argument("--lines-are-paragraphs", action="store_true", help="the text has no line breaks of a page")
        parser.add_argument(
            "--json", action="store_true", dest="as_json", help="the text with every change and doubtful word"
        )

    def handle(
        self, *args: Any, file: Path, language: str, lines_are_paragraphs: bool, as_json: bool, **options: Any
    ) -> None:
        repaired = repair_text(self._read(file), language, has_layout_lines=not lines_are_paragraphs)
        self.stdout.write(as_lines_of_json(repaired) if as_json else repaired.text)

    def _read(self, file: Path) -> str:
        try:
            if file.stat().st_size > MOST_BYTES:
                raise CommandError(_("“%(file)s” is larger than 20 MB.") % {"file": file})
            content = file.read_bytes()
        except OSError as error:
            raise CommandError(_("“%(file)s” cannot be read: %(error)s") % {"file": file, "error": error}) from error
        encodings = ("utf-16",) if content.startswith(_UTF_16_MARKS) else _ENCODINGS
        for encoding in encodings:
            try:
                text = content.decode(encoding)
            except UnicodeDecodeError:
                continue
            if "\0" not in text:
                return text
        raise CommandError(_("“%(file)s” is not a text file.") % {"file": file})


def as_lines_of_json(repaired: RepairedText) -> str:
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
