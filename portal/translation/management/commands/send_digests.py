from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.runtime.locks import AlreadyHeld
from portal.translation.matrix.digests import send_digests


class Command(BaseCommand):
    help = "Sends the daily e-mails about translations that have not been sent today; the worker does so by itself."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            sent = send_digests()
        except AlreadyHeld as error:
            raise CommandError(_("Another process is sending them.")) from error
        except OSError as error:
            raise CommandError(_("The mail server does not take them: %(error)s") % {"error": error}) from error
        text = ngettext("%(count)d e-mail was sent.", "%(count)d e-mails were sent.", sent)
        self.stdout.write(text % {"count": sent})
