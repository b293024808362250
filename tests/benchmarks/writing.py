"""An item in two languages, published: by the calls behind an editor's and a translator's buttons, and by the import.

`python -m tests.benchmarks.writing ROUNDS` measures on the site of PORTAL_VAR_DIR and prints the rows as JSON.
"""

import datetime
import io
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from shutil import copytree
from statistics import median
from typing import Any

import django
from django.conf import settings
from django.test import override_settings

from .generate_items import generate_items
from .records import Measurement

# One batch of the import; each item that is written by hand is a batch of its own.
IMPORTED, BY_HAND = 50, 10
LEFT, TASKS_DONE = "by hand, tasks left to the worker", "by hand, with its tasks"
IMPORT, AGAIN = "import, with its tasks", "import again, unchanged"
IMMEDIATELY = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


@dataclass(frozen=True)
class Way:
    """Of the median round, an item: milliseconds of the processor and by the clock, and queries."""

    name: str
    cpu: float
    clock: float
    queries: float


def measure(rounds: int, empty_site: Path) -> list[Way]:
    """In a process of its own, on a copy of the empty site's directory."""
    directory = copytree(empty_site, empty_site.with_name("writing"))
    command = [sys.executable, "-m", "tests.benchmarks.writing", str(rounds)]
    environment = os.environ | {"PORTAL_VAR_DIR": str(directory)}
    finished = subprocess.run(command, env=environment, cwd=settings.BASE_DIR, stdout=subprocess.PIPE, check=True)
    return [Way(**way) for way in json.loads(finished.stdout)]


def table(ways: Sequence[Way]) -> str:
    """Ratios are of processor time, to the import."""
    base = next(way for way in ways if way.name == IMPORT)
    lines = [f"  {'':<46}{'CPU ms an item':>15}{'by the clock':>14}{'queries':>9}{'ratio':>8}"]
    lines += [
        f"  {way.name:<46}{way.cpu:>15.1f}{way.clock:>14.1f}{way.queries:>9.1f}{way.cpu / base.cpu:>8.1f}"
        for way in ways
    ]
    return "\n".join(lines)


def measurements(ways: Sequence[Way]) -> Iterator[Measurement]:
    for way in ways:
        for unit, value in (("CPU ms an item", way.cpu), ("ms an item", way.clock), ("queries", way.queries)):
            yield Measurement("import", 0, "item written", way.name, 1, value, unit)


def main() -> None:
    django.setup()
    sys.stdout.write(json.dumps([asdict(way) for way in _measure(int(sys.argv[1]))]))


def _measure(rounds: int) -> list[Way]:
    """All write into one site, so that its size is the same for all."""
    ways = {LEFT: BY_HAND, TASKS_DONE: BY_HAND, IMPORT: IMPORTED}
    items = generate_items((rounds + 1) * (2 * BY_HAND + IMPORTED))
    taken: dict[str, list[tuple[float, float, float]]] = {name: [] for name in (*ways, AGAIN)}
    chance = random.Random(1)  # noqa: S311
    for number in range(rounds + 1):
        for name in chance.sample(list(ways), len(ways)):
            batch = list(islice(items, ways[name]))
            figures = figures_of(name, batch)
            # The first round meets topics that are new and caches that are empty.
            if number:
                taken[name].append(figures)
                if name == IMPORT:
                    taken[AGAIN].append(figures_of(AGAIN, batch))
    return [Way(name, *(median(figure) for figure in zip(*figures, strict=True))) for name, figures in taken.items()]


def figures_of(way: str, items: Sequence[dict[str, Any]]) -> tuple[float, float, float]:
    """An item, written in a way: milliseconds of the processor and by the clock, and queries."""
    write = _import if way in (IMPORT, AGAIN) else _by_hand
    with ExitStack() as stack:
        if way in (TASKS_DONE, IMPORT):
            stack.enter_context(override_settings(TASKS=IMMEDIATELY))
        return _figures(write, items)


def _figures(
    write: Callable[[Sequence[dict[str, Any]]], None], items: Sequence[dict[str, Any]]
) -> tuple[float, float, float]:
    from django.db import connection

    queries = 0

    def count(execute: Callable[..., Any], *arguments: Any) -> Any:
        nonlocal queries
        queries += 1
        return execute(*arguments)

    started = time.process_time(), time.perf_counter()
    with connection.execute_wrapper(count):
        write(items)
    cpu, clock = time.process_time() - started[0], time.perf_counter() - started[1]
    return cpu * 1000 / len(items), clock * 1000 / len(items), queries / len(items)


def _import(items: Sequence[dict[str, Any]]) -> None:
    from news.interchange.importing import Importer
    from news.interchange.report import Report

    report = Report()
    file = io.BytesIO("\n".join(json.dumps(item) for item in items).encode())
    for _line, reason in Importer(publish=True).run(file, report):
        if reason:
            raise RuntimeError(reason)


def _by_hand(items: Sequence[dict[str, Any]]) -> None:
    from tests.factories.editing import write_by_hand

    for item in items:
        source, target = item["languages"]["lt"], item["languages"]["en"]
        texts = dict(zip(_texts(source), _texts(target), strict=True))
        write_by_hand(_page(item, source), texts)


def _texts(language: dict[str, Any]) -> list[str]:
    return [language["title"], language["lead"], *language["body"]]


def _page(item: dict[str, Any], text: dict[str, Any]) -> Any:
    from news.models import ItemTopic, NewsItemPage, Topic
    from portal.addresses.slugs import slug_from
    from tests.factories.content import locale, make_topic, paragraph

    page = NewsItemPage(
        title=text["title"],
        slug=slug_from(text["title"]),
        lead=text["lead"],
        date=datetime.date.fromisoformat(item["date"]),
        body=[paragraph(part) for part in text["body"]],
        locale=locale(),
    )
    topics = [Topic.objects.filter(name=name, locale=locale()).first() or make_topic(name) for name in item["topics"]]
    page.topics.set([ItemTopic(topic=topic, locale=locale(), sort_order=place) for place, topic in enumerate(topics)])
    return page


if __name__ == "__main__":
    main()
