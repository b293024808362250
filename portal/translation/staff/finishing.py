"""What follows when a workflow has ended: settings.WAGTAIL_FINISH_WORKFLOW_ACTION, read while Wagtail's models load."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wagtail.models import WorkflowState


def publish_approved(workflow_state: "WorkflowState", user: Any = None) -> None:
    """Publishes what the workflow was about; of a translation what the translation editor holds, which is what the
    reviewer saw and may have mended there.

    Whoever approves the last step needs no right to publish beside it: a reviewer could publish anything by it. Where
    every step was skipped, nobody has approved, and the user's own rights count.

    Raises:
        UntranslatedSegments: for a translation that is not complete, such as after a change of its original.
    """
    from portal.translation.translations import enabled_translation

    from .tasks import save_draft

    approved = workflow_state.task_states.filter(status=workflow_state.current_task_state.STATUS_APPROVED)
    translation = enabled_translation(workflow_state.content_object)
    if translation is not None and approved.exists():
        revision = save_draft(translation, user)
    else:
        revision = workflow_state.content_object.get_latest_revision()
    revision.publish(user=user, skip_permission_checks=approved.exists())
