"""Breaks a cluster under a portal that is edited and read all the time, and proves that nothing was lost."""

import argparse
import sys

from tests.chaos import report, scenario
from tests.services.programs import provide
from tests.services.service import ServiceError
from tests.services.signals import end_on_signals


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--seconds", type=float, default=300.0, help="how long editors work (default: %(default).0f)")
    parser.add_argument("--rate", type=float, default=3.0, help="what they do a second (default: %(default).0f)")
    parser.add_argument("--nodes", type=int, default=3, help="of the cluster (default: %(default)d)")
    options = parser.parse_args()
    end_on_signals()
    try:
        if provide():
            raise ServiceError("Docker cannot stand in here: nodes are killed, so all services have to be installed.")
        figures = scenario.run(options.seconds, options.rate, options.nodes)
    except ServiceError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"\n{report.text(figures)}\n")
    broken = report.violations(figures)
    for violation in broken:
        print(f"NOT KEPT: {violation}")
    if not broken:
        print("Nothing was lost, nothing stale, nothing found that is not public; every publish and reader was served.")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
