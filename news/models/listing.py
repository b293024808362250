import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.contrib.routable_page.models import path as route

from portal.i18n import Alternate, append_route
from portal.paging import page_of
from portal.translation.page import BasePage

from .item import NewsItemPage


class NewsListingPage(RoutablePageMixin, BasePage):
    """All news, newest first, whole or by year and month. An item stands in the list once, whatever its languages."""

    intro = models.TextField(gettext_lazy("introduction"), blank=True)

    content_panels: ClassVar[list[Any]] = [*BasePage.content_panels, FieldPanel("intro")]
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["news.NewsItemPage"]
    max_count_per_parent = 1
    # News is listed by date.
    has_ordered_children = False

    class Meta:
        verbose_name = gettext_lazy("news listing")
        verbose_name_plural = gettext_lazy("news listings")

    @route("", name="all")
    def all_items(self, request: HttpRequest) -> HttpResponse:
        from news import queries

        return self._render_items(request, queries.published_items(self.locale))

    @route("<int:year>/", name="year")
    def items_of_year(self, request: HttpRequest, year: int) -> HttpResponse:
        from news import queries

        if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
            raise Http404(_("There is no such year."))
        items = queries.published_items(self.locale).filter(date__year=year)
        return self._render_items(request, items, year=year)

    @route("<int:year>/<int:month>/", name="month")
    def items_of_month(self, request: HttpRequest, year: int, month: int) -> HttpResponse:
        from news import queries

        if not (datetime.MINYEAR <= year <= datetime.MAXYEAR and 1 <= month <= 12):
            raise Http404(_("There is no such month."))
        items = queries.published_items(self.locale).filter(date__year=year, date__month=month)
        return self._render_items(request, items, year=year, month=datetime.date(year, month, 1))

    def _render_items(
        self,
        request: HttpRequest,
        items: "QuerySet[NewsItemPage]",
        year: int | None = None,
        month: datetime.date | None = None,
    ) -> HttpResponse:
        """Context: `page_obj`, `items` (news.queries.Summary), `months` ((first day, count) of the whole archive),
        `year` and `month` (first day) where the list is narrowed."""
        from news import queries

        page_obj = page_of(items, request)
        if year is not None and not page_obj.paginator.count:
            raise Http404(_("There is no news of that time."))
        return self.render(
            request,
            context_overrides={
                "page_obj": page_obj,
                "items": queries.summaries(page_obj.object_list, self.locale, request),
                "months": queries.months_with_counts(queries.published_items(self.locale)),
                "topics": queries.topics_with_counts(self.locale),
                "year": year,
                "month": month,
            },
        )

    def get_alternates(self, request: HttpRequest) -> list[Alternate]:
        return append_route(super().get_alternates(request), self, request)
