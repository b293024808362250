from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from portal.translation.exchange.glossary_csv import read_glossary, write_glossary
from portal.translation.exchange.units import UnreadableFile


class Command(BaseCommand):
    help = (
        "Writes the glossary as CSV, or takes such a file in: a column a language, terms apart by semicolons, a note."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["export", "import"])
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, action: str, file: Path, **options: Any) -> None:
        try:
            if action == "export":
                with file.open("w", encoding="utf-8-sig", newline="") as output:
                    count = write_glossary(output)
                self.stdout.write(_("Entries written: %(count)d") % {"count": count})
            else:
                with file.open(encoding="utf-8-sig", newline="") as lines:
                    taken = read_glossary(lines)
                message = _("Glossary entries added: %(added)d; changed: %(changed)d; as they were: %(unchanged)d.")
                values = {"added": taken.added, "changed": taken.changed, "unchanged": taken.unchanged}
                self.stdout.write(message % values)
        except UnicodeDecodeError as error:
            raise CommandError(_("The file is not in UTF-8.")) from error
        except OSError as error:
            raise CommandError(_("“%(file)s” cannot be used: %(error)s") % {"file": file, "error": error}) from error
        except UnreadableFile as error:
            raise CommandError(str(error)) from error
