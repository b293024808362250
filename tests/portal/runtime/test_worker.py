"""The worker runs tasks and periodic jobs in one process, survives their failures and ends in time."""

import datetime
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread, Timer

import pytest
from django.db import connection
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max
from pytest_django.fixtures import Settings
from wagtail.models import Page, Revision

from portal.runtime.interrupted.models import InterruptedWork
from portal.runtime.interrupted.recovery import died_in_job
from portal.runtime.locks import AlreadyHeld, exclusive_lock
from portal.runtime.worker import Job, Worker
from portal.translation.release.scheduled import publish_scheduled

ROOT = Path(__file__).resolve().parents[3]
LONG_SECONDS = 60
calls: list[str] = []
sleeping = Event()


def succeed() -> None:
    calls.append("succeed")


def fail() -> None:
    calls.append("fail")
    raise RuntimeError("not today")


@task
def sleep_long() -> None:
    sleeping.set()
    time.sleep(LONG_SECONDS)


@task
def fail_as_task() -> None:
    fail()


@task
def end_worker() -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def end_worker_when_sleeping() -> None:
    sleeping.wait(LONG_SECONDS)
    # A signal that comes between the announcement and the sleep itself would not interrupt the sleep.
    time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGTERM)


def task_result(path: str, status: TaskResultStatus, workers: list[str]) -> DBTaskResult:
    return DBTaskResult.objects.create(
        status=status,
        args_kwargs={"args": [], "kwargs": {}},
        task_path=path,
        worker_ids=workers,
        backend_name="default",
        # At once: what the tests' own backend can do.
        run_after=get_date_max(),
        exception_class_path="",
        traceback="",
    )


@pytest.fixture(autouse=True)
def no_calls() -> None:
    calls.clear()


def test_every_periodic_job_of_the_settings_can_be_imported(settings: Settings) -> None:
    for path, seconds in settings.WORKER_PERIODIC:
        assert callable(import_string(path))
        assert seconds > 0


def test_a_job_is_due_again_after_its_interval() -> None:
    job = Job(f"{__name__}.succeed", seconds=30)
    job.run()
    assert calls == ["succeed"]
    assert 29 < job.due - time.monotonic() <= 30


def test_a_failing_job_is_logged_with_its_traceback_and_waits_longer_each_time(
    caplog: pytest.LogCaptureFixture,
) -> None:
    job = Job(f"{__name__}.fail", seconds=3)
    delays = []
    with caplog.at_level(logging.ERROR, logger="portal.runtime.worker"):
        for _ in range(6):
            job.run()
            delays.append(round(job.due - time.monotonic()))
    assert calls == ["fail"] * 6
    assert delays == [6, 12, 24, 48, 60, 60]
    assert all(record.exc_info for record in caplog.records)
    assert "not today" in caplog.text


def test_a_job_that_cannot_be_imported_does_not_end_the_worker(caplog: pytest.LogCaptureFixture) -> None:
    job = Job("portal.runtime.worker.no_such_job", seconds=3)
    job.run()
    assert job.failures == 1
    assert "no_such_job" in caplog.text


@pytest.mark.django_db
def test_a_job_that_recovers_returns_to_its_interval() -> None:
    job = Job(f"{__name__}.fail", seconds=10)
    job.run()
    job.path = f"{__name__}.succeed"
    job.run()
    assert job.failures == 0
    assert round(job.due - time.monotonic()) == 10


@pytest.mark.django_db
def test_tasks_of_a_killed_worker_run_again_and_those_of_another_do_not() -> None:
    own, other = (task_result("x.y", TaskResultStatus.RUNNING, [name]) for name in ("here", "there"))
    Worker("here")._recover()
    own.refresh_from_db()
    other.refresh_from_db()
    assert (own.status, other.status) == (TaskResultStatus.READY, TaskResultStatus.RUNNING)


@pytest.mark.django_db
def test_what_is_due_is_published_although_another_page_fails(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    root = Page.get_first_root_node()
    refused = root.add_child(instance=Page(title="Refused", slug="refused", live=False))
    wanted = root.add_child(instance=Page(title="Wanted", slug="wanted", live=False))
    now = timezone.now()
    for minutes, page in ((2, refused), (1, wanted)):
        revision = page.save_revision()
        revision.approved_go_live_at = now - datetime.timedelta(minutes=minutes)
        revision.save()
    publish = Revision.publish

    def publish_unless_refused(revision: Revision, **options: object) -> None:
        if revision.object_id == str(refused.pk):
            raise RuntimeError("this one not")
        publish(revision, **options)

    monkeypatch.setattr(Revision, "publish", publish_unless_refused)
    publish_scheduled()
    assert not Page.objects.get(pk=refused.pk).live
    assert Page.objects.get(pk=wanted.pk).live
    assert "this one not" in caplog.text


@pytest.mark.django_db
def test_what_has_expired_is_withdrawn() -> None:
    yesterday = timezone.now() - datetime.timedelta(days=1)
    page = Page.get_first_root_node().add_child(instance=Page(title="Old", slug="old", expire_at=yesterday))
    publish_scheduled()
    page.refresh_from_db()
    assert not page.live
    assert page.expired


def test_a_lock_is_held_by_one_process_at_a_time(settings: Settings, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path
    with exclusive_lock("worker"), pytest.raises(AlreadyHeld), exclusive_lock("worker"):
        pass
    with exclusive_lock("worker"):
        pass


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_the_worker_process_ends_in_good_order_on_a_signal(number: signal.Signals, tmp_path: Path) -> None:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "portal.settings.development",
        "PORTAL_VAR_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'portal.sqlite3'}",
    }
    command = [sys.executable, "-u", "manage.py", "worker", "--skip-checks"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        assert process.stdout
        assert process.stdout.readline().startswith(b"Worker ")
        time.sleep(0.5)
        process.send_signal(number)
        assert process.wait(60) == 0
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def signal_handlers() -> Iterator[None]:
    """Those of the test run come back after a worker has run in this process."""
    numbers = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGALRM)
    handlers = {number: signal.getsignal(number) for number in numbers}
    # A worker that never ends fails its test instead of holding up all the others.
    watchdog = Timer(LONG_SECONDS * 2, os.kill, (os.getpid(), signal.SIGTERM))
    watchdog.start()
    yield
    watchdog.cancel()
    for number, handler in handlers.items():
        signal.signal(number, handler)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("signal_handlers")
def test_a_task_that_outlasts_the_grace_is_broken_off_and_goes_back_to_the_queue(settings: Settings) -> None:
    settings.WORKER_PERIODIC = []
    task = task_result(f"{__name__}.{sleep_long.func.__name__}", TaskResultStatus.READY, [])
    Thread(target=end_worker_when_sleeping, daemon=True).start()
    started = time.monotonic()
    Worker("here").run()
    assert sleeping.is_set()
    assert time.monotonic() - started < LONG_SECONDS / 2
    task.refresh_from_db()
    assert (task.status, task.worker_ids) == (TaskResultStatus.READY, ["here"])


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("signal_handlers")
def test_a_failing_task_is_recorded_and_the_next_one_runs(settings: Settings) -> None:
    settings.WORKER_PERIODIC = []
    failing = task_result(f"{__name__}.{fail_as_task.func.__name__}", TaskResultStatus.READY, [])
    last = task_result(f"{__name__}.{end_worker.func.__name__}", TaskResultStatus.READY, [])
    Worker("here").run()
    failing.refresh_from_db()
    last.refresh_from_db()
    assert failing.status == TaskResultStatus.FAILED
    assert "not today" in failing.traceback
    assert last.status == TaskResultStatus.SUCCESSFUL


@task
def lose_storage() -> None:
    """Once: its end cannot be stored."""
    calls.append("lose_storage")
    if len(calls) == 1:
        refuse_writes()


def refuse_writes() -> None:
    with connection.cursor() as cursor:
        postgresql = connection.vendor == "postgresql"
        cursor.execute("SET default_transaction_read_only = on" if postgresql else "PRAGMA query_only = ON")


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("signal_handlers")
def test_a_task_whose_end_could_not_be_stored_runs_again_when_the_storage_is_back(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.WORKER_PERIODIC = []
    lost = task_result(f"{__name__}.{lose_storage.func.__name__}", TaskResultStatus.READY, [])
    worker = Worker("here")
    for _ in range(3):
        worker._turn()
    lost.refresh_from_db()
    assert (lost.status, calls) == (TaskResultStatus.SUCCESSFUL, ["lose_storage"] * 2)
    # It has not ended the worker, so it is not on its way to be set aside.
    assert not InterruptedWork.objects.exists()
    assert not any(record.exc_info for record in caplog.records if record.name == "portal.runtime.worker")


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("signal_handlers")
def test_a_job_that_has_ended_the_worker_goes_on_resting_when_the_storage_fails_in_it(settings: Settings) -> None:
    path = f"{__name__}.write_without_storage"
    settings.WORKER_PERIODIC = [(path, 3)]
    died_in_job(path)
    InterruptedWork.objects.update(rests_until=timezone.now() - datetime.timedelta(minutes=1))
    worker = Worker("here")
    worker._turn()
    assert worker.jobs[0].failures == 0
    assert set(worker.resting) == {path}
    assert InterruptedWork.objects.filter(path=path).exists()


def write_without_storage() -> None:
    refuse_writes()
    task_result("x.y", TaskResultStatus.READY, [])
