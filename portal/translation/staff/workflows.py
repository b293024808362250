"""The workflows by which translations and, where the settings say so, originals are reviewed."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext_lazy
from wagtail.models import GroupApprovalTask, Page, TaskState, Workflow, WorkflowPage, WorkflowState, WorkflowTask

from .groups import in_first_language
from .models import Role, StaffGroup
from .tasks import TranslationTask

# Wagtail's migrations make a group, and a workflow for the whole tree in which it approves.
WAGTAILS_GROUP = "Moderators"
WAGTAILS_WORKFLOW = "Moderators approval"


@transaction.atomic
def set_up_workflow() -> None:
    """Makes a workflow with a step of translation and one of review, unless there was one ever.

    It is assigned to no page: administrators switch it on for the trees that they want it for. Originals are reviewed
    where settings.ORIGINALS_WORKFLOW says so; Wagtail's own workflow, in which nobody can act, goes.
    """
    _take_away_wagtails()
    if not TranslationTask.objects.exists():
        task = TranslationTask.objects.create(name=in_first_language(gettext_lazy("Translation")))
        workflow = Workflow.objects.create(name=in_first_language(gettext_lazy("Translation and review")))
        for order, step in enumerate([task, _review()]):
            WorkflowTask.objects.create(workflow=workflow, task=step.task_ptr, sort_order=order)
    if settings.ORIGINALS_WORKFLOW == "review":
        _review_originals()
    else:
        WorkflowPage.objects.filter(page=Page.get_first_root_node(), workflow__in=_reviews_of_originals()).delete()


def _review() -> GroupApprovalTask:
    reviewers = StaffGroup.objects.get(role=Role.REVIEWER).group
    found: GroupApprovalTask | None = GroupApprovalTask.objects.filter(groups=reviewers, active=True).first()
    if found is None:
        found = GroupApprovalTask.objects.create(name=in_first_language(gettext_lazy("Review")))
        found.groups.add(reviewers)
    return found


def _reviews_of_originals() -> list[Workflow]:
    """Those of which review is the only step."""
    reviewers = StaffGroup.objects.get(role=Role.REVIEWER).group
    short = Workflow.objects.annotate(steps=Count("workflow_tasks")).filter(steps=1)
    return list(short.filter(workflow_tasks__task__groupapprovaltask__groups=reviewers))


def _review_originals() -> None:
    """For the whole tree; below a page to which administrators have assigned a workflow, that one counts."""
    root = Page.get_first_root_node()
    if WorkflowPage.objects.filter(page=root).exists():
        return
    workflow = next((each for each in _reviews_of_originals() if each.active), None)
    if workflow is None:
        workflow = Workflow.objects.create(name=in_first_language(gettext_lazy("Review of originals")))
        WorkflowTask.objects.create(workflow=workflow, task=_review().task_ptr, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=root)


def _take_away_wagtails() -> None:
    """While nobody belongs to its group. What waits there is given back to its editors, who are locked out of it."""
    group = Group.objects.filter(name=WAGTAILS_GROUP, user=None, staff_group=None).first()
    if group is None:
        return
    for workflow in Workflow.objects.filter(name=WAGTAILS_WORKFLOW):
        tasks = list(workflow.tasks)
        if not all(_is_of(group, task.specific) for task in tasks):
            continue
        for state in WorkflowState.objects.active().filter(workflow=workflow):
            state.cancel()
        WorkflowPage.objects.filter(workflow=workflow).delete()
        # What was ever done in it stays in the reports.
        if WorkflowState.objects.filter(workflow=workflow).exists():
            workflow.deactivate()
        else:
            workflow.delete()
        for task in tasks:
            if task.workflow_tasks.exclude(workflow__active=False).exists():
                continue
            if TaskState.objects.filter(task=task).exists():
                task.deactivate()
            else:
                task.delete()
    if not GroupApprovalTask.objects.filter(groups=group, active=True).exists():
        group.delete()


def _is_of(group: Group, task: Any) -> bool:
    return isinstance(task, GroupApprovalTask) and list(task.groups.all()) == [group]
