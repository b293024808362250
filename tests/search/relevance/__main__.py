"""Measures how well search finds what readers mean: `python -m tests.search.relevance`; see docs/relevance.md."""

import os
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from pathlib import Path

import django

LANGUAGES = ("lt", "en")


def arguments() -> Namespace:
    parser = ArgumentParser(prog="python -m tests.search.relevance", description=__doc__)
    parser.add_argument("--engine", choices=["embedded", "elasticsearch"], nargs="+", default=["embedded"])
    parser.add_argument("--set", choices=["first", "second", "third"], default="first", help="which texts and queries")
    parser.add_argument("--half", choices=["tuning", "frozen"], help="ask the queries of one half only")
    parser.add_argument("--readers", action="store_true", help="ask all queries for readers of each language too")
    parser.add_argument("--failures", metavar="CLASS", help="show what each failing query of a class found")
    return parser.parse_args()


def main() -> int:
    options = arguments()
    with tempfile.TemporaryDirectory(prefix="portal-relevance-") as folder:
        os.environ |= {"PORTAL_VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "portal.settings.test"}
        django.setup()
        measure(options, Path(folder))
    return 0


def measure(options: Namespace, folder: Path) -> None:
    from tests.search.contract.conftest import made

    from .measuring import BOTH, Outcome, ask, failures, fill, read_queries, table

    queries = [query for query in read_queries(options.set) if options.half in (None, query.half)]
    columns: dict[str, list[Outcome]] = {}
    readers: dict[str, list[Outcome]] = {}
    for name in options.engine:
        with made(name, folder) as engine:
            started = time.perf_counter()
            fill(engine, LANGUAGES, options.set)
            built = time.perf_counter()
            columns[name] = ask(engine, queries, name=options.set)
            asked = time.perf_counter()
            if options.readers:
                readers |= {
                    f"{name}, {code} reader": ask(engine, queries, code, name=options.set) for code in LANGUAGES
                }
        say(f"{name}: filled in {built - started:.1f} s, {len(queries)} queries in {asked - built:.1f} s")
    say(f"\n{table(columns)}")
    if readers:
        say(f"\nAll queries asked by readers of one language\n{table(readers, [BOTH])}")
    for name, outcomes in columns.items() if options.failures else ():
        say(f"\n{name}: failures of {options.failures}\n{failures(outcomes, options.failures)}")


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
