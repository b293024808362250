"""A task or a job may take so long and no longer."""

import faulthandler
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils.translation import gettext as _

# What has not answered to the exception by then is in the hands of a library, or has swallowed it.
GRACE_SECONDS = 60


class TookTooLong(Exception):
    """Raised where the worker is. An Exception, because it is a failure like any other."""


def took_too_long() -> TookTooLong:
    return TookTooLong(_("It took longer than %(seconds)d seconds.") % {"seconds": settings.WORKER_TASK_SECONDS})


@contextmanager
def time_limit() -> Iterator[None]:
    """SIGALRM after settings.WORKER_TASK_SECONDS, for whose handler the worker cares; the end of the process, with a
    traceback in the log, a minute later."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    seconds = settings.WORKER_TASK_SECONDS
    signal.setitimer(signal.ITIMER_REAL, seconds)
    faulthandler.dump_traceback_later(seconds + GRACE_SECONDS, exit=True, file=sys.__stderr__ or sys.stderr)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()
        signal.setitimer(signal.ITIMER_REAL, 0)
