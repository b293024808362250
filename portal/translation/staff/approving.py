"""Approving in a workflow and taking a page back, by buttons of the portal's own and by Wagtail's dialogues."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.models import Page, TaskState

from portal.translation.publishing import Act, Change, Interrupted, ask

from .handing_in import may_recall
from .rights import may_edit

WAGTAILS_ADDRESS = "wagtailadmin_pages:workflow_action"
HOME = "wagtailadmin_home"
_COMMENT = "comment-of-approval-{}"


def question_in_dialogue(request: HttpRequest, question: HttpResponseBase) -> HttpResponse | None:
    """For a dialogue of Wagtail's that approves: leads to the question's own page, with the comment that was written.

    None for any other request.
    """
    match = request.resolver_match
    is_dialogue = request.headers.get("x-requested-with") == "XMLHttpRequest"
    if match is None or match.view_name != WAGTAILS_ADDRESS or not is_dialogue:
        return None
    address = question.headers.get("Location", "")
    if not address:
        state = match.kwargs["task_state_id"]
        request.session[_COMMENT.format(state)] = request.POST.get("comment", "")
        address = reverse("translation_turn", args=[match.kwargs["page_id"], state, "approve"])
    return JsonResponse({"step": "success", "redirect": address})


class TurnView(View):
    """Approves a page or sends it back, and says so; the page's editor may be closed afterwards to who did it.

    With GET it shows the question that a dialogue could not, and its answer approves.
    """

    def get(self, request: HttpRequest, page_id: int, task_state_id: int, action: str) -> HttpResponseBase:
        comment = request.session.get(_COMMENT.format(task_state_id), "")
        # What a question repeats is what was sent.
        request.POST = QueryDict(urlencode({"comment": comment}))
        page = get_object_or_404(Page, pk=page_id).specific
        task = page.current_workflow_task
        if task is not None and any(name == "approve" for name, *_rest in task.get_actions(page, request.user)):
            try:
                ask(Change(Act.PUBLISH, [page], request.user, request, is_approval=True))
            except Interrupted as question:
                return question.response
        return redirect("wagtailadmin_pages:edit", page_id)

    def post(self, request: HttpRequest, page_id: int, task_state_id: int, action: str) -> HttpResponse:
        request.session.pop(_COMMENT.format(task_state_id), None)
        act = WorkflowActionView.as_view()
        act(request, page_id=page_id, action_name=action, task_state_id=task_state_id)
        page = get_object_or_404(Page, pk=page_id).specific
        title = page.get_latest_revision_as_object().title
        if TaskState.objects.filter(pk=task_state_id).exclude(status=TaskState.STATUS_IN_PROGRESS).exists():
            text = _("“%(title)s” was approved.") if action == "approve" else _("“%(title)s” was sent back.")
            messages.success(request, text % {"title": title})
        return redirect("wagtailadmin_pages:edit", page_id) if may_edit(request.user, page) else redirect(HOME)


class RecallView(View):
    """Takes a page back out of its workflow: whoever submitted it, and whoever publishes it in their own right."""

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        page = get_object_or_404(Page, pk=page_id).specific
        if not may_recall(request.user, page):
            raise PermissionDenied
        page.current_workflow_state.cancel(user=request.user)
        messages.success(request, _("“%(title)s” was recalled.") % {"title": page.get_admin_display_title()})
        return redirect("wagtailadmin_pages:edit", page.pk)
