"""Query report: what readers search for, what it finds and what they open."""

from typing import Any

import django_filters
from django.conf import settings
from django.db.models import FloatField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Cast, NullIf, Round
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from portal.i18n import language_choices

from ..models import SearchCount


class SearchesFilterSet(WagtailFilterSet):
    language = django_filters.ChoiceFilter(label=_("Language"), choices=language_choices, empty_label=_("All"))
    day = django_filters.DateFromToRangeFilter(label=_("Period"), widget=DateRangePickerWidget)
    found = django_filters.ChoiceFilter(
        label=_("Found the last time"),
        method="filter_found",
        choices=[("nothing", _("nothing")), ("something", _("something"))],
        empty_label=_("All"),
    )

    class Meta:
        model = SearchCount
        fields: list[str] = []

    def filter_found(self, queryset: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
        return queryset.filter(last_found=0) if value == "nothing" else queryset.filter(last_found__gt=0)


def _results_url(row: dict[str, Any]) -> str:
    """The page that readers of that language get."""
    with override(row["language"]):
        return f"{reverse('search:results')}?{urlencode({'q': row['text']})}"


class LanguageColumn(Column):
    def get_value(self, instance: dict[str, Any]) -> str:
        return dict(settings.LANGUAGES).get(instance["language"], instance["language"])


class SearchesView(ReportView):
    page_title = _("Searches")
    header_icon = "search"
    permission_policy = ModelPermissionPolicy(SearchCount)
    any_permission_required = ["view"]
    filterset_class = SearchesFilterSet
    is_searchable = True
    search_fields = ["text"]
    default_ordering = "-total"
    index_url_name = "search_searches"
    index_results_url_name = "search_searches_results"
    columns = [
        TitleColumn("text", label=_("Words"), sort_key="text", get_url=_results_url),
        LanguageColumn("language", label=_("Language"), sort_key="language"),
        NumberColumn("total", label=_("Searches"), sort_key="total"),
        NumberColumn("last_found", label=_("Found the last time"), sort_key="last_found"),
        NumberColumn("total_clicks", label=_("Opened a result"), sort_key="total_clicks"),
        Column("position", label=_("Average position"), sort_key="position"),
    ]
    list_export = ["text", "language", "total", "last_found", "total_clicks", "position"]
    export_headings: dict[str, Any] = {
        "text": _("Words"),
        "language": _("Language"),
        "total": _("Searches"),
        "last_found": _("Found the last time"),
        "total_clicks": _("Opened a result"),
        "position": _("Average position"),
    }
    export_filename = "searches"
    custom_field_preprocess = {
        "position": {ReportView.FORMAT_CSV: lambda value: "" if value is None else value},
    }

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        # A spreadsheet is written when the request is over and its language forgotten.
        self.export_headings = {name: str(heading) for name, heading in self.export_headings.items()}

    def get_base_queryset(self) -> "QuerySet[Any]":
        """One row a text and language. A period that is chosen afterwards still limits what is added up."""
        latest = SearchCount.objects.filter(language=OuterRef("language"), text=OuterRef("text")).order_by("-day")
        clicks = Cast(NullIf(Sum("clicks"), 0), FloatField())
        return SearchCount.objects.values("language", "text").annotate(
            total=Sum("searches"),
            last_found=Subquery(latest.values("found")[:1]),
            total_clicks=Sum("clicks"),
            position=Round(Cast(Sum("positions"), FloatField()) / clicks, precision=1),
        )

    def get_filterset_kwargs(self) -> dict[str, Any]:
        return super().get_filterset_kwargs() | {"queryset": self.get_base_queryset()}
