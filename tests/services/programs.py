"""The programs that tests need besides Python packages: what is missing, and how it comes to the machine."""

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.services import elasticsearch, postgresql
from tests.services.service import ServiceError

CHROMIUM_PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_ON_MACOS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


@dataclass(frozen=True)
class Program:
    """`service`: Docker can stand in for it."""

    name: str
    found: Callable[[], bool]
    debian: str
    homebrew: str
    service: bool = False


def find_chromium() -> str | None:
    """The browser's path: CHROMIUM, where the environment names one, or an installed one."""
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    found = [path for program in CHROMIUM_PROGRAMS if (path := shutil.which(program))]
    found += [path for path in CHROMIUM_ON_MACOS if Path(path).exists()]
    return found[0] if found else None


def find_nginx() -> str | None:
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


def _found(*programs: str) -> Callable[[], bool]:
    return lambda: any(shutil.which(program) for program in programs)


def _tesseract_reads(language: str) -> bool:
    if shutil.which("tesseract") is None:
        return False
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True)
    return language in listed.stdout.split()


PROGRAMS = (
    Program("Chromium", lambda: find_chromium() is not None, "chromium", "--cask chromium"),
    Program("GNU gettext", _found("xgettext"), "gettext", "gettext"),
    Program("Tesseract for English", lambda: _tesseract_reads("eng"), "tesseract-ocr", "tesseract"),
    Program("Tesseract for Lithuanian", lambda: _tesseract_reads("lit"), "tesseract-ocr-lit", "tesseract-lang"),
    Program("PostgreSQL", lambda: postgresql.find_programs() is not None, "postgresql", "postgresql@17", service=True),
    Program("PgBouncer", _found("pgbouncer"), "pgbouncer", "pgbouncer"),
    Program("nginx", lambda: find_nginx() is not None, "nginx", "nginx"),
    Program("Redis", _found("redis-server", "valkey-server"), "redis-server", "redis", service=True),
    Program(
        "a JDK 17 or newer",
        lambda: (
            elasticsearch.find_java("java") is not None
            and (elasticsearch.is_assembled() or elasticsearch.find_java("javac") is not None)
        ),
        "default-jdk-headless",
        "openjdk",
        service=True,
    ),
    Program(
        "Maven", lambda: elasticsearch.is_assembled() or shutil.which("mvn") is not None, "maven", "maven", service=True
    ),
)


def missing() -> list[Program]:
    return [program for program in PROGRAMS if not program.found()]


def docker_answers() -> bool:
    """Whether there is an engine with `docker compose`, not only the command."""
    if shutil.which("docker") is None:
        return False
    commands = (["docker", "info"], ["docker", "compose", "version"])
    try:
        return all(subprocess.run(command, capture_output=True, timeout=20).returncode == 0 for command in commands)
    except subprocess.TimeoutExpired:
        return False


def provide() -> bool:
    """Installs what is missing, where this is root on Debian; returns True where Docker has to run the services.

    Raises ServiceError, with the command to type, for what can be had neither way.
    """
    lacking = missing()
    if lacking and os.geteuid() == 0 and shutil.which("apt-get"):
        _install([program.debian for program in lacking])
        lacking = missing()
    if not lacking:
        return False
    if all(program.service for program in lacking) and docker_answers():
        print("Docker runs the services; missing here:", ", ".join(program.name for program in lacking), flush=True)
        return True
    raise ServiceError(_advice(lacking))


def _install(packages: list[str]) -> None:
    print("Installing system packages with apt-get:", " ".join(packages), flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        result = subprocess.run(
            ["apt-get", "-qq", *command], env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True
        )
        if result.returncode:
            raise ServiceError(f"apt-get {command[0]} failed.\n{(result.stdout + result.stderr)[-3000:]}")


def _advice(lacking: list[Program]) -> str:
    lines = ["Missing: " + ", ".join(program.name for program in lacking) + "."]
    lines.append("  Debian, Ubuntu:  sudo apt-get install " + " ".join(program.debian for program in lacking))
    lines += [f"  macOS:           brew install {program.homebrew}" for program in lacking]
    if any(program.service for program in lacking):
        lines.append("  A running Docker engine can take the place of PostgreSQL, Redis, the JDK and Maven.")
    return "\n".join(lines)
