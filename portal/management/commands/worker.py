import socket
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.locks import AlreadyHeld, exclusive_lock
from portal.worker import Worker


class Command(BaseCommand):
    help = "Runs queued tasks and the periodic jobs of WORKER_PERIODIC until it is told to end (SIGTERM, Ctrl-C)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--name",
            default=socket.gethostname()[:64],
            help="unique among the workers of one database, and the same again after a restart (default: %(default)s)",
        )

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        try:
            with exclusive_lock("worker"):
                self.stdout.write(f"Worker {name} is running.")
                self.stdout.flush()
                Worker(name).run()
        except AlreadyHeld as error:
            raise CommandError("Another worker of this installation is running.") from error
