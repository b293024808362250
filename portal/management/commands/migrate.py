"""Django's own command, which also runs the checks of the database."""

from typing import Any

from django.core import checks
from django.core.management.commands import migrate

from portal.checks import content_message


class Command(migrate.Command):
    """Wrong content holds no migration up: an upgrade migrates first, and what mends the content can only run then."""

    def check(self, *args: Any, **kwargs: Any) -> None:
        token = content_message.set(checks.Warning)
        try:
            super().check(*args, **kwargs)
        finally:
            content_message.reset(token)
