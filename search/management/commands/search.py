from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Count

from portal.runtime.locks import AlreadyHeld
from search.index import outbox, rebuild
from search.index.interface import EngineUnavailable, get_index
from search.index.learning import learn_translations
from search.models import OutboxEntry

NAMED_DIFFERENCES = 20


class Command(BaseCommand):
    help = "The reader's search: its state, a new index, a comparison with the database, delivery of what is waiting."

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        actions.add_parser("status", help="what the index holds, and what waits to be delivered, and why")
        building = actions.add_parser("rebuild", help="build the index anew beside the one in use, then swap them")
        names = outbox.index_names()
        building.add_argument("--index", choices=names, help="only this one of those that this machine keeps")
        building.add_argument("--if-needed", action="store_true", help="only where it is missing, damaged or outdated")
        verify = actions.add_parser("verify", help="compare index and database; exit status 1 where they differ")
        verify.add_argument("--repair", action="store_true", help="first deliver anew, or take out, what differs")
        actions.add_parser(
            "learn", help="learn from the portal's translations what words are called in other languages"
        )
        actions.add_parser("drain", help="deliver all that is waiting now; exit status 1 where some of it remains")

    def handle(self, *args: Any, action: str, **options: Any) -> None:
        getattr(self, f"_{action}")(options)

    def _status(self, options: dict[str, Any]) -> None:
        own = outbox.index_names()
        for index in own:
            state = get_index(index).state()
            self.stdout.write(f"Index {index}: {state.location}")
            if state.is_away:
                self.stdout.write(f"  away: {state.problem} Changes wait for it; nothing has to be built.")
            elif state.problem:
                self.stdout.write(f"  has to be built: {state.problem}")
            else:
                self.stdout.write(f"  {state.documents} items, built {state.built_at}")
            if state.leftovers:
                self.stdout.write(f"  a rebuild is running or was broken off: {', '.join(state.leftovers)}")
            self._write_waiting(index)
        others = OutboxEntry.objects.exclude(index__in=own).values("index").annotate(count=Count("pk"))
        for row in others.order_by("index"):
            self.stdout.write(f"Index {row['index']}, which this machine does not keep:")
            self.stdout.write(f"  waiting for delivery: {row['count']}")

    def _learn(self, options: dict[str, Any]) -> None:
        self.stdout.write(f"Learnt {learn_translations()} pairs of words.")

    def _write_waiting(self, index: str) -> None:
        waiting = OutboxEntry.objects.filter(index=index)
        failed = waiting.exclude(last_error="")
        self.stdout.write(f"  waiting for delivery: {waiting.count()}, of which failed before: {failed.count()}")
        for entry in failed.order_by("next_attempt_at")[:NAMED_DIFFERENCES]:
            self.stdout.write(f"    {entry.key}: {entry.attempts} attempts, {entry.last_error}")

    def _rebuild(self, options: dict[str, Any]) -> None:
        names = [options["index"]] if options["index"] else outbox.index_names()
        for index in names:
            state = get_index(index).state()
            if options["if_needed"] and not state.has_to_be_built:
                self.stdout.write(f"Index {index} is {'away' if state.is_away else 'in order'}.")
                continue
            try:
                documents = rebuild.rebuild(index)
            except AlreadyHeld as error:
                raise CommandError(f"Another process is building the index {index}.") from error
            except EngineUnavailable as error:
                raise CommandError(f"Index {index} could not be built: {error}") from error
            self.stdout.write(f"Index {index} built: {documents} items.")

    def _verify(self, options: dict[str, Any]) -> None:
        for index in outbox.index_names() if options["repair"] else []:
            self._repair(index)
        differences = [message for index in outbox.index_names() if (message := self._verified(index))]
        if differences:
            raise CommandError("\n".join(differences))

    def _repair(self, index: str) -> None:
        try:
            differing = rebuild.verify(index).differing
            outbox.repair(index, differing)
        except EngineUnavailable as error:
            raise CommandError(f"Index {index} cannot be repaired: {error}") from error
        outbox.drain()
        self.stdout.write(f"Index {index}: {len(differing)} items delivered anew.")

    def _verified(self, index: str) -> str:
        """What is wrong with an index; empty where it is proved to be right."""
        try:
            result = rebuild.verify(index)
        except EngineUnavailable as error:
            return f"Index {index}: {error}"
        for name in ("missing", "outdated", "surplus"):
            keys = getattr(result, name)
            for key in keys[:NAMED_DIFFERENCES]:
                self.stdout.write(f"{name}: {key}")
            if len(keys) > NAMED_DIFFERENCES:
                self.stdout.write(f"{name}: {len(keys) - NAMED_DIFFERENCES} more")
        counts = f"{result.matching} of {result.published} ({index})"
        if result.is_perfect:
            self.stdout.write(f"Index matches database: {counts}")
            return ""
        waiting = OutboxEntry.objects.filter(index=index).count()
        surplus = len(result.surplus)
        return f"Index differs from database: {counts} match, {surplus} too many; {waiting} wait for delivery."

    def _drain(self, options: dict[str, Any]) -> None:
        result = outbox.drain()
        self.stdout.write(f"Delivered {result.delivered}, failed {result.failed}, waiting {result.waiting}.")
        if result.waiting:
            raise CommandError("Not everything could be delivered; `manage.py search status` says why.")
