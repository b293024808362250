"""E-mails of workflows: at once to whose turn it is, and to nobody else.

Wagtail tells the members of a group that approves, and whoever began the workflow: for a translation that is the editor
who assigned it, not the translator who has to mend it.
"""

import logging
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

from portal.addresses.absolute_urls import absolute_url
from portal.storage.after_commit import after_commit

from .turns import who_handed_in, who_may_act, who_mends

logger = logging.getLogger(__name__)

# What somebody has switched off in their account: fields of Wagtail's profile.
SUBMITTED, RETURNED, APPROVED = "submitted_notifications", "rejected_notifications", "approved_notifications"


def tell_instead_of_wagtail() -> None:
    """Once, when the program starts, before Wagtail's own receivers are connected: of two receivers with one
    `dispatch_uid`, Django keeps the first."""
    receivers: list[tuple[Any, type, str, Callable[..., None]]] = [
        (task_submitted, TaskState, "group_approval_task_submitted_email_notification", step_started),
        (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification", nothing_to_tell),
        (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification", sent_back),
        (workflow_approved, WorkflowState, "workflow_state_approved_email_notification", approved),
    ]
    for signal, sender, name, receiver in receivers:
        signal.connect(receiver, sender=sender, dispatch_uid=name)


def nothing_to_tell(**kwargs: Any) -> None:
    """A workflow that begins is told of by its first step."""


def step_started(instance: TaskState, user: Any = None, **kwargs: Any) -> None:
    """Tells those who may act, once it is certain that the step was not skipped or done at once."""
    after_commit(lambda: _tell_of_step(instance.pk, user))


def tell_of_turn(page: Any, user: Any) -> None:
    """Tells those whose turn it is already, after that became somebody else's."""
    state = page.current_workflow_task_state if isinstance(page, Page) else None
    if state is not None:
        step_started(state, user)


def _tell_of_step(task_state_pk: Any, user: Any) -> None:
    state = TaskState.objects.select_related("task", "workflow_state").filter(pk=task_state_pk).first()
    if state is None or state.status != TaskState.STATUS_IN_PROGRESS:
        return
    page = state.workflow_state.content_object
    if isinstance(page, Page):
        _send("step", SUBMITTED, who_may_act(page, state.task.specific), page, user)


def sent_back(instance: WorkflowState, user: Any = None, **kwargs: Any) -> None:
    after_commit(lambda: _tell_of_return(instance.pk, user))


def _tell_of_return(workflow_state_pk: Any, user: Any) -> None:
    state = WorkflowState.objects.select_related("current_task_state__task").filter(pk=workflow_state_pk).first()
    if state is None or state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return
    page = state.content_object
    if isinstance(page, Page):
        _send("returned", RETURNED, who_mends(state), page, user, state.current_task_state.get_comment())


def approved(instance: WorkflowState, user: Any = None, **kwargs: Any) -> None:
    after_commit(lambda: _tell_of_approval(instance.pk, user))


def _tell_of_approval(workflow_state_pk: Any, user: Any) -> None:
    state = WorkflowState.objects.filter(pk=workflow_state_pk).first()
    page = state.content_object if state is not None else None
    if state is not None and isinstance(page, Page):
        _send("approved", APPROVED, [who_handed_in(state)], page, user, _last_comment(state))


def _last_comment(state: WorkflowState) -> str:
    last = state.task_states.filter(status=TaskState.STATUS_APPROVED).order_by("-finished_at", "-pk").first()
    return last.comment if last is not None else ""


def _send(kind: str, preference: str, people: Iterable[Any], page: Page, by: Any, comment: str = "") -> None:
    """Mail that cannot be sent is logged: what was done is done."""
    told = [each for each in people if each is not None and each != by and wants(each, preference)]
    if not told:
        return
    title = page.get_latest_revision_as_object().title
    try:
        with get_connection() as connection:
            for person in told:
                message(kind, person, page, title, by, comment, connection).send()
    except OSError:
        logger.exception("E-mails about page %s could not be sent", page.pk)


def wants(person: Any, preference: str) -> bool:
    """Whoever has never opened their account wants what Wagtail's profile says by default."""
    profile = getattr(person, "wagtail_userprofile", None)
    return bool(person.is_active and person.email and (profile is None or getattr(profile, preference)))


def message(kind: str, person: Any, page: Page, title: str, by: Any, comment: str, connection: Any) -> EmailMessage:
    """Plain text, in the language that the recipient has chosen for the admin."""
    profile = getattr(person, "wagtail_userprofile", None)
    with translation.override((profile.preferred_language if profile else "") or settings.LANGUAGE_CODE):
        subjects = {
            "step": _("Your turn: “%(title)s”"),
            "returned": _("Sent back: “%(title)s”"),
            "approved": _("Approved and published: “%(title)s”") if page.live else _("Approved: “%(title)s”"),
        }
        account = absolute_url(reverse("wagtailadmin_account"))
        context = {
            "kind": kind,
            "title": title,
            "language": page.locale.language_code,
            "by": get_user_display_name(by) if by is not None else "",
            "comment": comment.strip(),
            "url": absolute_url(reverse("wagtailadmin_pages:edit", args=[page.pk])),
            "account": account,
        }
        return EmailMessage(
            # A title of several lines would be several headers.
            subject=" ".join((subjects[kind] % {"title": title}).split()),
            body=render_to_string("translation/email/workflow.txt", context),
            to=[person.email],
            connection=connection,
            headers={"Auto-Submitted": "auto-generated", "List-Unsubscribe": f"<{account}>"},
        )
