"""What processes of this machine have used, from Linux's /proc: memory that is their own part, and processor time."""

import os
from pathlib import Path

PROC = Path("/proc")


def descendants(process: int) -> list[int]:
    """Those that the process started and those that they started, of which the last are a web server's workers."""
    parents: dict[int, list[int]] = {}
    for entry in PROC.iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents.setdefault(int(fields[1]), []).append(int(entry.name))
    found, waiting = [], [process]
    while waiting:
        children = parents.get(waiting.pop(), [])
        found += children
        waiting += children
    return found


def proportional_memory(process: int) -> float:
    """MiB: pages that several processes share count in each of them by their share."""
    rolled_up = (PROC / str(process) / "smaps_rollup").read_text()
    return sum(int(line.split()[1]) for line in rolled_up.splitlines() if line.startswith("Pss:")) / 1024


def processor_seconds(processes: list[int]) -> float:
    """Of all of them together since they began, in the kernel and outside of it."""
    ticks = 0
    for process in processes:
        fields = (PROC / str(process) / "stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")
