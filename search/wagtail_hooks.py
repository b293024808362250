"""Registration of the snippets and reports of search in the admin."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from portal.translation.glossary.models import GlossaryEntry

from .admin.index_state import PERMISSION, IndexStateView
from .admin.searches import SearchesView
from .models import PromotedResult, SynonymGroup


class SynonymGroupViewSet(SnippetViewSet):
    model = SynonymGroup
    icon = "list-ul"
    list_display = ("words", "language")
    list_filter = ("language",)
    search_fields = ("words",)
    search_backend_name = None


class PromotedResultViewSet(SnippetViewSet):
    model = PromotedResult
    icon = "pick"
    list_display = ("page", "queries", "language", "order")
    list_filter = ("language",)
    search_fields = ("queries",)
    search_backend_name = None


class GlossaryViewSet(SnippetViewSet):
    model = GlossaryEntry
    icon = "openquote"
    list_display = ("__str__", "note")


@register_snippet
class SearchViewSetGroup(SnippetViewSetGroup):
    items = (SynonymGroupViewSet, GlossaryViewSet, PromotedResultViewSet)
    menu_label = _("Readers' search")
    menu_icon = "search"
    menu_order = 255


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [
        path("reports/searches/", SearchesView.as_view(), name="search_searches"),
        path("reports/searches/results/", SearchesView.as_view(results_only=True), name="search_searches_results"),
        path("reports/search-index/", IndexStateView.as_view(), name="search_index_state"),
    ]


class PermittedMenuItem(MenuItem):
    def __init__(self, label: Any, url: str, permission: str, **options: Any) -> None:
        super().__init__(label, url, **options)
        self.permission = permission

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission)


@hooks.register("register_reports_menu_item")
def searches_menu_item() -> MenuItem:
    return PermittedMenuItem(
        _("Searches"), reverse("search_searches"), "search.view_searchcount", icon_name="search", order=1300
    )


@hooks.register("register_reports_menu_item")
def index_menu_item() -> MenuItem:
    return PermittedMenuItem(
        _("Search index"), reverse("search_index_state"), PERMISSION, icon_name="tasks", order=1310
    )


@hooks.register("register_permissions")
def permissions() -> "QuerySet[Permission]":
    """Those that a group may be given beside the snippets' own."""
    names = ["view_searchcount", "maintain_index"]
    return Permission.objects.filter(content_type__app_label="search", codename__in=names)
