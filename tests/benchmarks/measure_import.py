"""Time and memory of an import into an empty site: `python -m tests.benchmarks.measure_import 1000`.

Run it with PORTAL_VAR_DIR at a new folder: it makes the database there.
"""

import json
import os
import resource
import sys
import tempfile
import time
from argparse import ArgumentParser
from pathlib import Path

import django

STEP = 250


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.development")
    django.setup()

    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    call_command("set_up_site")
    measure(options.count)


def measure(count: int) -> None:
    """Prints the time an item takes, by the clock and of the processor, and the greatest memory, every STEP items."""
    from news.interchange.importing import Importer
    from news.interchange.report import Report

    from .generate_items import generate_items

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "items.jsonl"
        with path.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(item, ensure_ascii=False) + "\n" for item in generate_items(count))
        report = Report()
        with path.open("rb") as lines:
            clock, processor = time.perf_counter(), time.process_time()
            for done, _ in enumerate(Importer(publish=True).run(lines, report), start=1):
                if done % STEP == 0:
                    now, cpu = time.perf_counter(), time.process_time()
                    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
                    milliseconds = (
                        f"{(now - clock) / STEP * 1000:6.1f} ms, {(cpu - processor) / STEP * 1000:6.1f} ms CPU"
                    )
                    sys.stdout.write(f"{done:6} items: {milliseconds} an item, {memory:6.1f} MB at most\n")
                    sys.stdout.flush()
                    clock, processor = time.perf_counter(), time.process_time()
        sys.stdout.write(f"{report.summary()}\n")


if __name__ == "__main__":
    main()
