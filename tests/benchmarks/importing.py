"""`manage.py import_items --publish` into an empty site: time an item and greatest memory, at two sizes."""

import json
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from portal.runtime import child_process

from .generate_items import generate_items
from .records import Measurement


@dataclass(frozen=True)
class Import:
    """A run of the command: seconds by the clock and of processors, and the greatest resident set in megabytes."""

    items: int
    seconds: float
    cpu_seconds: float
    memory: float


def measure(counts: Sequence[int], empty_site: Path) -> list[Import]:
    """Imports no items and then each number of them, each into a copy of the empty site's directory."""
    return [run(count, empty_site) for count in (0, *counts)]


def run(count: int, empty_site: Path) -> Import:
    """Raises RuntimeError with what the command said when it fails."""
    directory = empty_site.with_name(f"import-{count}")
    shutil.copytree(empty_site, directory)
    lines, answer = directory / "items.jsonl", directory / "answer"
    with lines.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(item, ensure_ascii=False) + "\n" for item in generate_items(count))
    command = [sys.executable, "manage.py", "import_items", str(lines), "--publish"]
    environment = os.environ | {"PORTAL_VAR_DIR": str(directory)}
    with answer.open("wb") as output:
        measured = [sys.executable, "-m", "tests.benchmarks.usage", *command]
        process = child_process.start(
            measured, directory=settings.BASE_DIR, environment=environment, output=output.fileno()
        )
        try:
            status = process.wait()
        finally:
            child_process.stop(process)
    if status:
        raise RuntimeError(f"import_items failed:\n{answer.read_text()[-2000:]}")
    return Import(count, **json.loads(answer.read_text()))


def measurements(imports: Sequence[Import]) -> Iterator[Measurement]:
    start, *others = imports
    for run in others:
        values = {
            "ms an item": (run.seconds - start.seconds) / run.items * 1000,
            "CPU ms an item": (run.cpu_seconds - start.cpu_seconds) / run.items * 1000,
            "MiB": run.memory,
        }
        for unit, value in values.items():
            yield Measurement("import", run.items, "import of a whole file", "", 1, value, unit)


def table(imports: Sequence[Import]) -> str:
    """The first import, of nothing, is what the process costs by itself; it is taken off the times of the others."""
    start, *others = imports
    figures = [
        (
            run.items,
            (run.seconds - start.seconds) / run.items,
            (run.cpu_seconds - start.cpu_seconds) / run.items,
            run.memory,
        )
        for run in others
    ]
    lines = [f"  {'items':>8}{'ms an item':>13}{'CPU ms':>10}{'peak MB':>10}"]
    lines += [
        f"  {items:>8,}{seconds * 1000:>13.1f}{cpu * 1000:>10.1f}{memory:>10.1f}"
        for items, seconds, cpu, memory in figures
    ]
    ratios = [last / first for first, last in zip(figures[0][1:], figures[-1][1:], strict=True)]
    return "\n".join([*lines, f"  {'ratio':>8}{ratios[0]:>13.2f}{ratios[1]:>10.2f}{ratios[2]:>10.2f}"])
