from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.translation.trees.aliases import NO_SYNCHRONISATION


class Command(BaseCommand):
    """In the place of wagtail-localize's, which makes aliases."""

    help = "Refused: languages of this portal are not filled with pages of each other."

    def handle(self, *args: Any, **options: Any) -> None:
        raise CommandError(str(NO_SYNCHRONISATION))
