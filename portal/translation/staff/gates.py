"""What somebody may not do to a text, whichever button it is behind."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from wagtail.models import Page

from portal.translation.publishing import Change

from .handing_in import deciding_workflow
from .rights import has_own_right, permission_name


def refuse_in_workflow(change: Change) -> None:
    """What a workflow decides about is handed in there."""
    if change.user is None or change.is_approval:
        return
    waiting = [each for each in change.instances if deciding_workflow(each, change.user)]
    if waiting:
        text = _("“%(title)s” is in a workflow: hand it in there.")
        change.refuse([text % {"title": instance} for instance in waiting])


def refuse_foreign_withdrawal(change: Change) -> None:
    """Who publishes snippets only as their translator does not withdraw them; pages ask the tester of their rights.

    Raises PermissionDenied.
    """
    for instance in change.instances:
        if isinstance(instance, Page) or change.user is None:
            continue
        if not has_own_right(change.user, permission_name("publish", instance)):
            raise PermissionDenied
