"""How many queries an answer costs once the process has read what it keeps between two changes."""

import time
from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext

MOST_TRIES = 200


def warm_queries(ask: Callable[[], object]) -> int:
    """The word of earlier changes comes in its own time, and has all read anew: what two answers in succession cost."""
    before = _count(ask)
    for _ in range(MOST_TRIES):
        time.sleep(0.005)
        count = _count(ask)
        if count == before and count == _count(ask):
            return count
        before = count
    raise AssertionError("No two answers cost the same.")


def _count(ask: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        ask()
    return len(captured)
