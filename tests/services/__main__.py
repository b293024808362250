"""`python -m tests.services run -- COMMAND`: runs COMMAND with the services' addresses in its environment.

`python -m tests.services install` only puts on the machine what is missing.
"""

import argparse
import os
import sys

from portal.runtime import child_process
from tests.services.elasticsearch import JAVA_OPTIONS
from tests.services.programs import provide
from tests.services.service import ServiceError
from tests.services.signals import end_on_signals
from tests.services.stack import running_services


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.services", description=__doc__)
    parser.add_argument("action", choices=["run", "install"])
    parser.add_argument(
        "--java-options", type=str.split, default=JAVA_OPTIONS, metavar="OPTIONS", help='of Elasticsearch: "-Xmx4g"'
    )
    parser.add_argument("command", nargs="*", help="after --")
    options = parser.parse_args()
    end_on_signals()
    try:
        if options.action == "install":
            provide()
            return 0
        if not options.command:
            parser.error("run needs a command after --")
        with running_services(options.java_options) as addresses:
            for variable, url in addresses.items():
                print(f"{variable}={url}", flush=True)
            return child_process.run(options.command, os.environ | addresses)
    except ServiceError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
