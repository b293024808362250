"""Template contexts of the front pages."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Locale

from news import archive, queries
from news.models import NewsItemPage
from news.published import published_rows

from .models import HomePage
from .queries import projects_in_brief

LATEST_ITEMS = 12
LISTED_PROJECTS = 6


def front_page(page: HomePage, request: HttpRequest) -> dict[str, Any]:
    """`lead_item` with its `lead_project`, `latest`, `upcoming` (news.queries.Summary), `projects` (ProjectInBrief),
    `topics` with counts."""
    latest = queries.summaries(published_rows(_with_projects, page.locale, 0, LATEST_ITEMS), page.locale, request)
    upcoming = queries.upcoming_visits(page.locale, timezone.localdate())
    return {
        "lead_item": latest[0] if latest else None,
        "lead_project": queries.project_summary(latest[0].page.project, page.locale, request) if latest else None,
        "latest": latest[1:],
        "upcoming": queries.summaries(upcoming, page.locale, request),
        "projects": projects_in_brief(page.locale, request, LISTED_PROJECTS),
        "topics": archive.topics(page.locale),
    }


def _with_projects(locale: Locale) -> "QuerySet[NewsItemPage]":
    return queries.published_items(locale).select_related("project")


CONTEXTS: dict[tuple[type[Any], str], Callable[..., Any]] = {
    (HomePage, ""): front_page,
}
