"""The writer of the embedded index is killed in the midst of it: what it said was written is there, and whole."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

from search.engines import SearchRequest
from search.engines.embedded import EmbeddedEngine
from search.index.interface import IndexChange
from search.query.parse import parse
from tests.search.corpus import EN, LT, OSLO, key

# `make soak` takes more.
KILLS = int(os.environ.get("SOAK_KILLS", "5"))
MOST_SECONDS = 0.5


def _said(output: IO[bytes] | None) -> dict[int, int]:
    """Which version of each item the writer said was written; a line that the kill has cut off says nothing."""
    assert output is not None
    lines = output.read().decode().split("\n")[:-1]
    pairs = (line.split() for line in lines)
    return {int(number): int(turn) for number, turn in pairs}


def test_what_a_killed_writer_has_written_is_there_and_the_next_one_goes_on(tmp_path: Path) -> None:
    engine = EmbeddedEngine(tmp_path / "search-index")
    engine.rebuild([LT, EN]).swap(list)
    chance = random.Random(7)  # noqa: S311 (no secret)
    command = [sys.executable, "-m", "tests.search.index.endless_writer", str(tmp_path / "search-index")]
    written: dict[int, int] = {}
    for _kill in range(KILLS):
        with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            first = writer.stdout.readline().split()
            time.sleep(chance.uniform(0, MOST_SECONDS))
            writer.kill()
            written |= {int(first[0]): int(first[1])} | _said(writer.stdout)
        held = {entry.key: entry.version for entry in engine.entries()}
        assert all(held[key(number)] >= turn for number, turn in written.items())
        assert engine.search(SearchRequest(parse("antraštė"), LT)).total == len(held)
    # The next one writes on.
    engine.write([IndexChange(OSLO.key, max(held.values()) + 1, OSLO)])
    assert engine.search(SearchRequest(parse("Vienola"), LT)).total == 1
