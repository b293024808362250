from typing import Any

from django.core.management.base import BaseCommand, CommandError

from home.demonstration import FixtureRejected, load_demonstration


class Command(BaseCommand):
    help = "Adds what is missing of the demonstration's site and content. What is there already stays."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = load_demonstration()
        except FixtureRejected as error:
            raise CommandError(str(error)) from error
        if report.lines:
            self.stdout.write(report.summary())
