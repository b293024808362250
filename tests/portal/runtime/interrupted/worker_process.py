"""A worker on a test's database: `python -m tests.portal.runtime.interrupted.worker_process NAME SECONDS JOB…`.

NAME is that of the database, SECONDS how long a task may take, JOB the path of a periodic job.
"""

import itertools
import os
import signal
import sys
import time
from collections import deque

import django
from django_tasks import task


@task
def kill_worker() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@task
def end_worker() -> None:
    """In good order."""
    os.kill(os.getpid(), signal.SIGTERM)


@task
def hang() -> None:
    while True:
        time.sleep(0.1)


@task
def hang_in_a_library() -> None:
    """No signal is looked at, and no other thread of Python runs."""
    deque(itertools.repeat(0), maxlen=0)


def kill_in_a_job() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def work_in_a_job() -> None:
    from django.core.cache import cache

    cache.set("job", "done")


def main() -> None:
    database, seconds, *jobs = sys.argv[1:]
    django.setup()
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = database
    settings.WORKER_PERIODIC = [(f"tests.portal.runtime.interrupted.worker_process.{job}", 1) for job in jobs]
    settings.WORKER_TASK_SECONDS = int(seconds)
    from portal.runtime.interrupted import time_limit
    from portal.runtime.worker import Worker

    time_limit.GRACE_SECONDS = 2
    Worker("here").run()


if __name__ == "__main__":
    main()
