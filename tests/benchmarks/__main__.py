"""Figures of the portal, with everything that they need made for it and removed again; see docs/benchmarks.md."""

import json
import os
import secrets
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from shutil import copytree
from typing import Any

import django
from elasticsearch import Elasticsearch

from portal.runtime.supervisor import Ended, end_on_signals

PARTS = ("scale", "page", "load", "search", "import", "freshness", "publish", "memory", "rebuild")
ENGINES = ("embedded", "elasticsearch")
# Beginnings of names of settings of a portal on this machine, which the measured one shall not take over.
NOT_INHERITED = ("DATABASE_URL", "REDIS_URL", "SEARCH_", "PORTAL_", "MACHINE_TRANSLATOR")


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> int:
    parser = ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--only", choices=PARTS, nargs="+", default=PARTS)
    parser.add_argument("--items", type=int, nargs="+", default=[1000, 10_000, 100_000], help="sizes of the sites")
    parser.add_argument(
        "--searched", type=int, default=10_000, metavar="ITEMS", help="the largest of them whose search is measured"
    )
    parser.add_argument("--documents", type=int, nargs="+", default=[1000, 10_000], help="sizes of the index")
    parser.add_argument("--engine", choices=ENGINES, nargs="+", default=ENGINES, help="of search and rebuild")
    parser.add_argument("--import", type=int, nargs=2, default=[200, 600], metavar="ITEMS", dest="imports")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of writing by hand against importing")
    parser.add_argument("--rebuild", type=int, default=1000, metavar="DOCUMENTS", help="size of the index rebuilt")
    parser.add_argument("--memory", type=int, default=100_000, metavar="PAIRS", help="size of the translation memory")
    parser.add_argument("--record", type=Path, metavar="FILE", help="add what scale and import find to lines of JSON")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    options = parser.parse_args()
    end_on_signals()
    started = time.monotonic()
    try:
        with tempfile.TemporaryDirectory(prefix="portal-benchmarks-") as folder:
            for name in [name for name in os.environ if name.startswith(NOT_INHERITED)]:
                del os.environ[name]
            os.environ |= {"PORTAL_VAR_DIR": f"{folder}/var", "DJANGO_SETTINGS_MODULE": "tests.benchmarks.settings"}
            django.setup()
            figures = measure(options)
    except Ended as ended:
        return 128 + ended.number
    figures |= {"seconds": time.monotonic() - started, "processors": os.cpu_count(), "load": os.getloadavg()}
    say(f"\n{figures['seconds']:.0f} s, load {os.getloadavg()[1]:.1f} on {os.cpu_count()} processors")
    if options.json:
        options.json.write_text(json.dumps(figures, ensure_ascii=False, indent=2) + "\n")
    return 0


def measure(options: Namespace) -> dict[str, Any]:
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    from . import (
        freshness,
        importing,
        loading,
        publishing,
        reading_pages,
        rebuilding,
        remembering,
        scaling,
        scaling_table,
        searching,
        writing,
    )
    from .measuring import table
    from .records import append

    figures: dict[str, Any] = {}
    say("Preparing an empty site …")
    call_command("migrate", interactive=False, verbosity=0)
    call_command("compile_catalogues")
    call_command("set_up_site")
    connections.close_all()
    empty_site = copytree(settings.VAR_DIR, settings.VAR_DIR.with_name("empty"))
    if {"scale", "page", "load"} & set(options.only):
        say("Loading the demonstration …")
        call_command("load_demonstration")
    if "scale" in options.only:
        say(f"\nSites of {', '.join(f'{size:,}' for size in options.items)} items …")
        with engines() as available:
            chosen = {name: environment for name, environment in available.items() if name in options.engine}
            filled = scaling.imported(settings.VAR_DIR)
            scales = list(scaling.measure(options.items, filled, chosen, options.searched, say))
        figures["scale"] = [asdict(each) for each in scales]
        say(scaling_table.table(scales))
        if options.record:
            append(options.record, scales)
    if "page" in options.only:
        rows = reading_pages.measure()
        figures["page"] = [asdict(row) for row in rows]
        say(f"\nThe founding announcement's page\n{table(rows)}")
    if "load" in options.only:
        say("\nAsking for the page as fast as it is answered …")
        loads = loading.measure()
        figures["load"] = [asdict(load) for load in loads]
        say(loading.table(loads))
    if "import" in options.only:
        say(f"\nImporting {' and '.join(map(str, options.imports))} items …")
        imports = importing.measure(options.imports, empty_site)
        figures["import"] = [asdict(run) for run in imports]
        say(importing.table(imports))
        say(f"\nWriting items by hand and by the import, {options.rounds} rounds …")
        ways = writing.measure(options.rounds, empty_site)
        figures["writing"] = [asdict(way) for way in ways]
        say(writing.table(ways))
        if options.record:
            append(options.record, [*importing.measurements(imports), *writing.measurements(ways)])
    if "publish" in options.only:
        say("\nPublishing pairs with freshness and sync …")
        rows = publishing.measure()
        figures["publish"] = [asdict(row) for row in rows]
        say(table(rows))
    if "memory" in options.only:
        say(f"\nRemembering {options.memory:,} pairs …")
        useful, rows = remembering.measure(options.memory)
        figures["memory"] = [*map(asdict, useful), *map(asdict, rows)]
        say(f"{remembering.table(useful)}\n{table(rows)}")
    with engines() as available:
        chosen = {name: environment for name, environment in available.items() if name in options.engine}
        for name, environment in chosen.items() if "search" in options.only else []:
            for count in options.documents:
                say(f"\nIndexing {count:,} documents on {name} …")
                rows, said = searching.measure(name, environment, count, settings.VAR_DIR)
                figures[f"search {name} {count}"] = [asdict(row) for row in rows]
                say(f"Search over {count:,} items on {name}, {said}\n{table(rows)}")
        if "freshness" in options.only:
            say(f"\nPublishing {freshness.PUBLISHES} items with {' and '.join(available)} …")
            rows = freshness.measure(available, settings.VAR_DIR)
            figures["freshness"] = [asdict(row) for row in rows]
            say(table(rows))
        for name, environment in chosen.items() if "rebuild" in options.only else []:
            say(f"\nRebuilding an index of {options.rebuild:,} documents on {name} …")
            speeds = rebuilding.measure(name, environment, options.rebuild, settings.VAR_DIR)
            figures[f"rebuild {name}"] = [asdict(speed) for speed in speeds]
            say(rebuilding.table(speeds))
    return figures


@contextmanager
def engines() -> Iterator[dict[str, dict[str, str]]]:
    """The environment of each engine: Elasticsearch too where there is a cluster, with indexes that go at the end."""
    available: dict[str, dict[str, str]] = {"embedded": {}}
    url = os.environ.get("ELASTICSEARCH_URL")
    if url is None:
        yield available
        return
    prefix = f"benchmarks-{secrets.token_hex(4)}"
    names = {"SEARCH_ENGINE": "elasticsearch", "ELASTICSEARCH_URL": url, "ELASTICSEARCH_PREFIX": prefix}
    try:
        yield available | {"elasticsearch": names}
    finally:
        with Elasticsearch(url.split(",")) as client:
            for index in client.indices.get_alias(index=f"{prefix}-*"):
                client.indices.delete(index=index)


if __name__ == "__main__":
    sys.exit(main())
