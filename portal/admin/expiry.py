"""Texts whose expiry time is over: they can be edited, and whoever publishes one is told that the time is removed.

Wagtail refuses every save of such a text, until somebody finds the field in the dialog where it is hidden.
"""

import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.forms.models import WagtailAdminDraftStateFormMixin
from wagtail.models import DraftStateMixin, Revision

_REMOVED = "expiry_that_was_removed"
_PUBLISHING = ("action-publish", "action-submit", "action-restart-workflow", "action-workflow-action")


def forgive_expired() -> None:
    """Lets forms keep an expiry time that is over in drafts, and remove it from what is to be published. A time of the
    past that is typed anew is refused, as before. For an app's `ready()`, once."""
    cleaned = WagtailAdminDraftStateFormMixin.clean

    def clean(form: Any) -> Any:
        kept = form.initial.get("expire_at")
        is_over = kept is not None and kept <= timezone.now() and _is_same(form.cleaned_data.get("expire_at"), kept)
        if is_over:
            form.cleaned_data["expire_at"] = None
        result = cleaned(form)
        if is_over and any(name in form.data for name in _PUBLISHING):
            setattr(form.instance, _REMOVED, kept)
        elif is_over:
            form.cleaned_data["expire_at"] = kept
        return result

    WagtailAdminDraftStateFormMixin.clean = clean


def _is_same(typed: datetime.datetime | None, kept: datetime.datetime) -> bool:
    """Forms show minutes."""
    return typed is not None and typed.replace(second=0, microsecond=0) == kept.replace(second=0, microsecond=0)


# Before it is published it is the form's own instance; what is only handed in is so afterwards, too.
@hooks.register("before_publish_page")
@hooks.register("after_edit_page")
@hooks.register("after_edit_snippet")
def tell_of_removed_expiry(request: HttpRequest, instance: Any) -> None:
    removed = instance.__dict__.pop(_REMOVED, None)
    if removed is not None:
        _tell(request, instance, removed)


def remove_past_expiry(request: HttpRequest, instance: Any) -> None:
    """From a text that is about to be published without its form."""
    if not isinstance(instance, DraftStateMixin):
        return
    now = timezone.now()
    revision = instance.latest_revision
    draft = revision.as_object().expire_at if revision is not None else None
    # The translation editor publishes the row, whatever its newest draft says.
    rows = type(instance)._default_manager.filter(pk=instance.pk)
    stored = rows.values_list("expire_at", flat=True).first()
    over = [time for time in (instance.expire_at, stored, draft) if time is not None and time <= now]
    if not over:
        return
    if instance.expire_at is not None and instance.expire_at <= now:
        instance.expire_at = None
    if stored is not None and stored <= now:
        rows.update(expire_at=None)
    if revision is not None and draft is not None and draft <= now:
        revision.content = {**revision.content, "expire_at": None}
        Revision.objects.filter(pk=revision.pk).update(content=revision.content)
    _tell(request, instance, over[0])


def _tell(request: HttpRequest, instance: Any, removed: datetime.datetime) -> None:
    text = _("“%(title)s” expired on %(time)s. That time is removed: the text stays published until you set another.")
    time = date_format(timezone.localtime(removed), "DATETIME_FORMAT")
    messages.info(request, text % {"title": instance, "time": time})
