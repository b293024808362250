"""What becomes of a task or a job that the worker died in."""

import datetime
import logging

from django.db import transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from .models import InterruptedWork

logger = logging.getLogger(__name__)

# A worker may die of something else; a task that was in it twice is taken for the cause.
MOST_DEATHS = 2
# A job that the worker died in rests so long, twice as long after each further death, and an hour at most: what it does
# has to be done some day, and everything else is done meanwhile.
FIRST_REST = datetime.timedelta(minutes=1)
LONGEST_REST = datetime.timedelta(hours=1)


@transaction.atomic
def died_in_task(result: DBTaskResult) -> None:
    """It goes back to the queue, after its second death aside."""
    row = InterruptedWork.objects.select_for_update().filter(task=result.pk).first()
    if row is None:
        row = InterruptedWork(task=result.pk, deaths=0)
    row.path = result.task_path
    row.arguments = result.args_kwargs
    row.priority = result.priority
    row.queue_name = result.queue_name
    row.enqueued_at = result.enqueued_at
    row.deaths += 1
    row.died_at = timezone.now()
    if row.deaths < MOST_DEATHS:
        logger.warning("The worker died in task %s (%s), which runs again", result.pk, row.path)
        return_to_queue(result)
    else:
        logger.error("The worker died in task %s (%s) again; it is set aside", result.pk, row.path)
        row.set_aside_at = row.died_at
        result.delete()
    row.save()


def return_to_queue(result: DBTaskResult) -> None:
    DBTaskResult.objects.filter(pk=result.pk).update(
        status=TaskResultStatus.READY, started_at=None, finished_at=None, exception_class_path="", traceback=""
    )


@transaction.atomic
def died_in_job(path: str) -> None:
    row = InterruptedWork.objects.select_for_update().filter(task=None, path=path).first()
    if row is None:
        row = InterruptedWork(path=path, deaths=0)
    row.deaths += 1
    row.died_at = timezone.now()
    row.rests_until = row.died_at + min(FIRST_REST * 2 ** min(row.deaths - 1, 10), LONGEST_REST)
    row.save()
    logger.error("The worker died in %s (%d times); it rests until %s", path, row.deaths, row.rests_until)


def resting_jobs() -> dict[str, datetime.datetime | None]:
    """Jobs that the worker has died in since they last ended well, and until when they rest."""
    return dict(InterruptedWork.objects.filter(task=None).values_list("path", "rests_until"))


def ended_well(path: str) -> None:
    InterruptedWork.objects.filter(task=None, path=path).delete()


@transaction.atomic
def run_again(row: InterruptedWork) -> None:
    """A task starts with no deaths, as if it were new, under its old number; a job rests no longer."""
    if row.task is None:
        InterruptedWork.objects.filter(pk=row.pk).update(rests_until=None)
        return
    DBTaskResult.objects.create(
        id=row.task,
        status=TaskResultStatus.READY,
        args_kwargs=row.arguments,
        priority=row.priority,
        task_path=row.path,
        queue_name=row.queue_name,
        backend_name="default",
        run_after=get_date_max(),
        exception_class_path="",
        traceback="",
    )
    row.delete()


def forget_finished() -> None:
    """A task that ended after all, well or badly, is no longer of interest here."""
    waiting = DBTaskResult.objects.filter(status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING])
    InterruptedWork.objects.filter(set_aside_at=None, task__isnull=False).exclude(
        task__in=waiting.values("pk")
    ).delete()
