"""How the segments of a translation go out, and how they come back: all of a file or nothing of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import transaction
from django.utils.translation import gettext as _

from portal.languages.common.html_text import plain_text
from portal.languages.common.normalization import seen
from portal.translation.localize import StringSegment, StringTranslation

from ..workbench.editor import Workbench, is_machine_made
from .units import Unit, UnreadableFile


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of a file's units. `unknown` are sources that the page does not have, or no longer."""

    changed: int
    unchanged: int
    unknown: tuple[str, ...]


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
def apply_units(bench: Workbench, units: Sequence[Unit], user: AbstractBaseUser | AnonymousUser, tool: str) -> Applied:
    """Saves the translations that differ, which `read_translation` has checked. An empty one changes nothing.

    Raises:
        UnreadableFile: where a text has markup that its segment cannot hold; then nothing is saved.
    """
    # Other tools may have written what nobody sees of a source otherwise.
    known = {(segment.context.path, seen(segment.string.data)): segment for segment in bench.segments}
    changed, unchanged = 0, 0
    unknown = []
    for unit in units:
        segment = known.get((unit.path, seen(unit.source)))
        if segment is None:
            unknown.append(plain_text(unit.source))
            continue
        row = bench.translated(segment)
        if not plain_text(unit.target) or (row and row.data == unit.target):
            unchanged += 1
            continue
        if unit.problem:
            message = _("“%(text)s” cannot be taken in: %(reason)s")
            raise UnreadableFile(message % {"text": plain_text(unit.source), "reason": unit.problem})
        _save(bench, segment, unit.target, user, tool)
        changed += 1
    return Applied(changed, unchanged, tuple(unknown))


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
