"""Background work of one installation: queued tasks and the periodic jobs of settings.WORKER_PERIODIC, in one process.

Tasks and jobs run one after another on one database connection, so that none of them shares a connection or
competes for SQLite's write lock with another. A failure is logged and tried again; it never ends the worker.
"""

import datetime
import logging
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

from django.conf import settings
from django.core.management import call_command
from django.db import close_old_connections, connections
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks_db.management.commands.db_worker import Worker as TaskWorker
from django_tasks_db.models import DBTaskResult

from portal.runtime.interrupted.marker import Marker
from portal.runtime.interrupted.recovery import (
    died_in_job,
    died_in_task,
    ended_well,
    forget_finished,
    resting_jobs,
    return_to_queue,
)
from portal.runtime.interrupted.time_limit import time_limit, took_too_long
from portal.storage.failures import storage_failure
from portal.storage.state import storage_state

logger = logging.getLogger(__name__)

IDLE_SECONDS = 1.0
# What is running when the worker is told to end may take this long; then it is broken off.
GRACE_SECONDS = 1.2
# A long queue lets the periodic jobs have their turn after this many tasks.
TASKS_A_TURN = 20
LONGEST_DELAY_SECONDS = 60.0
# A job that could not store anything is as good as before: it is tried again soon, however seldom it is due.
STORAGE_DELAY_SECONDS = 5.0
QUEUE = "the task queue"


class Stopped(BaseException):
    """Raised where the worker is, when it has to end; not an Exception, so that nothing mistakes it for a failure."""


@dataclass
class Job:
    """A periodic job: a dotted path to a callable without arguments, and how often it is due."""

    path: str
    seconds: float
    due: float = 0.0
    failures: int = 0

    def run(self) -> bool:
        """Runs the job once, and returns whether it ended well; after a failure it waits longer and longer, a minute at
        most."""
        try:
            with time_limit():
                import_string(self.path)()
            self.failures = 0
            delay = self.seconds
            storage_state.worked(self.path)
        except Exception as error:
            if storage_state.failed(self.path, error):
                self.due = time.monotonic() + STORAGE_DELAY_SECONDS
                return False
            self.failures += 1
            delay = min(self.seconds * 2**self.failures, max(self.seconds, LONGEST_DELAY_SECONDS))
            logger.exception("%s failed (%d in a row); again in %.0f s", self.path, self.failures, delay)
        self.due = time.monotonic() + delay
        return not self.failures


class Tasks(TaskWorker):
    """Runs queued tasks for a while. A task that is broken off goes back to the queue instead of counting as failed."""

    def __init__(self, name: str) -> None:
        super().__init__(
            queue_names=["*"],
            interval=IDLE_SECONDS,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=TASKS_A_TURN,
            worker_id=name,
            excluded_queue_names=[],
        )
        # How its last task ended could not be stored, because the storage has failed meanwhile.
        self.unfinished: DBTaskResult | None = None

    def run_task(self, db_task_result: DBTaskResult) -> None:
        self.unfinished = db_task_result
        with time_limit():
            super().run_task(db_task_result)
        self.unfinished = None
        if db_task_result.exception_class_path == f"{__name__}.{Stopped.__qualname__}":
            return_to_queue(db_task_result)
            raise Stopped


class Worker:
    """`name` is unique among the workers of one database: tasks that a killed worker left are found by it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.jobs = [Job(path, seconds) for path, seconds in settings.WORKER_PERIODIC]
        self.tasks: Tasks | None = None
        self.unfinished: list[DBTaskResult] = []
        self.recovered = False
        self.stopping = False
        self.busy = False
        self.marker = Marker(settings.VAR_DIR / "worker-job")
        self.died_in = self.marker.left()
        self.resting: dict[str, datetime.datetime | None] = {}

    def run(self) -> None:
        """Works until SIGTERM, SIGINT or SIGHUP; returns within two seconds of the first of them."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._stop)
        signal.signal(signal.SIGALRM, self._break_off)
        try:
            while not self.stopping:
                self._turn()
                if not self.stopping and not self._has_tasks():
                    time.sleep(IDLE_SECONDS)
        except Stopped:
            pass
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            connections.close_all()

    def _turn(self) -> None:
        if not self.recovered:
            with self._working():
                self._recover()
        if self.unfinished:
            with self._working():
                self._take_up()
        for job in self.jobs:
            if not self.stopping and time.monotonic() >= job.due and job.path != self.died_in:
                with self._working():
                    self._run_job(job)
        if not self.stopping and self._has_tasks():
            with self._working():
                self.tasks = Tasks(self.name)
                try:
                    self.tasks.run()
                    storage_state.worked(QUEUE)
                except Exception as error:
                    if self.tasks.unfinished and storage_failure(error):
                        self.unfinished.append(self.tasks.unfinished)
                    self._cannot("The task queue could not be read", error)
                    time.sleep(IDLE_SECONDS)

    def _cannot(self, what: str, error: Exception) -> None:
        """Says what failed, once where it is the storage; what is asked next connects anew."""
        if not storage_state.failed(QUEUE, error):
            logger.exception(what)
        connections.close_all()

    def _take_up(self) -> None:
        """A task whose end could not be stored runs again. No death of the worker: it is not set aside for it."""
        try:
            while self.unfinished:
                logger.warning("Task %s runs again: its end could not be stored", self.unfinished[0].pk)
                return_to_queue(self.unfinished[0])
                del self.unfinished[0]
        except Exception as error:
            self._cannot("A task cannot be returned to the queue yet", error)

    def _has_tasks(self) -> bool:
        """Asked by a plain read, because taking a task locks the SQLite database for writing."""
        try:
            return DBTaskResult.objects.ready().filter(backend_name="default").exists()
        except Exception as error:
            self._cannot("The task queue could not be read", error)
            return False

    def _recover(self) -> None:
        """What this worker's predecessor was killed in runs again once, or waits. Tried again where the database is
        away, and the job that it was killed in does not run before."""
        try:
            for result in [each for each in DBTaskResult.objects.running() if each.worker_ids[-1:] == [self.name]]:
                died_in_task(result)
            if self.died_in:
                died_in_job(self.died_in)
                self.marker.clear()
            self.resting = resting_jobs()
        except Exception as error:
            self._cannot("What was broken off cannot be taken up yet", error)
        else:
            self.died_in = ""
            self.recovered = True

    def _run_job(self, job: Job) -> None:
        """Unless it rests, because the worker has died in it."""
        if job.path in self.resting and self._rests(job):
            return
        with self.marker.around(job.path):
            ended = job.run()
        if job.path in self.resting and ended:
            try:
                ended_well(job.path)
            except Exception as error:
                # It goes on resting, and ends well another time.
                self._cannot(f"It cannot be stored that {job.path} ended well", error)
            else:
                del self.resting[job.path]

    def _rests(self, job: Job) -> bool:
        """Somebody may have asked meanwhile for it to run."""
        try:
            until = resting_jobs().get(job.path)
        except Exception as error:
            self._cannot(f"It cannot be read whether {job.path} rests", error)
            return True
        return until is not None and timezone.now() < until

    @contextmanager
    def _working(self) -> Iterator[None]:
        close_old_connections()
        self.busy = True
        try:
            yield
        finally:
            self.busy = False
            close_old_connections()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        # A signal to the process group often comes twice: from the terminal and from the supervisor.
        if self.stopping:
            return
        self.stopping = True
        if self.tasks:
            self.tasks.running = False
        if not self.busy:
            raise Stopped
        signal.setitimer(signal.ITIMER_REAL, GRACE_SECONDS)

    def _break_off(self, number: int, frame: FrameType | None) -> None:
        if self.stopping:
            raise Stopped
        raise took_too_long()


def prune_task_results() -> None:
    """Forgets finished tasks after two weeks; every save of a page leaves some."""
    call_command("prune_db_task_results", verbosity=0)
    forget_finished()
