"""State of the indexes, in the admin: whether they match the database, what waits for delivery, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.dateparse import parse_datetime
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from portal.runtime.interrupted.recovery import resting_jobs

from ..index import maintenance
from ..index.interface import IndexState, get_index
from ..index.outbox import index_names
from ..models import IndexMaintenance, OutboxEntry

PERMISSION = "search.maintain_index"
ENTRIES_SHOWN = 50
# Of settings.WORKER_PERIODIC.
JOBS = ("search.index.maintenance.", "search.index.outbox.")


@dataclass(frozen=True)
class NamedDocument:
    """A document that differs or waits: its pages, by which editors know it, and why."""

    key: str
    pages: Sequence[Page]
    reason: str = ""
    attempts: int = 0


class _Pages:
    """Pages of many documents, in one query."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._by_key: dict[str, list[Page]] = {}
        for page in Page.objects.filter(translation_key__in=keys).select_related("locale").order_by("pk"):
            self._by_key.setdefault(str(page.translation_key), []).append(page)

    def named(self, key: str, reason: str = "", attempts: int = 0) -> NamedDocument:
        return NamedDocument(key, self._by_key.get(key, []), reason, attempts)


@dataclass
class IndexSummary:
    """What is known of an index without reading it through."""

    name: str
    state: IndexState
    row: IndexMaintenance
    waiting: int
    entries: list[OutboxEntry]
    pages: _Pages

    @cached_property
    def built_at(self) -> Any:
        return parse_datetime(self.state.built_at) if self.state.built_at else None

    @cached_property
    def differences(self) -> list[tuple[str, list[NamedDocument]]]:
        kinds = [
            (_("Missing in the index"), self.row.missing),
            (_("Outdated in the index"), self.row.outdated),
            (_("In the index, though not published"), self.row.surplus),
        ]
        return [(name, [self.pages.named(key) for key in keys]) for name, keys in kinds if keys]

    @cached_property
    def waiting_documents(self) -> list[NamedDocument]:
        return [self.pages.named(str(entry.key), entry.last_error, entry.attempts) for entry in self.entries]


def _summary(index: str) -> IndexSummary:
    """Four queries, whatever the index holds."""
    row = IndexMaintenance.objects.filter(index=index).first() or IndexMaintenance(index=index)
    waiting = OutboxEntry.objects.filter(index=index)
    entries = list(waiting.order_by("-attempts", "pk")[:ENTRIES_SHOWN])
    keys = [*row.missing, *row.outdated, *row.surplus, *(str(entry.key) for entry in entries)]
    return IndexSummary(index, get_index(index).state(), row, waiting.count(), entries, _Pages(keys))


class IndexStateView(PermissionRequiredMixin, WagtailAdminTemplateMixin, TemplateView):
    permission_required = PERMISSION
    raise_exception = True
    page_title = gettext_lazy("Search index")
    header_icon = "search"
    template_name = "search/admin/index_state.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds `indexes`, and the `resting` jobs of the worker on which they depend, with the times until then."""
        resting = {path: until for path, until in resting_jobs().items() if path.startswith(JOBS)}
        return super().get_context_data(**kwargs) | {
            "indexes": [_summary(index) for index in index_names()],
            "resting": resting,
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        index, action = request.POST.get("index", ""), request.POST.get("action", "")
        if index not in index_names() or action not in ("deliver", "compare", "rebuild"):
            messages.error(request, _("This cannot be done: the page has changed since you opened it."))
        elif action == "deliver":
            count = maintenance.deliver_soon([index])
            message = ngettext(
                "%(count)d change is delivered within a few seconds.",
                "%(count)d changes are delivered within a few seconds.",
                count,
            )
            messages.success(request, message % {"count": count})
        elif action == "compare":
            maintenance.ask_for_comparison(index)
            messages.success(
                request, _("The worker compares the index with the database. Reload this page in a while.")
            )
        else:
            maintenance.ask_for_rebuild(index)
            messages.success(
                request,
                _("The worker builds a new index. The present one answers until it is ready."),
            )
        return redirect(request.path)
