"""What the translation editor sends of a segment: stored, or kept and answered with what is the matter.

In the place of wagtail-localize's own views, which store whatever they are sent over whatever stands there, and know
no segment that another version of the original has taken away.
"""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import transaction
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from rest_framework.exceptions import APIException
from rest_framework.parsers import FormParser, MultiPartParser
from rest_framework.request import Request
from wagtail.models import LockableMixin

from portal.languages.common.normalization import stored_html
from portal.storage.transactions import whole_transaction
from portal.translation.acceptable import LENGTH_OF_ANY, TIMES_THE_SOURCE
from portal.translation.localize import Translation

from ..staff.rights import SUBMIT, may_begin, may_edit
from . import answers
from .models import TITLE_LENGTH, KeptText
from .recording import keep
from .segments import OverridePlace, Place, StringPlace

# Of what an earlier version of the original said, which is sent back as it was shown.
LONGEST_SOURCE = 100_000


@dataclass(frozen=True, slots=True)
class Typed:
    """What is sent: `text` is empty for a deletion. `based_on` is what the sender saw in its place, None where a
    program does not say so; `path` and `source` are the place and the original of that time, `sender` who opened the
    editor, each empty where they are not told."""

    text: str
    based_on: str | None
    path: str
    source: str
    title: str
    sender: str


@transaction.non_atomic_requests
@require_http_methods(["PUT", "DELETE"])
def save_string(request: HttpRequest, translation_id: int, string_segment_id: int) -> JsonResponse:
    return _save(request, translation_id, string_segment_id, StringPlace)


@transaction.non_atomic_requests
@require_http_methods(["PUT", "DELETE"])
def save_override(request: HttpRequest, translation_id: int, overridable_segment_id: int) -> JsonResponse:
    return _save(request, translation_id, overridable_segment_id, OverridePlace)


def _save(request: HttpRequest, translation_id: int, segment_id: int, kind: type[Place]) -> JsonResponse:
    """One transaction, which is stored with an error status as well: what is refused is kept."""
    typed = _read(request)
    if typed is None:
        return answers.refused(_("Nothing was sent."))
    if typed.sender and typed.sender != str(request.user.pk):
        message = _("You have logged in as somebody else in another window. Log in as before, and save again.")
        return answers.refused(message, 409, "other_user")
    with whole_transaction():
        return _saved(request, translation_id, segment_id, kind, typed)


def _saved(request: HttpRequest, translation_id: int, segment_id: int, kind: type[Place], typed: Typed) -> JsonResponse:
    user = request.user
    # Whoever publishes the original writes to its source, whoever stops the translation to the translation.
    locked = Translation.objects.select_for_update(of=("self", "source")).select_related(
        "source__locale", "source__specific_content_type", "target_locale"
    )
    translation = locked.filter(pk=translation_id).first()
    target = _target(translation)
    if translation is None or target is None:
        if not user.has_perm(SUBMIT):
            raise PermissionDenied
        return _kept(typed, KeptText.Reason.GONE, request, None, kind)
    if not may_edit(user, target):
        if translation.enabled or not may_begin(user, translation.source.locale_id, translation.target_locale_id):
            message = _("You may not edit this translation. Copy your text if you want to hand it on.")
            return answers.refused(message, 403, "rights")
        return _kept(typed, KeptText.Reason.STOPPED, request, translation, kind, segment_id)
    if not translation.enabled:
        return _kept(typed, KeptText.Reason.STOPPED, request, translation, kind, segment_id)
    lock = target.get_lock() if isinstance(target, LockableMixin) else None
    if lock is not None and lock.for_user(user):
        return _kept(typed, KeptText.Reason.LOCKED, request, translation, kind, segment_id)
    place = kind.find(translation, segment_id, typed.path, typed.source)
    if place is None:
        replacement = kind.replacement(translation, typed.path, typed.source)
        reason = KeptText.Reason.REMOVED if replacement is None else KeptText.Reason.CHANGED
        return _kept(typed, reason, request, translation, kind)
    return _saved_in(place, typed, request)


def _saved_in(place: Place, typed: Typed, request: HttpRequest) -> JsonResponse:
    if typed.text and (reason := place.reason_against(typed.text)):
        return answers.refused(reason)
    row = place.stored()
    current = "" if row is None else place.text_of(row)
    if typed.based_on is not None and _lines(current) not in (typed.based_on, typed.text):
        keep([_text(typed, KeptText.Reason.CONFLICT, request, place.translation, type(place), place)])
        return answers.conflict(row, place.segment.pk, typed.text, request.user)
    if not typed.text:
        if row is not None:
            row.delete()
        return answers.emptied(place.segment.pk)
    row, is_new = place.store(typed.text, request.user)
    return answers.stored(row, place.segment.pk, is_new)


def _kept(
    typed: Typed,
    reason: KeptText.Reason,
    request: HttpRequest,
    translation: Translation | None,
    kind: type[Place],
    segment_id: int = 0,
) -> JsonResponse:
    replacement = None
    if translation is not None and reason is KeptText.Reason.CHANGED:
        replacement = kind.replacement(translation, typed.path, typed.source)
    if len(typed.text) > max(LENGTH_OF_ANY, TIMES_THE_SOURCE * len(typed.source)):
        return answers.refused(answers.explanation(reason), 409, str(reason))
    place = kind.find(translation, segment_id, typed.path, typed.source) if translation and segment_id else None
    keep([_text(typed, reason, request, translation, kind, place)])
    return answers.kept(reason, typed.text, typed.source, replacement)


def _text(
    typed: Typed,
    reason: KeptText.Reason,
    request: HttpRequest,
    translation: Translation | None,
    kind: type[Place],
    place: Place | None = None,
) -> KeptText:
    return KeptText(
        translation_key=translation.source.object_id if translation else None,
        title=(translation.source.object_repr if translation else typed.title)[:TITLE_LENGTH],
        language=translation.target_locale.language_code if translation else "",
        path=place.segment.context.path if place else typed.path,
        source=place.source if place else typed.source,
        text=typed.text,
        is_value=kind is OverridePlace,
        reason=reason,
        user_id=request.user.pk,
        kept_at=timezone.now(),
    )


def _target(translation: Translation | None) -> Any:
    try:
        return translation.get_target_instance() if translation else None
    except ObjectDoesNotExist:
        return None


def _read(request: HttpRequest) -> Typed | None:
    try:
        data = Request(request, parsers=[MultiPartParser(), FormParser()]).data
    except APIException:
        return None
    is_deletion = request.method == "DELETE"
    text = "" if is_deletion else data.get("value")
    told = {name: data.get(name, "") for name in ("path", "source", "title", "sender")}
    based_on = data.get("based_on")
    if not isinstance(text, str) or not all(isinstance(each, str) for each in told.values()):
        return None
    if "\0" in "".join(told.values()) or len(told["source"]) > LONGEST_SOURCE:
        return None
    told = {name: _lines(value) for name, value in told.items()}
    # As it will be kept; where nobody would see anything of it, it is refused for that, and is no deletion.
    text = stored_html(_lines(text)) or _lines(text)
    return Typed(text, _lines(based_on) if isinstance(based_on, str) else None, **told)


def _lines(text: str) -> str:
    """Browsers end every line of what they send with CRLF, whatever the text has."""
    return text.replace("\r\n", "\n")
