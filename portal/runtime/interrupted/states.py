"""What has become of a task that somebody waits for."""

from collections.abc import Iterable, Mapping
from enum import Enum, auto

from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from .models import InterruptedWork


class WorkState(Enum):
    """`GONE` is a task that an administrator deleted, or that failed so long ago that it is forgotten."""

    WAITING = auto()
    FAILED = auto()
    SET_ASIDE = auto()
    GONE = auto()


_OF_STATUS = {
    TaskResultStatus.READY: WorkState.WAITING,
    TaskResultStatus.RUNNING: WorkState.WAITING,
    TaskResultStatus.FAILED: WorkState.FAILED,
}


def states_of(path: str, numbers: Iterable[int]) -> Mapping[int, WorkState]:
    """By the number that the task at the path was given. Two queries."""
    found = dict.fromkeys(numbers, WorkState.GONE)
    if not found:
        return found
    results = DBTaskResult.objects.filter(task_path=path, status__in=_OF_STATUS)
    for arguments, status in results.order_by("enqueued_at").values_list("args_kwargs", "status"):
        _note(found, arguments, _OF_STATUS[TaskResultStatus(status)])
    set_aside = InterruptedWork.objects.filter(path=path, set_aside_at__isnull=False)
    for arguments in set_aside.values_list("arguments", flat=True):
        _note(found, arguments, WorkState.SET_ASIDE)
    return found


def forget(path: str, number: int) -> None:
    """A task that was set aside is not offered to administrators once what it was about is gone."""
    for row in InterruptedWork.objects.filter(path=path, set_aside_at__isnull=False):
        if _number(row.arguments) == number:
            row.delete()


def _note(found: dict[int, WorkState], arguments: Mapping[str, object], state: WorkState) -> None:
    number = _number(arguments)
    # Queued anew, it waits, whatever has become of it before.
    if number in found and found[number] is not WorkState.WAITING:
        found[number] = state


def _number(arguments: Mapping[str, object]) -> int:
    given = arguments.get("args")
    return given[0] if isinstance(given, list) and given and isinstance(given[0], int) else 0
