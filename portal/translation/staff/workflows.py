"""The workflow by which translations are reviewed."""

from django.db import transaction
from django.utils.translation import gettext_lazy
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

from .groups import in_first_language
from .models import Role, StaffGroup
from .tasks import TranslationTask


@transaction.atomic
def set_up_workflow() -> None:
    """Makes a workflow with a step of translation and one of review, unless there was one ever.

    It is assigned to no page: administrators switch it on for the trees that they want it for.
    """
    if TranslationTask.objects.exists():
        return
    reviewers = StaffGroup.objects.get(role=Role.REVIEWER).group
    review = GroupApprovalTask.objects.filter(groups=reviewers).first()
    if review is None:
        review = GroupApprovalTask.objects.create(name=in_first_language(gettext_lazy("Review")))
        review.groups.add(reviewers)
    task = TranslationTask.objects.create(name=in_first_language(gettext_lazy("Translation")))
    workflow = Workflow.objects.create(name=in_first_language(gettext_lazy("Translation and review")))
    for order, step in enumerate([task, review]):
        WorkflowTask.objects.create(workflow=workflow, task=step.task_ptr, sort_order=order)
