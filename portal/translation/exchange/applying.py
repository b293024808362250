"""How the segments of a translation go out, and how they come back: all of a file or nothing of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import transaction
from django.utils.translation import gettext as _

from portal.languages.common.html_text import plain_text
from portal.languages.common.normalization import seen
from portal.translation.localize import StringSegment, StringTranslation, Translation

from ..acceptable import is_no_text
from ..keeping.models import TITLE_LENGTH, KeptText
from ..keeping.places import place_of
from ..keeping.recording import keep
from ..workbench.editor import Workbench, is_machine_made
from .units import Unit, UnreadableFile


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of a file's units. `replaced` of the changed ones stood for another text; `unknown` are sources that
    the page does not have, or no longer, and `older` those whose translation is newer than the file: both are kept.
    """

    changed: int
    replaced: int
    unchanged: int
    unknown: tuple[str, ...]
    older: tuple[str, ...]


def units_of(bench: Workbench) -> list[Unit]:
    """In the order of the document."""
    found = []
    for segment in bench.segments:
        row = bench.translated(segment)
        target = row.data if row else ""
        note = bench.structure(segment).label
        found.append(Unit(segment.context.path, segment.string.data, target, note, is_machine_made(row)))
    return found


@transaction.atomic
def apply_units(
    bench: Workbench,
    units: Sequence[Unit],
    user: AbstractBaseUser | AnonymousUser,
    tool: str,
    written_at: datetime | None = None,
) -> Applied:
    """Saves the translations that differ, which `read_translation` has checked. An empty one changes nothing.

    What was translated after `written_at`, when the file was taken out, stays: the file did not know of it.

    Raises:
        UnreadableFile: where a text has markup that its segment cannot hold; then nothing is saved.
    """
    # As the editor does, so that neither it nor a new version of the original comes in between.
    Translation.objects.select_for_update(of=("self", "source")).select_related("source").get(pk=bench.translation.pk)
    # Other tools may have written what nobody sees of a source otherwise.
    known = {(segment.context.path, seen(segment.string.data)): segment for segment in bench.segments}
    changed, replaced, unchanged = 0, 0, 0
    unknown, older, kept = [], [], []
    for unit in units:
        segment = known.get((unit.path, seen(unit.source)))
        is_empty = is_no_text(unit.source, unit.target)
        if segment is None:
            unknown.append(plain_text(unit.source))
            if not is_empty and not unit.problem:
                is_changed = place_of(unit.path, unit.source, bench.segments) is not None
                reason = KeptText.Reason.CHANGED if is_changed else KeptText.Reason.REMOVED
                kept.append(_kept(bench, unit, user, reason))
            continue
        row = bench.translated(segment)
        if is_empty or (row and row.data == unit.target):
            unchanged += 1
            continue
        if unit.problem:
            message = _("“%(text)s” cannot be taken in: %(reason)s")
            raise UnreadableFile(message % {"text": plain_text(unit.source), "reason": unit.problem})
        if row is not None and _is_newer(row, written_at, user, tool):
            older.append(plain_text(unit.source))
            kept.append(_kept(bench, unit, user, KeptText.Reason.OLDER_FILE))
            continue
        _save(bench, segment, unit.target, user, tool)
        changed += 1
        replaced += row is not None
    keep(kept)
    return Applied(changed, replaced, unchanged, tuple(unknown), tuple(older))


def _is_newer(
    row: StringTranslation, written_at: datetime | None, user: AbstractBaseUser | AnonymousUser, tool: str
) -> bool:
    """Whether somebody has translated it since; not where the same person has sent the same file before."""
    if written_at is None or row.updated_at <= written_at or is_machine_made(row):
        return False
    return row.tool_name != tool or row.last_translated_by_id != user.pk


def _kept(bench: Workbench, unit: Unit, user: AbstractBaseUser | AnonymousUser, reason: KeptText.Reason) -> KeptText:
    source = bench.translation.source
    return KeptText(
        translation_key=source.object_id,
        title=source.object_repr[:TITLE_LENGTH],
        language=bench.languages.target,
        path=unit.path,
        source=unit.source,
        text=unit.target,
        reason=reason,
        user_id=user.pk,
    )


def _save(
    bench: Workbench, segment: StringSegment, html: str, user: AbstractBaseUser | AnonymousUser, tool: str
) -> None:
    StringTranslation.objects.update_or_create(
        translation_of_id=segment.string_id,
        locale=bench.translation.target_locale,
        context_id=segment.context_id,
        defaults={
            "data": html,
            "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
            "tool_name": tool,
            "last_translated_by": user,
            "has_error": False,
            "field_error": "",
        },
    )
