"""Which paragraphs of two languages say the same, put right by a reviewer."""

import json
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ..pipeline.analysis import Group, ParagraphRole
from ..pipeline.decisions import DecisionRequest, decide
from ..pipeline.reviewed import InvalidDecision, groups_to_json
from .documents import DocumentView
from .regrouping import ACTIONS, Impossible
from .text import conflict_message

UNSURE_BELOW = 0.5


@dataclass(frozen=True)
class Cell:
    index: int
    text: str
    part: ParagraphRole


@dataclass(frozen=True)
class ParagraphGroup:
    """A group with the texts of its paragraphs."""

    number: int
    source: list[Cell]
    target: list[Cell]
    is_unsure: bool

    @property
    def is_incomplete(self) -> bool:
        return not self.source or not self.target

    @property
    def is_divisible(self) -> bool:
        return len(self.source) > 1 or len(self.target) > 1


class DocumentAlignmentView(DocumentView):
    template_name = "news/importer/alignment.html"
    step = "alignment"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds `source_language`, and `alignments`: (language, rows, the groups as JSON)."""
        alignments = [
            (language, self._rows(language), json.dumps(groups_to_json(self.review.groups(language))))
            for language in self.review.analysis.target_languages
        ]
        return super().get_context_data(**kwargs) | {
            "source_language": self.review.analysis.source_language,
            "alignments": alignments,
        }

    def _rows(self, language: str) -> list[ParagraphGroup]:
        return [
            ParagraphGroup(
                number,
                self._cells(self.review.analysis.source_language, group.source),
                self._cells(language, group.target),
                group.certainty < UNSURE_BELOW,
            )
            for number, group in enumerate(self.review.groups(language))
        ]

    def _cells(self, language: str, indices: tuple[int, ...]) -> list[Cell]:
        return [Cell(index, self.review.text(language, index), self.review.part(language, index)) for index in indices]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """`act` says what to do: `join:3`, `up:3:5` (row and paragraph), or `found` for the alignment as found."""
        language = request.POST.get("language", "")
        place = ""
        try:
            before = json.loads(request.POST.get("groups", ""))
            after, place = self._after(request.POST.get("act", ""), before, language)
            wanted = DecisionRequest(f"groups:{language}", before, groups_to_json(after))
            outcome = decide(self.document, [wanted], request.user)
        except (ValueError, TypeError, Impossible, InvalidDecision):
            messages.error(request, _("This cannot be done: the page has changed since you opened it."))
        else:
            for conflict in outcome.conflicts:
                messages.warning(request, conflict_message(conflict))
        return redirect(f"{request.path}?at={place}#{place}" if place else request.path)

    def _after(self, act: str, before: Any, language: str) -> tuple[tuple[Group, ...], str]:
        """The groups as they are to be, and the row to go on with."""
        if act == "found":
            return self.review.analysis.groups[language], ""
        self.review.check(f"groups:{language}", before)
        groups = [Group(tuple(source), tuple(target)) for source, target in before]
        name, *numbers = act.split(":")
        if name not in ACTIONS or len(numbers) not in (1, 2):
            raise InvalidDecision(act)
        row, paragraph = int(numbers[0]), int(numbers[-1])
        after = ACTIONS[name](groups, row, paragraph)
        moved = next((number for number, group in enumerate(after) if paragraph in group.target), row)
        return after, f"row-{language}-{moved if name in ('up', 'down', 'alone') else row}"
