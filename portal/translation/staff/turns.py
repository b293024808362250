"""Whose turn it is with a page that is in a workflow, and who had it before."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from wagtail.models import AbstractGroupApprovalTask, Page, PageLogEntry, Task, TaskState, WorkflowState

from portal.translation.localize import Translation
from portal.translation.translations import enabled_translation

from .models import Assignment, Role, StaffGroup
from .tasks import TranslationTask

SUBMITTING = ("wagtail.workflow.start", "wagtail.workflow.resume")


def open_assignment(page: Any) -> Assignment | None:
    """Of the text into the page's language, to an account that is active."""
    own = Assignment.objects.filter(
        translation_key=page.translation_key, target_locale_id=page.locale_id, finished_at=None
    )
    return own.filter(assignee__is_active=True).select_related("assignee__wagtail_userprofile").first()


def who_may_act(page: Page, task: Task) -> list[Any]:
    """Accounts whose turn it is at a step: the translator it is assigned to, else the translators of the direction; or
    the members of the groups that approve. Where there are none, administrators, who may do everything."""
    if isinstance(task, TranslationTask):
        assignment = open_assignment(page)
        found = [assignment.assignee] if assignment is not None else list(_translators_of(enabled_translation(page)))
    elif isinstance(task, AbstractGroupApprovalTask):
        found = list(_active().filter(groups__in=task.groups.all()).distinct())
    else:
        return []
    return found or list(_active().filter(is_superuser=True))


def _translators_of(translation: Translation | None) -> "QuerySet[Any]":
    if translation is None:
        return _active().none()
    return _active().filter(
        groups__staff_group__role=Role.TRANSLATOR,
        groups__staff_group__source_language=translation.source.locale.language_code,
        groups__staff_group__target_language=translation.target_locale.language_code,
    )


def names_of_turn(page: Page, task: Task) -> list[str]:
    """Names of the groups whose turn it is; of the assignee the page's assignment tells."""
    if isinstance(task, AbstractGroupApprovalTask):
        return list(task.groups.order_by("name").values_list("name", flat=True))
    translation = enabled_translation(page) if isinstance(task, TranslationTask) else None
    if translation is None:
        return []
    groups = StaffGroup.objects.filter(
        role=Role.TRANSLATOR,
        source_language=translation.source.locale.language_code,
        target_language=translation.target_locale.language_code,
    )
    return list(groups.values_list("group__name", flat=True))


def who_handed_in(state: WorkflowState) -> Any:
    """Who handed the page in last: as its translator, or by submitting it; None where the account is gone."""
    translated = state.task_states.filter(task__translationtask__isnull=False, status=TaskState.STATUS_APPROVED)
    last = translated.select_related("finished_by").order_by("-finished_at", "-pk").first()
    if last is not None:
        return last.finished_by
    entries = PageLogEntry.objects.filter(
        page_id=state.object_id, action__in=SUBMITTING, timestamp__gte=state.created_at
    )
    entry = entries.select_related("user").order_by("-timestamp", "-pk").first()
    return entry.user if entry is not None and entry.user is not None else state.requested_by


def who_mends(state: WorkflowState) -> list[Any]:
    """Whose turn it is after somebody sent the page back.

    A translation goes back to who handed it in and to whom it is assigned; what its translator has given back, to who
    assigned it.
    """
    page = state.content_object
    assignment = open_assignment(page)
    if isinstance(state.current_task_state.task.specific, TranslationTask):
        giver = assignment.assigned_by if assignment is not None else None
        return _without_gone([giver or state.requested_by])
    assignee = assignment.assignee if assignment is not None else None
    found = _without_gone([who_handed_in(state), assignee])
    return found or _without_gone([state.requested_by])


def _without_gone(people: Iterable[Any]) -> list[Any]:
    return list({each.pk: each for each in people if each is not None and each.is_active}.values())


def _active() -> "QuerySet[Any]":
    accounts = get_user_model()._default_manager.filter(is_active=True).select_related("wagtail_userprofile")
    return accounts.order_by("pk")


def somebody_can_act(workflow: Any) -> bool:
    """Whether the workflow has a step of review, and an active account that may act at each. Two queries.

    Administrators may act everywhere; what is submitted to a group that is empty waits for nobody all the same.
    """
    steps = workflow.tasks.filter(active=True, translationtask=None)
    if not steps.exists():
        return False
    manned = Q(groupapprovaltask__groups__user__is_active=True)
    return not steps.filter(groupapprovaltask__isnull=False).exclude(pk__in=steps.filter(manned).values("pk")).exists()
