"""Measurements as lines of JSON, one each, that later runs are added to: docs/measurements/*.jsonl."""

import json
import subprocess
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class Measurement:
    """`way` is how a thing was asked or made, "" where there is one way only; `size` is in items."""

    part: str
    size: int
    name: str
    way: str
    connections: int
    value: float
    unit: str


def append(path: Path, measurements: Iterable[Measurement]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    run = {"commit": _commit(), "date": datetime.now(UTC).date().isoformat()}
    with path.open("a", encoding="utf-8") as file:
        for each in measurements:
            rounded = asdict(each) | {"value": float(f"{each.value:.4g}")}
            file.write(json.dumps(run | rounded, ensure_ascii=False) + "\n")


def _commit() -> str:
    command = ["git", "describe", "--always", "--dirty", "--abbrev=10", "--exclude=*"]
    return subprocess.run(command, cwd=settings.BASE_DIR, check=True, capture_output=True, text=True).stdout.strip()
