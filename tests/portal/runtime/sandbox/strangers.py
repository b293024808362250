"""What strangers do to those who read their files; run in a sandbox alone."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from django.utils.translation import gettext


class Refused(Exception):
    pass


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Thing:
    name: str
    content: bytes
    numbers: tuple[tuple[int, float], ...]
    colour: Colour
    words: frozenset[str]
    by_name: dict[str, "Thing | None"]


def bring_back(thing: Thing) -> Thing:
    return thing


def with_kept(text: str, thing: Thing) -> str:
    return text + thing.name


def refuse(text: str) -> str:
    raise Refused(text + gettext("The file is empty."))


def fail(text: str) -> str:
    raise LookupError(text)


def hang(text: str) -> str:
    while True:
        time.sleep(1)


def start_and_hang(path: str) -> str:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    Path(path).write_text(f"{os.getpid()} {child.pid}")
    return hang("")


def calculate(text: str) -> str:
    while True:
        pass


def take_memory(text: str) -> str:
    return "x" * (4 << 30)


def nest(text: str) -> str:
    return nest(text)


def answer_much(text: str) -> str:
    return text * 1_000_000


def write_much(path: str) -> str:
    Path(path).write_bytes(bytes(10_000_000))
    return "written"


def fall_over(text: str) -> str:
    os.abort()


def answer_another_kind(text: str) -> str:
    return 7  # type: ignore[return-value]


def write_into_the_answer(text: str) -> str:
    for output in range(3, 20):
        try:
            os.write(output, b"\xff" * 64)
        except OSError:
            continue
    return text


def surroundings(text: str) -> dict[str, str]:
    return dict(os.environ) | {"modules": " ".join(sys.modules), "open": " ".join(os.listdir("/proc/self/fd"))}


def process(text: str) -> int:
    return os.getppid()


warmed: list[str] = []


def warm() -> None:
    warmed.append("once")


def count_warmed(text: str) -> int:
    warmed.append("in the fork")
    return len(warmed)
