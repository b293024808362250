"""Publishing by a translator: at once, or where the page is in a workflow by handing it in to the next step."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, WorkflowState

from portal.translation.localize import Translation
from portal.translation.publishing import Act, Change, ask
from portal.translation.translations import enabled_translation

from .rights import publishes_in_own_right
from .tasks import TranslationTask, save_draft


def deciding_workflow(instance: Any, user: Any) -> WorkflowState | None:
    """The workflow that decides about publishing; None where none does, or the user publishes in their own right."""
    if not isinstance(instance, Page) or publishes_in_own_right(user, instance):
        return None
    return instance.current_workflow_state


@transaction.atomic
def publish_or_hand_in(translation: Translation, user: Any) -> WorkflowState | None:
    """Publishes the translation; or hands it in and returns the workflow, which may have published it.

    Raises:
        PermissionDenied: where it waits for somebody else.
        UntranslatedSegments: for what is not complete.
    """
    instance = translation.get_target_instance()
    state = deciding_workflow(instance, user)
    if state is None:
        translation.save_target(user=user, publish=True)
        return None
    if state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        # It goes on where it was sent back from, mostly past the step that would ask.
        ask(Change(Act.HAND_IN, [instance], user))
        save_draft(translation, user)
        state.resume(user=user)
        if state.current_task_state is None or not _is_translation(state):
            return state
    if not _is_translation(state):
        raise PermissionDenied
    task = state.current_task_state.task.specific
    if not any(name == "approve" for name, *_rest in task.get_actions(translation.get_target_instance(), user)):
        raise PermissionDenied
    task.on_action(state.current_task_state, user, "approve")
    state.refresh_from_db()
    return state


def outcome_message(instance: Any, state: WorkflowState | None) -> str:
    """What `publish_or_hand_in` came to."""
    if state is None or state.status == WorkflowState.STATUS_APPROVED:
        return _("“%(title)s” was published.") % {"title": instance}
    values = {"title": instance, "task": state.current_task_state.task.name}
    return _("“%(title)s” was handed in. Next step: %(task)s") % values


def _is_translation(state: WorkflowState) -> bool:
    return isinstance(state.current_task_state.task.specific, TranslationTask)


def may_recall(user: Any, page: Page) -> bool:
    """Whether the user may take an original back out of its workflow: as who submitted it, or who may publish it.

    A translation is taken back with its assignment.
    """
    state = page.current_workflow_state
    if state is None or enabled_translation(page) is not None or (page.locked and page.locked_by_id != user.pk):
        return False
    return bool(state.requested_by_id == user.pk or publishes_in_own_right(user, page))


def start_workflow(target: Any, user: Any) -> bool:
    """Starts the workflow of the page's tree, where it has a step for translators and none is running. Says whether it
    did."""
    workflow = target.get_workflow() if isinstance(target, Page) else None
    if workflow is None or target.current_workflow_state is not None:
        return False
    if not any(isinstance(task.specific, TranslationTask) for task in workflow.tasks):
        return False
    if target.latest_revision is None:
        target.save_revision(user=user, clean=False)
    workflow.start(target, user)
    return True


def end_workflow(target: Any, user: Any) -> None:
    """Cancels the workflow while it waits for a translator."""
    state = target.current_workflow_state if isinstance(target, Page) else None
    if state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS and _is_translation(state):
        state.cancel(user=user)
