from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.contrib.routable_page.models import path as route

from portal.i18n import Alternate, append_route
from portal.page_contexts import page_context
from portal.translation.page import BasePage


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
        return self.render(request, context_overrides=page_context(self, request, "all"))

    @route("<int:year>/", name="year")
    def items_of_year(self, request: HttpRequest, year: int) -> HttpResponse:
        return self.render(request, context_overrides=page_context(self, request, "year", year=year))

    @route("<int:year>/<int:month>/", name="month")
    def items_of_month(self, request: HttpRequest, year: int, month: int) -> HttpResponse:
        return self.render(request, context_overrides=page_context(self, request, "month", year=year, month=month))

    def get_alternates(self, request: HttpRequest) -> list[Alternate]:
        return append_route(super().get_alternates(request), self, request)
