"""`make test` and `make lint`: every check one after another, each with its time, and on after a failure."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from portal.runtime import child_process
from tests.services.programs import missing, provide
from tests.services.service import ServiceError
from tests.services.signals import end_on_signals
from tests.services.stack import running_services
from tests.temporary_folder import in_memory

PYTHON = sys.executable
DATABASE_VARIABLES = ("DATABASE_URL", "REDIS_URL")

LINT = {
    "ruff": [PYTHON, "-m", "ruff", "check"],
    "ruff format": [PYTHON, "-m", "ruff", "format", "--check", "--quiet"],
    "mypy": [PYTHON, "-m", "mypy"],
    "djlint": [PYTHON, "-m", "djlint", "--quiet", "--lint", "home", "news", "portal", "search"],
    "repository": [PYTHON, "-m", "pytest", "tests/repository"],
}
# The demonstration's pair, SQLite and the process's own cache, and then what production has. Nothing that a browser
# shows depends on the database, so the journeys run once.
# Shared out over the processor's cores, each with a database of its own, in an order that keeps the tests that empty it
# last; sharing out whole files would not.
PYTEST = [PYTHON, "-m", "pytest", "--numprocesses=auto", "--maxprocesses=16"]
PYTEST += ["--ignore=tests/repository", "--ignore=tests/chaos"]
SQLITE = [*PYTEST, "--ignore=tests/services"]
# What no database takes part in, such as pure functions, files, engines of search and processes with databases of their
# own, runs once.
POSTGRESQL = [*PYTEST, "--database-only", "--ignore=tests/browser"]
# By itself: it needs the whole machine for a cluster of three nodes, and starts all of its services.
CHAOS = [PYTHON, "-m", "pytest", "tests/chaos"]


@dataclass
class Result:
    name: str
    seconds: float
    passed: bool
    failed_tests: tuple[str, ...] = ()


def run_phase(name: str, command: Sequence[str], environment: dict[str, str]) -> Result:
    print(f"\n━━ {name} ━━", flush=True)
    started = time.monotonic()
    if "pytest" not in command:
        returncode = child_process.run(command, environment)
        return Result(name, time.monotonic() - started, returncode == 0)
    with tempfile.TemporaryDirectory(prefix="portal-tests-report-") as folder:
        outcome = Path(folder, "outcome.xml")
        returncode = child_process.run([*command, f"--junit-xml={outcome}"], environment)
        failed = tuple(failed_tests(outcome)) if outcome.exists() else ()
    return Result(name, time.monotonic() - started, returncode == 0, failed)


def failed_tests(outcome: Path) -> Iterator[str]:
    """Each with the first line of what went wrong, from pytest's report in JUnit's XML."""
    for case in ElementTree.parse(outcome).iter("testcase"):  # noqa: S314 (written by pytest just now)
        for problem in (*case.iter("failure"), *case.iter("error")):
            line = (problem.get("message") or "").strip().partition("\n")[0]
            yield f"{case.get('classname')}::{case.get('name')}  {line}"


def lint() -> list[Result]:
    return [run_phase(name, command, dict(os.environ)) for name, command in LINT.items()]


@in_memory()
def test() -> list[Result]:
    # Some of the linters' programs, too.
    provide()
    with ThreadPoolExecutor(1) as pool, ExitStack() as services:
        # Linters need none of them.
        starting = pool.submit(services.enter_context, running_services())
        try:
            results = lint()
        finally:
            started = time.monotonic()
            addresses = starting.result()
        results.append(Result("services, after the linters", time.monotonic() - started, True))
        print("PostgreSQL, Redis and Elasticsearch answer.", flush=True)
        environment = os.environ | addresses
        without_database = {name: value for name, value in environment.items() if name not in DATABASE_VARIABLES}
        results.append(run_phase("tests on SQLite", SQLITE, without_database))
        results.append(run_phase("tests on PostgreSQL and Redis", POSTGRESQL, environment))
    lacking = missing()
    if lacking:
        # Docker has run the services so far; what is killed here has to be a process of this machine.
        print("\nNot run: chaos, which needs", ", ".join(program.name for program in lacking), flush=True)
    else:
        results.append(run_phase("chaos", CHAOS, dict(os.environ)))
    return results


def report(results: list[Result]) -> int:
    print()
    for result in results:
        print(f"  {result.seconds:6.1f} s  {'passed' if result.passed else 'FAILED'}  {result.name}")
        for failed in result.failed_tests:
            print(f"            {failed}")
    print(f"  {sum(result.seconds for result in results):6.1f} s", flush=True)
    return 0 if all(result.passed for result in results) else 1


def main() -> int:
    end_on_signals()
    try:
        return report(lint() if sys.argv[1:] == ["lint"] else test())
    except (ServiceError, subprocess.SubprocessError) as error:
        print(f"\n{error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
