from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from news import queries
from portal.translation.blocks import TextBodyBlock
from portal.translation.page import BasePage

LATEST_ITEMS = 12
LISTED_PROJECTS = 6


class HomePage(BasePage):
    """The front page of one language: lead story, latest news, upcoming visits, projects, topics."""

    lead = models.TextField(_("introduction"), blank=True, help_text=_("One sentence about the portal."))

    content_panels: ClassVar[list[Any]] = [*BasePage.content_panels, FieldPanel("lead")]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Context: `lead_item` with its `lead_project`, `latest`, `upcoming` (news.queries.Summary), `projects`
        (home.queries.ProjectInBrief), `topics` with counts."""
        from home.queries import projects_in_brief

        context = super().get_context(request, *args, **kwargs)
        latest = queries.summaries(queries.published_items(self.locale)[:LATEST_ITEMS], self.locale, request)
        upcoming = queries.upcoming_visits(self.locale, timezone.localdate())
        return {
            **context,
            "lead_item": latest[0] if latest else None,
            "lead_project": queries.project_summary(latest[0].page.project, self.locale, request) if latest else None,
            "latest": latest[1:],
            "upcoming": queries.summaries(upcoming, self.locale, request),
            "projects": projects_in_brief(self.locale, request, LISTED_PROJECTS),
            "topics": queries.topics_with_counts(self.locale),
        }


class StandardPage(BasePage):
    """A page of text: about the portal, accessibility, privacy, contacts."""

    lead = models.TextField(_("introduction"), blank=True)
    body = StreamField(TextBodyBlock(), verbose_name=_("text"), blank=True)

    content_panels: ClassVar[list[Any]] = [*BasePage.content_panels, FieldPanel("lead"), FieldPanel("body")]
    search_fields: ClassVar[list[Any]] = [*BasePage.search_fields, index.SearchField("lead"), index.SearchField("body")]
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.StandardPage"]
    subpage_types: ClassVar[list[str]] = ["home.StandardPage"]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")
