"""The admin's page about tasks and jobs that the worker died in."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.languages.common.natural_numbers import natural_number

from .describing import description_of
from .models import PERMISSION, InterruptedWork
from .recovery import run_again


def set_aside() -> "QuerySet[InterruptedWork]":
    return InterruptedWork.objects.filter(set_aside_at__isnull=False)


class InterruptedWorkView(PermissionRequiredMixin, WagtailAdminTemplateMixin, TemplateView):
    permission_required = PERMISSION
    raise_exception = True
    page_title = gettext_lazy("Tasks that ended the worker")
    header_icon = "warning"
    template_name = "portal/admin/interrupted_work.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds `tasks` with their descriptions, and `jobs`."""
        return super().get_context_data(**kwargs) | {
            "tasks": [(row, description_of(row)) for row in set_aside()],
            "jobs": InterruptedWork.objects.filter(task=None),
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        action = request.POST.get("action", "")
        rows = set_aside() | InterruptedWork.objects.filter(task=None)
        number = natural_number(request.POST.get("row"))
        row = rows.filter(pk=number).first() if number is not None else None
        if row is None or action not in ("run", "delete") or (action == "delete" and row.task is None):
            messages.error(request, _("This cannot be done: the page has changed since you opened it."))
        elif action == "run":
            run_again(row)
            messages.success(request, _("The worker takes it up within a few seconds."))
        else:
            row.delete()
            messages.success(request, _("The task was deleted; it will not run."))
        return redirect(request.path)


class SetAsidePanel(Component):
    """On the first page of the admin, for those who can do something about it."""

    name = "set_aside"
    order = 90
    template_name = "portal/admin/set_aside_panel.html"

    def __init__(self, tasks: int, jobs: int) -> None:
        self.counts = {"tasks": tasks, "jobs": jobs}

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return self.counts


class WorkerMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(PERMISSION))


def addresses() -> list[URLPattern]:
    return [path("reports/interrupted-work/", InterruptedWorkView.as_view(), name="portal_interrupted_work")]


def menu_item() -> MenuItem:
    title = InterruptedWorkView.page_title
    return WorkerMenuItem(title, reverse("portal_interrupted_work"), icon_name="warning", order=1320)


def permissions() -> "QuerySet[Permission]":
    return Permission.objects.filter(content_type__app_label="portal", codename="look_after_worker")


def set_aside_panel(request: HttpRequest, panels: list[Any]) -> None:
    if not request.user.has_perm(PERMISSION):
        return
    tasks, jobs = set_aside().count(), InterruptedWork.objects.filter(task=None).count()
    if tasks or jobs:
        panels.append(SetAsidePanel(tasks, jobs))


def register() -> None:
    hooks.register("register_admin_urls", addresses)
    hooks.register("register_reports_menu_item", menu_item)
    hooks.register("register_permissions", permissions)
    hooks.register("construct_homepage_panels", set_aside_panel)
