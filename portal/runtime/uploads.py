"""Uploaded files: kept first, then read by the worker; their sender is told what has become of them."""

import uuid
from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar

from django.conf import settings
from django.contrib import messages
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.http import HttpRequest
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from portal.runtime.interrupted.models import PERMISSION
from portal.runtime.interrupted.states import WorkState, forget, states_of

FOLDER = "documents/sent-in"
# What can be done about an upload that is not being read.
AGAIN = "again"
DELETE = "delete"


class Upload(models.Model):
    """Files until they have been read by the task at `reading_task`, which gets the row's number."""

    reading_task: ClassVar[str]

    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    interface_language = models.CharField(max_length=10)
    is_done = models.BooleanField(default=False)
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True

    @property
    def paths(self) -> Sequence[str]:
        """Where the files lie in the storage."""
        raise NotImplementedError

    @cached_property
    def state(self) -> WorkState:
        """Of one that is not done."""
        return states_of(self.reading_task, [self.pk])[self.pk]

    @property
    def is_being_read(self) -> bool:
        return not self.is_done and self.state is WorkState.WAITING

    @property
    def problem(self) -> str:
        """Why it is not being read and what can be done about it, in words; empty where it is being read or done."""
        return "" if self.is_done else _words(self.state)

    @property
    def may_be_tried_again(self) -> bool:
        """What ended the worker twice waits for an administrator."""
        return not self.is_done and self.state in (WorkState.FAILED, WorkState.GONE)

    def may_be_changed_by(self, user: Any) -> bool:
        return bool(self.user_id == user.pk or user.has_perm(PERMISSION))


def store(file: UploadedFile) -> str:
    """Keeps a file under a name of our own; returns its path in the storage."""
    return default_storage.save(f"{FOLDER}/{uuid.uuid4().hex}", file)


def queue(upload: Upload) -> None:
    import_string(upload.reading_task).enqueue(upload.pk)


def read(upload: Any, reading: Callable[[Any], None]) -> None:
    """Has `reading` put on the upload what it finds. Broken off, it is done again. One that was deleted is None."""
    if upload is None or upload.is_done:
        return
    with translation.override(upload.interface_language or None):
        reading(upload)
    upload.is_done = True
    upload.save(force_update=True)
    _delete_files(upload)


def with_states(uploads: Iterable[Any]) -> list[Any]:
    """The same uploads, of one kind; the state of all of them is found by two queries."""
    uploads = list(uploads)
    unfinished = [upload for upload in uploads if not upload.is_done]
    if unfinished:
        states = states_of(unfinished[0].reading_task, [upload.pk for upload in unfinished])
        for upload in unfinished:
            upload.state = states[upload.pk]
    return uploads


def act(request: HttpRequest, upload: Upload | None) -> bool:
    """Does what a button of `portal/admin/upload_actions.html` asks for, and says so.

    Returns whether the upload is still there; None is one that is not.
    """
    action = request.POST.get("action", "")
    if upload is None or not upload.problem or not upload.may_be_changed_by(request.user):
        messages.error(request, _("This cannot be done: the page has changed since you opened it."))
    elif action == AGAIN and upload.may_be_tried_again:
        queue(upload)
        messages.success(request, _("The worker takes it up within a few seconds."))
    elif action == DELETE:
        with transaction.atomic():
            forget(upload.reading_task, upload.pk)
            upload.delete()
            transaction.on_commit(lambda: _delete_files(upload))
        messages.success(request, _("What you uploaded was deleted. Nothing of it will be read."))
        return False
    else:
        messages.error(request, _("This cannot be done: the page has changed since you opened it."))
    return upload is not None


def _delete_files(upload: Upload) -> None:
    for path in upload.paths:
        default_storage.delete(path)


def _words(state: WorkState) -> str:
    if state is WorkState.FAILED:
        return _(
            "It could not be read to the end: there was a fault in the portal, and the server's log says which. Try "
            "again. If that does not help, tell an administrator, or delete it."
        )
    if state is WorkState.SET_ASIDE:
        return _(
            "It is not being read: the program that reads files ended twice over it, so it does not try again by "
            "itself. An administrator can have it read again (Reports, “Tasks that ended the worker”). Or delete it, "
            "save the file anew in another program, and send it in again."
        )
    if state is WorkState.GONE:
        return _(
            "It is not being read: its task is gone; an administrator may have deleted it. Try again, or delete it and "
            "send the file in anew."
        )
    return ""
