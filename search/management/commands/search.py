from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.locks import AlreadyHeld
from search import outbox, rebuilding
from search.engines import EngineUnavailable, get_engine
from search.models import OutboxEntry

NAMED_DIFFERENCES = 20


class Command(BaseCommand):
    help = "The reader's search: its state, a new index, a comparison with the database, delivery of what is waiting."

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        actions.add_parser("status", help="what the index holds, and what waits to be delivered, and why")
        rebuild = actions.add_parser("rebuild", help="build the index anew beside the one in use, then swap them")
        rebuild.add_argument("--if-needed", action="store_true", help="only where it is missing, damaged or outdated")
        actions.add_parser("verify", help="compare the index with the database; exit status 1 where they differ")
        actions.add_parser("drain", help="deliver all that is waiting now; exit status 1 where some of it remains")

    def handle(self, *args: Any, action: str, **options: Any) -> None:
        for index in outbox.index_names():
            getattr(self, f"_{action}")(index, options)

    def _status(self, index: str, options: dict[str, Any]) -> None:
        state = get_engine(index).state()
        self.stdout.write(f"Index {index}: {state.location}")
        self.stdout.write(
            f"  {state.problem}" if state.problem else f"  {state.documents} items, built {state.built_at}"
        )
        waiting = OutboxEntry.objects.filter(index=index)
        failed = waiting.exclude(last_error="")
        self.stdout.write(f"  waiting for delivery: {waiting.count()}, of which failed before: {failed.count()}")
        for entry in failed.order_by("next_attempt_at")[:NAMED_DIFFERENCES]:
            self.stdout.write(f"    {entry.key}: {entry.attempts} attempts, {entry.last_error}")

    def _rebuild(self, index: str, options: dict[str, Any]) -> None:
        if options["if_needed"] and not rebuilding.needs_rebuild(index):
            self.stdout.write(f"Index {index} is in order.")
            return
        try:
            documents = rebuilding.rebuild(index)
        except AlreadyHeld as error:
            raise CommandError("Another process is building this index.") from error
        self.stdout.write(f"Index {index} built: {documents} items.")

    def _verify(self, index: str, options: dict[str, Any]) -> None:
        try:
            result = rebuilding.verify(index)
        except EngineUnavailable as error:
            raise CommandError(str(error)) from error
        for name in ("missing", "outdated", "surplus"):
            keys = getattr(result, name)
            for key in keys[:NAMED_DIFFERENCES]:
                self.stdout.write(f"{name}: {key}")
            if len(keys) > NAMED_DIFFERENCES:
                self.stdout.write(f"{name}: {len(keys) - NAMED_DIFFERENCES} more")
        counts = f"{result.matching} of {result.published}"
        waiting = OutboxEntry.objects.filter(index=index).count()
        if not result.is_perfect:
            raise CommandError(
                f"Index differs from database: {counts} match, {len(result.surplus)} too many;"
                f" {waiting} wait for delivery."
            )
        self.stdout.write(f"Index matches database: {counts}")

    def _drain(self, index: str, options: dict[str, Any]) -> None:
        result = outbox.drain()
        self.stdout.write(f"Delivered {result.delivered}, failed {result.failed}, waiting {result.waiting}.")
        if result.waiting:
            raise CommandError("Not everything could be delivered; `manage.py search status` says why.")
