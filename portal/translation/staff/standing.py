"""Where a page or snippet stands, whose turn it is, what was said, and the next button: for the top of its editor."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.utils import get_user_display_name
from wagtail.locks import BasicLock, ScheduledForPublishLock
from wagtail.models import LockableMixin, Page, TaskState, WorkflowState

from portal.dates import format_day
from portal.translation.localize import Translation
from portal.translation.translations import enabled_translation, undecided_gaps

from .handing_in import deciding_workflow, may_recall
from .models import Assignment
from .rights import may_publish
from .tasks import TranslationTask
from .turns import names_of_turn, open_assignment, somebody_can_act, who_may_act, who_mends

STEPS_SHOWN = 5


class Act(Enum):
    """What a button does; the template knows how."""

    PUBLISH = "publish"
    HAND_IN = "hand-in"
    SUBMIT = "submit"
    APPROVE = "approve"
    SEND_BACK = "send-back"
    RECALL = "recall"


@dataclass(frozen=True)
class NextButton:
    act: Act
    label: str
    task_state_id: int | None = None


@dataclass(frozen=True)
class Step:
    """What somebody did in the workflow."""

    label: str
    person: str
    at: datetime.datetime
    comment: str


@dataclass(frozen=True)
class Standing:
    """`notes` are sentences. The first of the buttons is the next thing to do."""

    state: str
    is_own_turn: bool
    notes: Sequence[str]
    steps: Sequence[Step]
    buttons: Sequence[NextButton]


def standing_of(instance: Any, user: Any) -> Standing:
    """The number of queries depends on the state alone, not on how many steps, translators or segments there are."""
    return _Reading(instance, user).standing()


def is_locked_for(user: Any, instance: Any) -> bool:
    lock = instance.get_lock() if isinstance(instance, LockableMixin) else None
    return bool(lock is not None and lock.for_user(user))


class _Reading:
    def __init__(self, instance: Any, user: Any) -> None:
        self.instance, self.user = instance, user
        self.is_page = isinstance(instance, Page)
        self.translation: Translation | None = enabled_translation(instance)
        self.state: WorkflowState | None = instance.current_workflow_state if self.is_page else None
        self.task_state = self.state.current_task_state if self.state is not None else None
        self.task = self.task_state.task.specific if self.task_state is not None else None
        self.assignment: Assignment | None = open_assignment(instance)
        self.lock = instance.get_lock() if isinstance(instance, LockableMixin) else None
        self.is_locked = bool(self.lock is not None and self.lock.for_user(user))
        self.needs_changes = self.state is not None and self.state.status == WorkflowState.STATUS_NEEDS_CHANGES
        self.people = self._people()
        self.is_own_turn = any(person == user for person in self.people)

    def standing(self) -> Standing:
        return Standing(
            self._state(),
            self.is_own_turn,
            [note for note in (*self._turn(), *self._assigned(), *self._gaps(), *self._locked()) if note],
            self._steps(),
            list(self._buttons()),
        )

    def _people(self) -> list[Any]:
        if self.state is None or self.task is None:
            return [self.assignment.assignee] if self.assignment is not None else []
        if self.needs_changes:
            return who_mends(self.state)
        return who_may_act(self.instance, self.task)

    def _state(self) -> str:
        if self.state is not None:
            if self.needs_changes:
                given_back = isinstance(self.task, TranslationTask)
                return _("Given back by its translator") if given_back else _("Changes requested")
            return _("Being translated") if isinstance(self.task, TranslationTask) else _("In review")
        if isinstance(self.lock, ScheduledForPublishLock):
            return _("Scheduled")
        if not getattr(self.instance, "live", True):
            return _("Not published")
        has_changes = getattr(self.instance, "has_unpublished_changes", False)
        return _("Published, with later changes that are not") if has_changes else _("Published")

    def _turn(self) -> list[str]:
        if self.state is None:
            return []
        if self.is_own_turn:
            return [_("It is your turn.")]
        if self.needs_changes or (self.assignment is not None and isinstance(self.task, TranslationTask)):
            names = [str(get_user_display_name(person)) for person in self.people]
        else:
            names = names_of_turn(self.instance, self.task)
        return [_("Waiting for: %(names)s.") % {"names": ", ".join(names)}] if names else []

    def _assigned(self) -> list[str]:
        is_with_others = (
            self.state is not None and not self.needs_changes and not isinstance(self.task, TranslationTask)
        )
        if self.assignment is None or is_with_others:
            return []
        person, due = self.assignment.assignee, self.assignment.due_on
        whose = _("Assigned to you.") if person == self.user else _("Assigned to %(person)s.")
        return [
            whose % {"person": get_user_display_name(person)},
            _("Due: %(day)s.") % {"day": format_day(due)} if due is not None else "",
            self.assignment.note,
        ]

    def _gaps(self) -> list[str]:
        count = undecided_gaps(self.instance).count if self.translation is not None else 0
        if not count:
            return []
        text = ngettext("%(count)d segment is not translated yet.", "%(count)d segments are not translated yet.", count)
        return [text % {"count": count}]

    def _locked(self) -> list[str]:
        if not self.is_locked:
            return []
        if isinstance(self.lock, BasicLock):
            owner = self.instance.locked_by
            return [_("Locked by %(person)s.") % {"person": get_user_display_name(owner)} if owner else _("Locked.")]
        return [_("You can read it here; it cannot be changed meanwhile.")]

    def _steps(self) -> list[Step]:
        """Of the workflow that it is in, or of the last one; the newest first."""
        if not self.is_page:
            return []
        last = self.state or self.instance.workflow_states.order_by("-created_at", "-pk").first()
        if last is None or last.status == WorkflowState.STATUS_CANCELLED:
            return []
        done = last.task_states.filter(status__in=[TaskState.STATUS_APPROVED, TaskState.STATUS_REJECTED])
        rows = done.select_related("task", "finished_by__wagtail_userprofile").order_by("-finished_at", "-pk")
        translating = set(done.filter(task__translationtask__isnull=False).values_list("pk", flat=True))
        return [
            Step(
                _label(row.status == TaskState.STATUS_APPROVED, row.pk in translating),
                str(get_user_display_name(row.finished_by)) if row.finished_by else "",
                row.finished_at,
                row.comment,
            )
            for row in rows[:STEPS_SHOWN]
        ]

    def _buttons(self) -> Sequence[NextButton]:
        recall = [NextButton(Act.RECALL, _("Recall"))] if self.is_page and may_recall(self.user, self.instance) else []
        if self.is_locked:
            return recall
        if self.task is not None and not self.needs_changes and not isinstance(self.task, TranslationTask):
            return self._review(self.task, self.task_state) or recall
        if self.translation is not None:
            return self._of_translation()
        return [*self._of_original(), *recall]

    def _review(self, task: Any, state: Any) -> list[NextButton]:
        offered = {name for name, *_rest in task.get_actions(self.instance, self.user)}
        buttons = {
            "approve": NextButton(Act.APPROVE, _("Approve"), state.pk),
            "reject": NextButton(Act.SEND_BACK, _("Request changes"), state.pk),
        }
        return [button for name, button in buttons.items() if name in offered]

    def _of_translation(self) -> list[NextButton]:
        if not may_publish(self.user, self.instance):
            return []
        if deciding_workflow(self.instance, self.user) is None:
            return [NextButton(Act.PUBLISH, _("Publish"))]
        found = [NextButton(Act.HAND_IN, _("Hand in"))]
        if self.is_own_turn and self.task_state is not None and not self.needs_changes:
            found.append(NextButton(Act.SEND_BACK, _("Give back"), self.task_state.pk))
        return found

    def _of_original(self) -> list[NextButton]:
        if not self.is_page:
            return []
        rights = self.instance.permissions_for_user(self.user)
        if not rights.can_edit():
            return []
        is_reviewed = settings.ORIGINALS_WORKFLOW == "review" or self.needs_changes
        if is_reviewed and rights.can_submit_for_moderation() and somebody_can_act(self.instance.get_workflow()):
            label = _("Hand in again") if self.needs_changes else _("Hand in for review")
            return [NextButton(Act.SUBMIT, label)]
        return [NextButton(Act.PUBLISH, _("Publish"))] if rights.can_publish() else []


def _label(is_approved: bool, is_translation: bool) -> str:
    if is_translation:
        return _("Handed in") if is_approved else _("Given back")
    return _("Approved") if is_approved else _("Requested changes")
