"""Where the trees of the languages differ, as a page of the admin, with a button that mends what needs no decision."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from portal.translation.staff.reports import PageStaffMixin
from portal.translation.staff.rights import StaffPagePermissionTester, may_edit, with_rights

from .comparing import TreeFault, differences
from .mending import mend

SHOWN = 200


class TreesView(PageStaffMixin, WagtailAdminTemplateMixin, TemplateView):
    """Context: `differences` (the first of them), `count`, `more` beyond those shown, `editable` (ids of the pages that
    the user may edit), `can_mend`, `has_aliases` among what can be mended."""

    template_name = "translation/admin/trees.html"
    page_title = gettext_lazy("Page trees")
    header_icon = "list-ul"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = differences()
        user = self.request.user
        pages = with_rights(Page.objects.filter(pk__in=[each.page_id for each in found]), user)
        editable = {page.pk: page for page in pages if may_edit(user, page)}
        mendable = [each for each in found if each.is_mendable and each.page_id in editable]
        testers = {each: StaffPagePermissionTester(user, editable[each.page_id]) for each in mendable}
        deletable = [each for each in mendable if each.kind == TreeFault.ALIAS and testers[each].can_delete()]
        movable = [each for each in mendable if each.kind != TreeFault.ALIAS and testers[each].can_move()]
        return {
            **super().get_context_data(**kwargs),
            "differences": found[:SHOWN],
            "count": len(found),
            "more": max(0, len(found) - SHOWN),
            "editable": editable.keys(),
            "can_mend": bool(deletable or movable),
            "has_aliases": bool(deletable),
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        result = mend(request.user)
        if result.mended:
            count = len(result.mended)
            text = ngettext("%(count)d difference is mended.", "%(count)d differences are mended.", count)
            messages.success(request, text % {"count": count})
        for refusal in sorted({text for text in result.refusals.values() if text}):
            messages.error(request, refusal)
        if not all(result.refusals.values()):
            messages.error(request, _("You may not move or delete all of these pages."))
        return redirect(request.path)
