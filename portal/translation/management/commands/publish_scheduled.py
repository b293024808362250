from typing import Any

from django.core.management.base import BaseCommand

from portal.translation.release.scheduled import publish_scheduled


class Command(BaseCommand):
    """Stands in the place of Wagtail's command of this name, which knows of no page that waits for another."""

    help = "Publishes what is due and withdraws what has expired, as the worker does all the time."

    def handle(self, *args: Any, **options: Any) -> None:
        publish_scheduled()
