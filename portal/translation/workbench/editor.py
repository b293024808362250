"""What a translator needs to know of each segment of one translation, from the database as it is now."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import TranslatableMixin

from portal.languages.analysis import words
from portal.languages.common.folding import fold
from portal.languages.common.html_text import plain_text, word_count
from portal.translation.differences import Passage, word_differences
from portal.translation.localize import StringSegment, StringTranslation, TemplateSegment, Translation

from ..acceptable import reason_against
from ..checks.checks import Check, Languages, Problem, find_problems
from ..checks.names import KnownName
from ..checks.structure import Structure, places, structure
from ..glossary.terms import Glossary, GlossaryUse, read_entries
from ..keeping.places import LEAST_ALIKE
from ..memory.index import Origin
from ..memory.reading import readable_rows
from ..memory.similarity import comparable, similarity
from ..memory.suggesting import Suggestion, suggestions
from .kept import Kept, kept_of

_NAME_LETTERS = 4
# A function of the source's and the target's language code that returns KnownNames.
KNOWN_NAMES_HOOK = "portal_known_names"

SegmentProblems = tuple[StringSegment, list[Problem]]


@dataclass(frozen=True, slots=True)
class Previous:
    """The translation of what the segment said before it changed. `target` is HTML."""

    source: str
    target: str
    differences: tuple[Passage, ...]


class Workbench:
    """Of one translation, for a person; each part is read once, when it is first asked for."""

    def __init__(self, translation: Translation, user: Any = None) -> None:
        self.translation = translation
        self.user = user
        self.languages = Languages(translation.source.locale.language_code, translation.target_locale.language_code)

    @cached_property
    def segments(self) -> list[StringSegment]:
        """In the order of the document."""
        rows = StringSegment.objects.filter(source_id=self.translation.source_id)
        return list(rows.select_related("context", "string").order_by("order"))

    @cached_property
    def _translations(self) -> dict[int, list[StringTranslation]]:
        """All translations ever made in the places of the document, by place, the newest first."""
        rows = StringTranslation.objects.filter(
            context__object_id=self.translation.source.object_id, locale=self.translation.target_locale
        )
        found: dict[int, list[StringTranslation]] = defaultdict(list)
        for row in rows.select_related("translation_of").order_by("-updated_at", "-pk"):
            found[row.context_id].append(row)
        return found

    @cached_property
    def _siblings(self) -> dict[int, list[StringSegment]]:
        """Segments of the same place: those of one rich text."""
        found: dict[int, list[StringSegment]] = defaultdict(list)
        for segment in self.segments:
            found[segment.context_id].append(segment)
        return found

    def translated(self, segment: StringSegment) -> StringTranslation | None:
        rows = self._translations.get(segment.context_id, [])
        return next((row for row in rows if row.translation_of_id == segment.string_id), None)

    def previous(self, segment: StringSegment) -> Previous | None:
        """The likest translation that a changed segment had; None for one that is translated or always was new."""
        if self.translated(segment):
            return None
        present = {each.string_id for each in self._siblings[segment.context_id]}
        rows = [
            row
            for row in self._translations.get(segment.context_id, [])
            if row.translation_of_id not in present and not row.has_error
        ]
        own = comparable(segment.string.data)
        scores = [(similarity(comparable(row.translation_of.data), own), row) for row in rows]
        score, best = max(scores, key=lambda each: each[0], default=(0, None))
        if best is None or (score < LEAST_ALIKE and len(present) > 1):
            return None
        source = plain_text(best.translation_of.data)
        return Previous(source, best.data, tuple(word_differences(source, plain_text(segment.string.data))))

    @cached_property
    def kept(self) -> Kept:
        return kept_of(self.translation, self.segments, self.translated)

    @cached_property
    def _places(self) -> dict[int, list[str]]:
        rows = TemplateSegment.objects.filter(source_id=self.translation.source_id).select_related("template")
        return {row.context_id: places(row.template.template) for row in rows}

    def structure(self, segment: StringSegment) -> Structure:
        model = self.translation.source.specific_content_type.model_class()
        siblings = [each.pk for each in self._siblings[segment.context_id]]
        found, number = self._places.get(segment.context_id, []), siblings.index(segment.pk)
        field_path = segment.context.field_path or segment.context.path
        place = found[number] if number < len(found) else ""
        return structure(model, segment.context.path, field_path.split("."), place)

    def words(self, segment: StringSegment) -> int:
        return word_count(segment.string.data)

    def suggestions(self, segment: StringSegment) -> list[Suggestion]:
        """From the memory, of what the person may read, without what the segment is translated as already."""
        own = {(Origin.SITE, row.pk) for row in self._translations.get(segment.context_id, [])}
        return suggestions(
            segment.string.data,
            self.languages.source,
            self.languages.target,
            without=own,
            readable=lambda rows: readable_rows(self.user, rows),
        )

    @cached_property
    def glossary(self) -> Glossary:
        return Glossary(read_entries(), self.languages.source, self.languages.target)

    def terms(self, segment: StringSegment, value: str = "") -> list[GlossaryUse]:
        """Whether they stand in a value is not asked of what is no translation: it may be of any length."""
        source = segment.string.data
        return self.glossary.uses(source, "" if reason_against(source, value) else value)

    @cached_property
    def _names(self) -> list[KnownName]:
        """Names that exist in both languages, of whatever has registered some."""
        named = (hook(self.languages.source, self.languages.target) for hook in hooks.get_hooks(KNOWN_NAMES_HOOK))
        return [name for names in named for name in names]

    def problems(self, segment: StringSegment, value: str) -> list[Problem]:
        """Of a translation that may not be saved yet."""
        kind = self.structure(segment)
        beginnings = {fold(word)[:_NAME_LETTERS] for word in words(plain_text(segment.string.data))}
        names = [name for name in self._names if fold(next(words(name.source), ""))[:_NAME_LETTERS] in beginnings]
        return find_problems(
            segment.string.data,
            value,
            self.languages,
            is_title=kind.is_title,
            max_length=kind.max_length,
            known_names=names,
            terms=self.terms(segment, value),
        )

    def saved_problems(self) -> list[SegmentProblems]:
        """Serious problems of what is saved, by segment; unchecked translations of a machine are among them."""
        found = []
        for segment in self.segments:
            row = self.translated(segment)
            if row is None:
                continue
            problems = [problem for problem in self.problems(segment, row.data) if problem.is_serious]
            if is_machine_made(row):
                problems.append(Problem(Check.MACHINE, _("Translated by a machine, and nobody has checked it yet.")))
            if problems:
                found.append((segment, problems))
        return found


def is_machine_made(row: StringTranslation | None) -> bool:
    return row is not None and row.translation_type == StringTranslation.TRANSLATION_TYPE_MACHINE


def fingerprint(found: Sequence[SegmentProblems]) -> str:
    """Stands for these problems, so that a decision about them holds for no others.

    A segment is known by its place: what is asked about may be a draft that the translation editor does not keep.
    """
    content = "\n".join(
        f"{segment.context.object_id} {segment.context.path} {segment.order} {problem.check} {problem.text}"
        for segment, own in found
        for problem in own
    )
    return hashlib.sha256(content.encode()).hexdigest()


def workbench_of(instance: TranslatableMixin) -> Workbench | None:
    """Of the synced translation that `instance` is the target of, if it is one."""
    found = (
        Translation.objects.filter(
            source__object_id=instance.translation_key, target_locale_id=instance.locale_id, enabled=True
        )
        .select_related("source__locale", "source__specific_content_type", "target_locale")
        .first()
    )
    return Workbench(found) if found else None
