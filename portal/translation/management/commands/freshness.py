from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.translation.consistency import check


class Command(BaseCommand):
    help = "Compares what is published with what is recorded of it, and mends what differs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["check", "mend"])

    def handle(self, *args: Any, action: str, **options: Any) -> None:
        """Ends with an error where differences are left: `mend` leaves none."""
        is_mended = action == "mend"
        count = 0
        for difference in check(mend=is_mended):
            count += 1
            self.stdout.write(
                _("Mended: %(difference)s") % {"difference": difference} if is_mended else str(difference)
            )
        if not count:
            self.stdout.write(_("What is recorded is what is published."))
        elif not is_mended:
            text = ngettext("%(count)d difference was found.", "%(count)d differences were found.", count)
            raise CommandError(text % {"count": count})
