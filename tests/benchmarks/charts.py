"""Draws docs/measurements/*.svg from the last run of each part in docs/measurements/*.jsonl.

`python -m tests.benchmarks.charts`; the same lines give the same bytes.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl

FOLDER = Path(__file__).resolve().parent.parent.parent / "docs" / "measurements"
LINES = "figures.jsonl"
STYLE: dict[Any, Any] = {
    "svg.hashsalt": "portal",
    # Letters as letters: smaller, and readers' programs find them.
    "svg.fonttype": "none",
    "font.size": 9,
    "axes.grid": True,
    "grid.color": "#dddddd",
    "axes.spines.top": False,
    "axes.spines.right": False,
}

Line = dict[str, Any]


def main() -> None:
    lines = [json.loads(line) for line in (FOLDER / LINES).read_text(encoding="utf-8").splitlines()]
    scale = _last_run(lines, "scale")
    with mpl.rc_context(STYLE):
        _draw("growth", "processor ms of an answer that is made anew", "items", _growth(scale))
        _draw("load", "requests a second, the article of the smallest site", "connections", _load(scale), is_log=True)


def _last_run(lines: Iterable[Line], part: str) -> list[Line]:
    of_part = [line for line in lines if line["part"] == part]
    return [line for line in of_part if (line["commit"], line["date"]) == (of_part[-1]["commit"], of_part[-1]["date"])]


def _growth(lines: Sequence[Line]) -> dict[str, list[tuple[int, float]]]:
    return _series(lines, "size", lambda line: line["unit"] == "CPU ms an answer")


def _load(lines: Sequence[Line]) -> dict[str, list[tuple[int, float]]]:
    smallest = min(line["size"] for line in lines if line["size"])
    return _series(
        lines,
        "connections",
        lambda line: line["unit"] == "requests/s" and line["name"] == "article" and line["size"] in (0, smallest),
        key="way",
    )


def _series(
    lines: Iterable[Line], across: str, is_shown: Callable[[Line], bool], key: str = "name"
) -> dict[str, list[tuple[int, float]]]:
    """Points of what is shown, by its name."""
    series: dict[str, list[tuple[int, float]]] = {}
    for line in lines:
        if is_shown(line):
            series.setdefault(line[key], []).append((line[across], line["value"]))
    return {name: sorted(points) for name, points in series.items()}


def _draw(
    name: str, title: str, across: str, series: dict[str, list[tuple[int, float]]], *, is_log: bool = False
) -> None:
    # Without pyplot, which wants to know of a screen.
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6.4, 3.2), layout="constrained")
    axes = figure.subplots()
    for label, points in series.items():
        axes.plot(*zip(*points, strict=True), marker="o", markersize=3, linewidth=1.2, label=label)
    places = sorted({place for points in series.values() for place, _ in points})
    axes.set_xscale("log")
    axes.set_xticks(places, [f"{place:,}" for place in places], minor=False)
    axes.minorticks_off()
    axes.set(title=title, xlabel=across, yscale="log" if is_log else "linear")
    if not is_log:
        axes.set_ylim(bottom=0)
    axes.legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False)
    figure.savefig(FOLDER / f"{name}.svg", metadata={"Date": None, "Creator": None})


if __name__ == "__main__":
    main()
