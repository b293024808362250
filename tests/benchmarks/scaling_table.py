"""The measurements of scaling as one table, and what grows with the number of items."""

from collections.abc import Iterator, Sequence

from .records import Measurement
from .scaling import ANEW, BARE, NGINX

PERCENTILES = ("ms p50", "ms p95", "ms p99")


class _Figures:
    def __init__(self, measurements: Sequence[Measurement]) -> None:
        self._values = {(m.size, m.name, m.way, m.connections, m.unit): m.value for m in measurements}
        self.sizes = sorted({m.size for m in measurements if m.size})
        self.loads = [(m.name, m.way, m.size, m.connections) for m in measurements if m.unit == "requests/s"]
        self.names = list(dict.fromkeys((m.name, m.way, m.connections, m.unit) for m in measurements if m.size))

    def of(self, size: int, name: str, way: str, connections: int, unit: str) -> float | None:
        return self._values.get((size, name, way, connections, unit))


def table(measurements: Sequence[Measurement]) -> str:
    figures = _Figures(measurements)
    return "\n".join([*_loads(figures), "", *_searches(figures), "", *_growths(figures)])


def _loads(figures: _Figures) -> Iterator[str]:
    yield (
        f"{'':<26}{'':<15}{'items':>8}{'queries':>8}{'connections':>12}{'a second':>11}"
        f"{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}{'CPU ms':>8}{'÷ nginx':>9}{'bare ÷':>8}"
    )
    for name, way, size, connections in sorted(figures.loads, key=lambda load: (load[0], load[1], load[2])):
        rate = figures.of(size, name, way, connections, "requests/s") or 0
        nginx = figures.of(0, name, NGINX, connections, "requests/s") or 0
        bare = figures.of(0, name, BARE, connections, "requests/s") or 0
        queries = figures.of(size, name, ANEW, 1, "queries") if way == ANEW else None
        percentiles = "".join(f"{figures.of(size, name, way, connections, unit) or 0:>9.2f}" for unit in PERCENTILES)
        processor = figures.of(size, name, way, connections, "CPU ms an answer under load") or 0
        yield (
            f"{name:<26}{way:<15}{_items(size):>8}{'' if queries is None else f'{queries:.0f}':>8}{connections:>12}"
            f"{rate:>11,.0f}{percentiles}{processor:>8.2f}{rate / nginx:>9.4f}{bare / rate:>8.1f}"
        )


def _searches(figures: _Figures) -> Iterator[str]:
    """The page and the engine by what the engine asks its index."""
    yield f"{'':<26}{'items':>8}{'ms':>9}{'÷ index alone':>15}"
    for size in figures.sizes:
        alone = figures.of(size, "search", "the index alone", 1, "ms an answer")
        for name, way in (("search", "the index alone"), ("search", "engine"), ("search API", ANEW), ("search", ANEW)):
            taken = figures.of(size, name, way, 1, "ms an answer")
            if taken and alone:
                yield f"{f'{name}, {way}':<26}{_items(size):>8}{taken:>9.2f}{taken / alone:>15.2f}"


def _growths(figures: _Figures) -> Iterator[str]:
    """All that was measured at several sizes, with the largest by the smallest."""
    yield f"{'':<40}{'':<26}" + "".join(f"{_items(size):>10}" for size in figures.sizes) + f"{'growth':>9}"
    for name, way, connections, unit in figures.names:
        if connections > 1 and unit != "MiB":
            continue
        values = [figures.of(size, name, way, connections, unit) for size in figures.sizes]
        known = [value for value in values if value is not None]
        shown = "".join("" if value is None else f"{value:>10,.2f}" for value in values)
        growth = f"{known[-1] / known[0]:>9.2f}" if known[0] else ""
        yield f"{f'{name}, {way}' if way else name:<40}{unit:<26}{shown}{growth}"


def _items(size: int) -> str:
    return f"{size:,}" if size else ""
