"""What the translation editor is answered when it saves: JSON whose `outcome` its companion acts on.

`stored`: as wagtail-localize answers. `conflict`: somebody else's text stands there, and both are shown. `kept`: it
cannot stand in the translation and is kept beside it. `refused`: nothing is stored, and why. `message` is for people;
`error` repeats it for scripts that know Wagtail's word alone.
"""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.templatetags.wagtailadmin_tags import avatar_url
from wagtail.admin.utils import get_user_display_name

from portal.dates import format_moment
from portal.languages.common.html_text import plain_text
from portal.translation.localize import SegmentOverride, StringSegment, StringTranslation

from ..differences import word_differences
from .models import KeptText

Person = AbstractBaseUser | AnonymousUser


def refused(message: str, status: int = 400, code: str = "") -> JsonResponse:
    return JsonResponse({"outcome": "refused", "code": code, "message": message, "error": message}, status=status)


def stored(row: StringTranslation | SegmentOverride, segment_id: int, is_new: bool) -> JsonResponse:
    return JsonResponse({"outcome": "stored", **described(row, segment_id)}, status=201 if is_new else 200)


def described(row: StringTranslation | SegmentOverride, segment_id: int) -> dict[str, Any]:
    """What wagtail-localize's script draws a segment from."""
    found: dict[str, Any] = {"segment_id": segment_id, "data": row.data, "error": row.get_error()}
    if isinstance(row, StringTranslation):
        person = row.last_translated_by
        found |= {"string_id": row.translation_of_id, "comment": row.get_comment(), "last_translated_by": None}
        if person is not None:
            found["last_translated_by"] = {"full_name": person.get_full_name(), "avatar_url": avatar_url(person, 25)}
    return found


def emptied(segment_id: int) -> JsonResponse:
    return JsonResponse({"outcome": "stored", "segment_id": segment_id, "data": "", "error": None})


def conflict(row: StringTranslation | SegmentOverride | None, segment_id: int, mine: str, user: Person) -> JsonResponse:
    theirs = "" if row is None else str(row.data)
    message = _conflict_message(row, user)
    return JsonResponse(
        {
            "outcome": "conflict",
            "message": message,
            "error": message,
            "mine": mine,
            "theirs": theirs,
            "differences": differences(theirs, mine),
            "translation": None if row is None else described(row, segment_id),
        },
        status=409,
    )


def _conflict_message(row: StringTranslation | SegmentOverride | None, user: Person) -> str:
    if row is None:
        return _("The translation that you began with has been deleted meanwhile.")
    values = {"time": format_moment(row.updated_at)}
    if row.last_translated_by is None:
        return _("Another text was saved here meanwhile (%(time)s).") % values
    if row.last_translated_by == user:
        return _("You saved another text here yourself, in another window (%(time)s).") % values
    values["person"] = get_user_display_name(row.last_translated_by)
    return _("%(person)s saved another text here meanwhile (%(time)s).") % values


def kept(reason: KeptText.Reason, typed: str, source: str, replacement: StringSegment | None = None) -> JsonResponse:
    """`source` is what the segment said when it was translated, `replacement` the segment in its place."""
    status = {KeptText.Reason.LOCKED: 403, KeptText.Reason.GONE: 410}.get(reason, 409)
    message = f"{explanation(reason)} {_where(reason) if typed else ''}".strip()
    return JsonResponse(
        {
            "outcome": "kept",
            "code": str(reason),
            "message": message,
            "error": message,
            "mine": typed,
            "before": plain_text(source),
            "after": plain_text(replacement.string.data) if replacement is not None else "",
            "differences": differences(source, replacement.string.data) if replacement is not None else [],
            "kept_url": reverse("translation_kept"),
        },
        status=status,
    )


def explanation(reason: KeptText.Reason) -> str:
    return {
        KeptText.Reason.CHANGED: _("The original of this part was changed while you were translating it."),
        KeptText.Reason.REMOVED: _("This part was removed from the original while you were translating it."),
        KeptText.Reason.LOCKED: _("The page has been locked meanwhile, or is with the next step of its workflow."),
        KeptText.Reason.STOPPED: _("The translation was stopped meanwhile: the page is edited on its own now."),
        KeptText.Reason.GONE: _("The translation has been deleted meanwhile, or its original."),
    }[reason]


def _where(reason: KeptText.Reason) -> str:
    if reason is KeptText.Reason.CHANGED:
        return _("Your text is kept as a suggestion for what the original says now: reload the page to use it.")
    return _("Your text is kept under “Kept texts”.")


def differences(before: str, after: str) -> list[tuple[str, str]]:
    """Kind and text of each passage."""
    return [(str(each.kind), each.text) for each in word_differences(plain_text(before), plain_text(after))]
