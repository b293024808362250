"""Who has a translation open at this moment, in Wagtail's own table of editing sessions."""

import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.models import EditingSession
from wagtail.admin.utils import get_user_display_name
from wagtail.models import LockableMixin

from portal.languages.common.natural_numbers import natural_number
from portal.translation.localize import Translation

from ..keeping.answers import explanation
from ..keeping.models import KeptText
from .access import open_workbench

# The editor reports every ten seconds; browsers let a window in the background do so once a minute.
PRESENT = datetime.timedelta(seconds=75)


@transaction.non_atomic_requests
@require_POST
def presence(request: HttpRequest, translation_id: int) -> JsonResponse:
    """`{"session", "user", "original", "present": [sentence], "trouble": sentence}`; `original` stands for what the
    original says, `trouble` for why nothing could be saved."""
    translations = Translation.objects.select_related(
        "source__locale", "source__specific_content_type", "target_locale"
    )
    translation = get_object_or_404(translations, pk=translation_id)
    open_workbench(request.user, translation)
    target = translation.get_target_instance()
    session = _seen(request, target)
    return JsonResponse(
        {
            "session": session.pk,
            "user": str(request.user.pk),
            "original": translation.source.last_updated_at.isoformat(),
            "present": [_sentence(each, request.user) for each in _others(session)],
            "trouble": _trouble(translation, target, request.user),
        }
    )


def _seen(request: HttpRequest, target: Any) -> EditingSession:
    values = {
        "user_id": request.user.pk,
        "content_type": ContentType.objects.get_for_model(target),
        "object_id": str(target.pk),
    }
    number = natural_number(request.POST.get("session"))
    session = EditingSession.objects.filter(pk=number, **values).first() if number else None
    if session is None:
        EditingSession.cleanup()
        session = EditingSession(**values)
    session.last_seen_at = timezone.now()
    session.is_editing = request.POST.get("is_editing") == "true"
    session.save()
    return session


def _others(session: EditingSession) -> list[EditingSession]:
    """The newest session of each other person, and one of the same person's other windows."""
    rows = EditingSession.objects.filter(
        content_type_id=session.content_type_id,
        object_id=session.object_id,
        last_seen_at__gte=timezone.now() - PRESENT,
    ).exclude(pk=session.pk)
    newest: dict[int, EditingSession] = {}
    for row in rows.select_related("user__wagtail_userprofile").order_by("-is_editing", "-last_seen_at"):
        newest.setdefault(row.user_id, row)
    return list(newest.values())


def _sentence(session: EditingSession, user: Any) -> str:
    if session.user_id == user.pk:
        return _("You have this translation open in another window.")
    values = {"person": get_user_display_name(session.user)}
    if session.is_editing:
        return _("%(person)s is translating here at this moment.") % values
    return _("%(person)s has this translation open.") % values


def _trouble(translation: Translation, target: Any, user: Any) -> str:
    if not translation.enabled:
        return explanation(KeptText.Reason.STOPPED)
    lock = target.get_lock() if isinstance(target, LockableMixin) else None
    return explanation(KeptText.Reason.LOCKED) if lock is not None and lock.for_user(user) else ""
