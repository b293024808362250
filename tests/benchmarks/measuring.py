"""Times of several things that take turns, so that whatever else the machine does meanwhile meets all of them."""

import gc
import random
import statistics
import time
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class Row:
    """Percentiles in milliseconds. Ratios of medians, and of fifth percentiles, are to the row that `to` names."""

    name: str
    samples: int
    p5: float
    median: float
    p95: float
    ratio: float | None = None
    ratio_p5: float | None = None
    to: str = ""


def interleaved(actions: Mapping[K, Callable[[], object]], rounds: int) -> dict[K, list[float]]:
    """Seconds that each action took, a value a round; in every round each has its turn, in a new order."""
    order = list(actions)
    chance = random.Random(1)  # noqa: S311
    seconds: dict[K, list[float]] = {key: [] for key in order}
    gc.collect()
    gc.freeze()
    for number in range(-max(3, rounds // 10), rounds):
        chance.shuffle(order)
        for key in order:
            started = time.perf_counter()
            actions[key]()
            taken = time.perf_counter() - started
            if number >= 0:
                seconds[key].append(taken)
    gc.unfreeze()
    return seconds


def row(name: str, seconds: Sequence[float], base: Sequence[float] = (), to: str = "") -> Row:
    """`base`: the seconds of what the ratios are to."""
    p5, median, p95 = _percentiles(seconds)
    if not base:
        return Row(name, len(seconds), p5, median, p95)
    base_p5, base_median, _ = _percentiles(base)
    return Row(name, len(seconds), p5, median, p95, median / base_median, p5 / base_p5, to)


def _percentiles(seconds: Sequence[float]) -> tuple[float, float, float]:
    """The 5th, 50th and 95th in milliseconds."""
    cuts = statistics.quantiles([value * 1000 for value in seconds], n=20, method="inclusive")
    return cuts[0], cuts[9], cuts[18]


def table(rows: Sequence[Row]) -> str:
    lines = [f"  {'':<46}{'samples':>7}{'p5 ms':>9}{'median':>9}{'p95':>9}{'ratio':>9}{'at p5':>8}"]
    for line in rows:
        times = f"  {line.name:<46}{line.samples:>7}{line.p5:>9.2f}{line.median:>9.2f}{line.p95:>9.2f}"
        lines.append(f"{times}{line.ratio:>9.2f}{line.ratio_p5:>8.2f} × {line.to}" if line.to else times)
    return "\n".join(lines)
