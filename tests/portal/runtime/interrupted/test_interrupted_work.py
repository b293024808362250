"""What ends the worker runs once more and then waits for a person; everything else goes on."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission, User
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from portal.runtime.interrupted.describing import Description, describes
from portal.runtime.interrupted.models import InterruptedWork
from portal.runtime.interrupted.recovery import FIRST_REST, LONGEST_REST, died_in_job, forget_finished
from tests.client import Client

from . import worker_process

MODULE = worker_process.__name__
ADDRESS = "portal_interrupted_work"


def queue(task: str, **arguments: object) -> DBTaskResult:
    return DBTaskResult.objects.create(
        status=TaskResultStatus.READY,
        args_kwargs={"args": [], "kwargs": arguments},
        task_path=f"{MODULE}.{task}",
        backend_name="default",
        run_after=get_date_max(),
        exception_class_path="",
        traceback="",
    )


def work(directory: Path, *jobs: str, seconds: int = 600) -> int:
    """Runs a worker to its end; returns how it ended."""
    database = connection.settings_dict
    command = [sys.executable, "-m", MODULE, str(database["NAME"]), str(seconds), *jobs]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "portal.settings.test", "PORTAL_VAR_DIR": str(directory)}
    return subprocess.run(command, env=environment, capture_output=True, timeout=240, check=False).returncode


@pytest.mark.django_db(transaction=True)
def test_a_task_that_kills_its_worker_twice_is_set_aside_and_the_next_one_runs(tmp_path: Path) -> None:
    killer, other = queue("kill_worker"), queue("end_worker")

    assert [work(tmp_path) for _number in range(3)] == [-signal.SIGKILL, -signal.SIGKILL, 0]

    other.refresh_from_db()
    assert other.status == TaskResultStatus.SUCCESSFUL
    assert not DBTaskResult.objects.filter(pk=killer.pk).exists()
    row = InterruptedWork.objects.get()
    assert (row.task, row.path, row.deaths) == (killer.pk, killer.task_path, 2)
    assert row.set_aside_at is not None


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("task", "deaths"), [("hang", 0), ("hang_in_a_library", 2)])
def test_a_task_that_hangs_fails_with_a_message_or_is_set_aside_and_the_next_one_runs(
    tmp_path: Path, task: str, deaths: int
) -> None:
    hanging, other = queue(task), queue("end_worker")

    assert [work(tmp_path, seconds=2) for _number in range(deaths + 1)] == [1] * deaths + [0]

    other.refresh_from_db()
    assert other.status == TaskResultStatus.SUCCESSFUL
    if deaths:
        assert InterruptedWork.objects.get().task == hanging.pk
    else:
        hanging.refresh_from_db()
        assert hanging.status == TaskResultStatus.FAILED
        assert "TookTooLong" in hanging.traceback
        assert not InterruptedWork.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_job_that_kills_its_worker_rests_while_tasks_are_done(tmp_path: Path) -> None:
    assert work(tmp_path, "kill_in_a_job") == -signal.SIGKILL
    other = queue("end_worker")
    assert work(tmp_path, "kill_in_a_job") == 0
    other.refresh_from_db()
    assert other.status == TaskResultStatus.SUCCESSFUL
    row = InterruptedWork.objects.get()
    assert (row.task, row.path, row.deaths) == (None, f"{MODULE}.kill_in_a_job", 1)

    # Somebody lets it run again, and it ends the worker again.
    administrator().post(reverse(ADDRESS), {"row": row.pk, "action": "run"})
    assert work(tmp_path, "kill_in_a_job") == -signal.SIGKILL
    queue("end_worker")
    assert work(tmp_path, "kill_in_a_job") == 0
    row.refresh_from_db()
    assert row.deaths == 2


@pytest.mark.django_db(transaction=True)
def test_a_job_that_ends_well_after_its_rest_is_forgotten(tmp_path: Path) -> None:
    died_in_job(f"{MODULE}.work_in_a_job")
    queue("end_worker")
    assert work(tmp_path, "work_in_a_job") == 0
    assert InterruptedWork.objects.exists()
    InterruptedWork.objects.update(rests_until=timezone.now())
    queue("end_worker")
    assert work(tmp_path, "work_in_a_job") == 0
    assert not InterruptedWork.objects.exists()


@pytest.mark.django_db
def test_a_job_rests_longer_each_time_and_an_hour_at_most() -> None:
    rests = []
    for _number in range(12):
        died_in_job("a.b")
        row = InterruptedWork.objects.get()
        assert row.rests_until
        rests.append(row.rests_until - row.died_at)
    assert rests[:3] == [FIRST_REST, 2 * FIRST_REST, 4 * FIRST_REST]
    assert set(rests[6:]) == {LONGEST_REST}


def administrator() -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.create_superuser("administrator"))
    return client


def set_aside() -> InterruptedWork:
    now = timezone.now()
    return InterruptedWork.objects.create(
        path=f"{MODULE}.end_worker",
        task="00000000-0000-4000-8000-000000000001",
        arguments={"args": [], "kwargs": {"number": 7}},
        queue_name="default",
        enqueued_at=now,
        deaths=2,
        died_at=now,
        set_aside_at=now,
    )


@pytest.mark.django_db
def test_administrators_see_what_was_set_aside_with_who_started_it_and_let_it_run_again() -> None:
    @describes(f"{MODULE}.end_worker")
    def describe(number: int) -> Description:
        return Description(f"Archive {number}.zip", "Ona Onaitė")

    row = set_aside()
    client = administrator()
    assert "1 task has ended the worker twice" in client.get(reverse("wagtailadmin_home")).content.decode()
    page = client.get(reverse(ADDRESS)).content.decode()
    assert "Archive 7.zip" in page
    assert "Ona Onaitė" in page

    client.post(reverse(ADDRESS), {"row": row.pk, "action": "run"})
    result = DBTaskResult.objects.get()
    assert (result.pk, result.status) == (row.task, TaskResultStatus.READY) or str(result.pk) == row.task
    assert result.args_kwargs == row.arguments
    assert not InterruptedWork.objects.exists()
    # The same button in another window.
    client.forge(reverse(ADDRESS), {"row": row.pk, "action": "run"})
    assert DBTaskResult.objects.count() == 1


@pytest.mark.django_db
def test_the_first_page_of_the_admin_tells_administrators_of_a_job_that_rests() -> None:
    client = administrator()
    assert reverse(ADDRESS) not in panels(client)
    died_in_job("portal.runtime.worker.publish_scheduled")
    assert "1 periodic job has ended the worker" in panels(client)


def panels(client: Client) -> str:
    page = BeautifulSoup(client.get(reverse("wagtailadmin_home")).content, "html.parser")
    return " ".join(str(panel) for panel in page.select(".w-panel"))


@pytest.mark.django_db
def test_a_task_that_is_deleted_does_not_run() -> None:
    row = set_aside()
    administrator().post(reverse(ADDRESS), {"row": row.pk, "action": "delete"})
    assert not InterruptedWork.objects.exists()
    assert not DBTaskResult.objects.exists()


@pytest.mark.django_db
def test_only_who_looks_after_the_worker_sees_or_presses_anything() -> None:
    row = set_aside()
    user = User.objects.create_user("editor")
    group = Group.objects.create(name="staff")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    assert client.get(reverse(ADDRESS)).status_code in (302, 403)
    client.forge(reverse(ADDRESS), {"row": row.pk, "action": "delete"})
    assert InterruptedWork.objects.exists()
    assert reverse(ADDRESS) not in client.get(reverse("wagtailadmin_home")).content.decode()

    group.permissions.add(Permission.objects.get(codename="look_after_worker"))
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    assert client.get(reverse(ADDRESS)).status_code == 200
    assert client.beacon(reverse(ADDRESS), {"row": row.pk, "action": "delete"}).status_code == 403
    assert InterruptedWork.objects.exists()


@pytest.mark.django_db
def test_a_task_that_ends_after_one_death_is_forgotten() -> None:
    task = queue("end_worker")
    InterruptedWork.objects.create(path=task.task_path, task=task.pk, died_at=timezone.now())
    forget_finished()
    assert InterruptedWork.objects.exists()
    DBTaskResult.objects.update(status=TaskResultStatus.SUCCESSFUL, finished_at=timezone.now())
    forget_finished()
    assert not InterruptedWork.objects.exists()


@pytest.mark.django_db
def test_a_job_has_one_row_and_is_never_set_aside() -> None:
    died_in_job("a.b")
    now = timezone.now()
    for values in ({"path": "a.b"}, {"path": "c.d", "set_aside_at": now}, {"path": "e.f", "deaths": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            InterruptedWork.objects.create(died_at=now, **values)
