from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from portal.i18n import language_codes
from portal.translation.exchange.memory import import_memory, memory_units
from portal.translation.exchange.tmx import write_tmx
from portal.translation.exchange.units import UnreadableFile
from portal.translation.memory.keeping import bring_up_to_date


class Command(BaseCommand):
    help = "Writes the translation memory as TMX 1.4, or adds the pairs of such a file to it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["export", "import"])
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, action: str, file: Path, **options: Any) -> None:
        try:
            if action == "export":
                # Whoever reads the file never finds half an export.
                partial = file.with_name(f"{file.name}.part")
                with partial.open("w", encoding="utf-8") as output:
                    count = write_tmx(memory_units(), output, language_codes()[0])
                partial.replace(file)
                self.stdout.write(_("Pairs written: %(count)d") % {"count": count})
            else:
                with file.open("rb") as content:
                    added, known = import_memory(content, file.name)
                bring_up_to_date()
                message = _("Pairs added: %(added)d; known already: %(known)d")
                self.stdout.write(message % {"added": added, "known": known})
        except OSError as error:
            raise CommandError(_("“%(file)s” cannot be used: %(error)s") % {"file": file, "error": error}) from error
        except UnreadableFile as error:
            raise CommandError(str(error)) from error
