"""Approving in a workflow asks what publishing asks, whichever button approves."""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.models import Page, TaskState

from portal.translation.publish_checks import question_before_publishing

from .handing_in import may_recall
from .rights import may_edit

WAGTAILS_ADDRESS = "wagtailadmin_pages:workflow_action"
HOME = "wagtailadmin_home"
_COMMENT = "comment-of-approval-{}"


def question_before_approving(request: HttpRequest, page_id: int) -> HttpResponse | None:
    """The first question about the page that is not answered yet; None for who may not approve it, too."""
    page = get_object_or_404(Page, pk=page_id).specific
    task = page.current_workflow_task
    if task is None or not any(name == "approve" for name, *_rest in task.get_actions(page, request.user)):
        return None
    return question_before_publishing(request, [page])


def question_of_wagtails_button(request: HttpRequest, arguments: dict[str, Any]) -> HttpResponse | None:
    """For a request to WAGTAILS_ADDRESS. A dialogue goes to the question's own page, with the comment that was
    written."""
    if request.method != "POST" or arguments.get("action_name") != "approve":
        return None
    question = question_before_approving(request, arguments["page_id"])
    if question is None or request.headers.get("x-requested-with") != "XMLHttpRequest":
        return question
    address = question.get("Location", "")
    if not address:
        state = arguments["task_state_id"]
        request.session[_COMMENT.format(state)] = request.POST.get("comment", "")
        address = reverse("translation_turn", args=[arguments["page_id"], state, "approve"])
    return JsonResponse({"step": "success", "redirect": address})


def question_of_editor(request: HttpRequest, page: Any) -> HttpResponse | None:
    """For a form of the page editor that saves and approves at once."""
    approves = "action-workflow-action" in request.POST and request.POST.get("workflow-action-name") == "approve"
    return question_before_approving(request, page.pk) if request.method == "POST" and approves else None


class TurnView(View):
    """Approves a page or sends it back, and says so; the page's editor may be closed afterwards to who did it.

    With GET it shows the question that a dialogue could not, and its answer approves.
    """

    def get(self, request: HttpRequest, page_id: int, task_state_id: int, action: str) -> HttpResponse:
        comment = request.session.get(_COMMENT.format(task_state_id), "")
        # What a question repeats is what was sent.
        request.POST = QueryDict(urlencode({"comment": comment}))
        return question_before_approving(request, page_id) or redirect("wagtailadmin_pages:edit", page_id)

    def post(self, request: HttpRequest, page_id: int, task_state_id: int, action: str) -> HttpResponse:
        question = question_before_approving(request, page_id) if action == "approve" else None
        if question is not None:
            return question
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
