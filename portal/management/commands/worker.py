import socket
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.runtime.locks import AlreadyHeld, exclusive_lock
from portal.runtime.worker import STORAGE_DELAY_SECONDS, Worker
from portal.storage.state import storage_state

LOCK = "the worker's lock"


class Command(BaseCommand):
    help = "Runs queued tasks and the periodic jobs of WORKER_PERIODIC until it is told to end (SIGTERM, Ctrl-C)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--name",
            default=socket.gethostname()[:64],
            help="unique among the workers of one database, and the same again after a restart (default: %(default)s)",
        )

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        while not self._run(name):
            time.sleep(STORAGE_DELAY_SECONDS)

    def _run(self, name: str) -> bool:
        """Works to its end, or returns False where the disk does not even let it begin."""
        try:
            with exclusive_lock("worker"):
                storage_state.worked(LOCK)
                self.stdout.write(f"Worker {name} is running.")
                self.stdout.flush()
                Worker(name).run()
        except AlreadyHeld as error:
            raise CommandError("Another worker of this installation is running.") from error
        except OSError as error:
            if not storage_state.failed(LOCK, error):
                raise
            return False
        return True
