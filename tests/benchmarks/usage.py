"""Runs a command and prints what it used: `python -m tests.benchmarks.usage COMMAND`.

A process between the two, because Linux counts the memory of whoever starts a process into that process's own peak.
"""

import json
import resource
import subprocess
import sys
import time

# Linux counts in kilobytes, macOS in bytes.
MEGABYTE = 1024 * 1024 if sys.platform == "darwin" else 1024


def main() -> int:
    started = time.perf_counter()
    finished = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    seconds = time.perf_counter() - started
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    figures = {"seconds": seconds, "cpu_seconds": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss / MEGABYTE}
    sys.stdout.write(finished.stdout if finished.returncode else json.dumps(figures))
    return finished.returncode


if __name__ == "__main__":
    sys.exit(main())
