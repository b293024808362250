"""Granian's command with the application loaded before its workers: `python -m portal.web_server OPTIONS`.

The workers are forks, and share what was loaded; each would load its own copy after its start otherwise (ADR 0051).
"""

import gc
import sys
from importlib import import_module

from django.db import connections
from granian.cli import entrypoint

from portal.changes.listening import stop_listening

APPLICATION = "portal.wsgi:application"


def main() -> None:
    # The workers find its modules loaded.
    import_module(APPLICATION.partition(":")[0])
    # A fork has neither threads nor connections of its own.
    stop_listening()
    connections.close_all()
    # What is not counted anew is not copied.
    gc.collect()
    gc.freeze()
    sys.argv[1:] = ["--interface", "wsgi", *sys.argv[1:], APPLICATION]
    entrypoint()


if __name__ == "__main__":
    main()
