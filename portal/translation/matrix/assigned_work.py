"""What is assigned to somebody, as the admin's front page and the e-mails tell it."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from wagtail.admin.ui.components import Component

from portal.translation.matrix.cells import Cell, cells
from portal.translation.matrix.rows import matrix

from ..staff.models import Assignment


@dataclass(frozen=True)
class Work:
    """An assignment with the text that it is of, and how that stands in the language."""

    assignment: Assignment
    title: str
    cell: Cell

    @property
    def url(self) -> str:
        """Where it is done: the translation editor."""
        return self.cell.edit_url or reverse("translation_matrix")


def open_assignments() -> "QuerySet[Assignment]":
    """What is due first comes first, what has no day last."""
    return Assignment.objects.filter(finished_at=None).order_by(F("due_on").asc(nulls_last=True), "assigned_at")


def work(assignments: Iterable[Assignment]) -> list[Work]:
    """In the order of the assignments, without those of texts that are no longer published. The number of queries does
    not depend on how many there are."""
    wanted: Sequence[Assignment] = list(assignments)
    if not wanted:
        return []
    originals = matrix().filter(translation_key__in={each.translation_key for each in wanted})
    texts: dict[uuid.UUID, Any] = {text.translation_key: text for text in cells(list(originals))}
    return [
        Work(each, texts[each.translation_key].title, texts[each.translation_key].cells[code])
        for each in wanted
        if each.translation_key in texts and (code := each.target_locale.language_code)
    ]


class AssignedPanel(Component):
    """“Assigned to you”, on the admin's front page; nothing for who has nothing to do."""

    name = "portal_assigned"
    template_name = "translation/admin/assigned_panel.html"
    order = 110

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        assignments = open_assignments().filter(assignee=parent_context["request"].user)
        return {"assigned": work(assignments.select_related("target_locale"))}
