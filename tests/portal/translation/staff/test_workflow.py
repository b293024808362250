"""Translating as a step of Wagtail's workflow: open to the direction, locked for others, then a reviewer's turn."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import GroupApprovalTask, TaskState, Workflow, WorkflowPage, WorkflowState
from wagtail_localize.models import Translation

from news.models import NewsItemPage
from portal.translation.staff.assigning import assign
from portal.translation.staff.models import Assignment, Role
from portal.translation.staff.standing import standing_of
from portal.translation.staff.tasks import TranslationTask
from portal.translation.staff.workflows import set_up_workflow
from portal.translation.translations import UntranslatedSegments
from tests.client import Client
from tests.factories import content

from ..conftest import OnCommit, browser_of, group_of, member
from .test_rights import put, segment_address

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(staff: None) -> dict[str, User]:
    return {
        "translator": member(group_of(Role.TRANSLATOR, "lt", "en"), name="translator"),
        "colleague": member(group_of(Role.TRANSLATOR, "lt", "en"), name="colleague"),
        "wrong": member(group_of(Role.TRANSLATOR, "en", "lt"), name="wrong"),
        "reviewer": member(group_of(Role.REVIEWER), name="reviewer"),
        "editor": member(group_of(Role.EDITOR), name="editor"),
    }


@pytest.fixture
def workflow(people: dict[str, User]) -> Workflow:
    set_up_workflow()
    workflow = Workflow.objects.get(workflow_tasks__task__translationtask__isnull=False)
    for language in ("lt", "en"):
        WorkflowPage.objects.create(
            workflow=workflow, page=content.make_item("x", language, publish=False).get_parent()
        )
    return workflow


@pytest.fixture
def translation(
    people: dict[str, User], workflow: Workflow, django_capture_on_commit_callbacks: OnCommit
) -> Translation:
    """Of a published item, assigned and complete."""
    with django_capture_on_commit_callbacks(execute=True):
        item = content.make_item("Vizitas")
        assign(item, content.locale("en"), people["translator"], by=people["editor"])
    translation = Translation.objects.get(source__object_id=item.translation_key)
    content.fill(translation)
    return translation


def english(translation: Translation) -> NewsItemPage:
    page = translation.get_target_instance()
    assert isinstance(page, NewsItemPage)
    return page


def state_of(translation: Translation) -> TaskState:
    return TaskState.objects.filter(workflow_state__object_id=str(english(translation).pk)).latest("pk")


def act(client: Client, translation: Translation, action: str, comment: str = "") -> Any:
    page = english(translation)
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state_of(translation).pk])
    return client.forge(address, {"comment": comment}, headers={"x-requested-with": "XMLHttpRequest"})


def publish(client: Client, translation: Translation) -> Any:
    address = reverse("wagtailadmin_pages:edit", args=[english(translation).pk])
    return client.post(address, {"action": "publish"}, follow=True)


def test_what_a_translator_hands_in_a_reviewer_publishes(
    people: dict[str, User], translation: Translation, django_capture_on_commit_callbacks: OnCommit
) -> None:
    client = browser_of(people["translator"])
    assert "Publish" not in str(publish(client, translation).context["messages"])
    page = english(translation)
    assert not page.live
    assert page.get_latest_revision_as_object().title == "EN Vizitas"
    assert state_of(translation).task.name == "Peržiūra"
    assert put(client, segment_address(translation)) == 403
    assert act(client, translation, "approve").status_code == 403
    assert act(browser_of(people["editor"]), translation, "approve").status_code == 403

    with django_capture_on_commit_callbacks(execute=True):
        assert act(browser_of(people["reviewer"]), translation, "approve").status_code == 200
    page = english(translation)
    assert (page.live, page.title) == (True, "EN Vizitas")
    assert Assignment.objects.get().finished_at is not None
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_APPROVED


def test_what_a_reviewer_sends_back_goes_to_review_again_and_what_is_live_stays_meanwhile(
    people: dict[str, User], translation: Translation, django_capture_on_commit_callbacks: OnCommit
) -> None:
    client, reviewer = browser_of(people["translator"]), browser_of(people["reviewer"])
    publish(client, translation)
    with django_capture_on_commit_callbacks(execute=True):
        act(reviewer, translation, "approve")
    item = translation.source.get_source_instance()
    item.title = "Vizitas atšauktas"
    with django_capture_on_commit_callbacks(execute=True):
        item.save_revision().publish()
        assign(item, content.locale("en"), people["translator"], by=people["editor"])
    content.fill(content.current(translation), "Second {}".format)
    publish(client, translation)
    assert act(reviewer, translation, "reject", "Which visit?").status_code == 200
    assert state_of(translation).comment == "Which visit?"
    assert english(translation).title == "EN Vizitas"

    assert put(client, segment_address(translation), "The visit is cancelled") == 200
    publish(client, translation)
    assert state_of(translation).task.name == "Peržiūra"
    with django_capture_on_commit_callbacks(execute=True):
        act(reviewer, translation, "approve")
    assert english(translation).title == "The visit is cancelled"


def test_the_step_is_open_to_the_direction_alone_and_only_for_what_is_complete(
    people: dict[str, User], translation: Translation
) -> None:
    page = english(translation)
    task = state_of(translation).task.specific
    assert isinstance(task, TranslationTask)
    names = {name: {action for action, *_ in task.get_actions(page, user)} for name, user in people.items()}
    able = {"approve", "reject"}
    assert names == {"translator": able, "colleague": able, "editor": able, "wrong": set(), "reviewer": set()}
    for name in ("wrong", "reviewer"):
        client = browser_of(people[name])
        assert act(client, translation, "approve").status_code == 403
        assert put(client, segment_address(translation)) == 403
        assert task.locked_for_user(page, people[name])

    segment_row = translation.source.stringsegment_set.get(context__path="title")
    segment_row.string.translations.all().delete()
    assert act(browser_of(people["translator"]), translation, "approve").status_code == 403
    assert state_of(translation).status == TaskState.STATUS_IN_PROGRESS


def test_a_translator_gives_it_back_with_a_comment_and_the_editor_sees_it_in_the_report(
    people: dict[str, User], translation: Translation
) -> None:
    assert act(browser_of(people["translator"]), translation, "reject", "The original is unclear").status_code == 200
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_NEEDS_CHANGES
    tasks = browser_of(people["editor"]).get(reverse("wagtailadmin_reports:workflow_tasks")).content.decode()
    assert "Vizitas" in tasks
    publish(browser_of(people["translator"]), translation)
    assert state_of(translation).task.name == "Peržiūra"


def test_the_dashboard_offers_the_step_to_its_translator_and_not_to_colleagues(
    people: dict[str, User], translation: Translation
) -> None:
    def offered(name: str) -> bool:
        html = browser_of(people[name]).get(reverse("wagtailadmin_home")).content.decode()
        return bool(re.search(rf"/workflow/action/\d+/approve/{state_of(translation).pk}/", html))

    assert [name for name in people if offered(name)] == ["translator"]
    Assignment.objects.all().delete()
    assert [name for name in people if offered(name)] == ["translator", "colleague", "editor"]
    publish(browser_of(people["translator"]), translation)
    assert [name for name in people if offered(name)] == ["reviewer"]


def test_an_original_skips_the_translation(people: dict[str, User], workflow: Workflow) -> None:
    item = content.make_item("Vizitas", publish=False)
    state = workflow.start(item, people["editor"])
    assert state.current_task_state.task.name == "Peržiūra"
    assert [each.status for each in state.task_states.order_by("pk")] == ["skipped", "in_progress"]


def test_a_workflow_that_asks_nobody_publishes_only_for_who_may_publish(
    people: dict[str, User], workflow: Workflow
) -> None:
    workflow.workflow_tasks.exclude(task__translationtask__isnull=False).delete()
    item = content.make_item("Vizitas", publish=False)
    with pytest.raises(PermissionDenied):
        workflow.start(item, people["translator"])
    assert not content.fresh(item).live
    WorkflowState.objects.all().delete()
    workflow.start(item, people["editor"])
    assert content.fresh(item).live


def test_no_other_button_passes_the_workflow_by(
    people: dict[str, User], translation: Translation, django_capture_on_commit_callbacks: OnCommit
) -> None:
    client, page = browser_of(people["translator"]), english(translation)
    text = client.get(reverse("translation_matrix") + "?assigned=me").context["object_list"][0]
    publishing = [
        reverse("translation_matrix_act", args=[text.pk, "en", "publish"]),
        reverse("translation_decide_gaps", args=[translation.pk]),
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={page.pk}",
    ]
    with django_capture_on_commit_callbacks(execute=True):
        client.forge(publishing[2])
        assert state_of(translation).task.name == "Vertimas"
        client.post(publishing[0], page=reverse("translation_matrix"))
        assert state_of(translation).task.name == "Peržiūra"
        for address in publishing:
            client.forge(address, {"decision": "show"})
    assert not english(translation).live


def test_what_was_set_apart_meanwhile_is_not_handed_in_with_the_originals_words(
    people: dict[str, User], translation: Translation
) -> None:
    content.set_apart(english(translation))
    state = state_of(translation)

    act(browser_of(people["editor"]), translation, "approve")
    with pytest.raises(UntranslatedSegments):
        state.task.specific.on_action(state, people["editor"], "approve")
    assert state_of(translation).task.name == "Vertimas"

    page = english(translation)
    page.title, page.lead, page.body = "A visit", "A lead.", [content.paragraph("Own words.")]
    page.save_revision()
    act(browser_of(people["editor"]), translation, "approve")
    assert state_of(translation).task.name == "Peržiūra"


def test_taking_the_assignment_back_ends_the_workflow(people: dict[str, User], translation: Translation) -> None:
    text = browser_of(people["editor"]).get(reverse("translation_matrix")).context["object_list"]
    [own] = [each for each in text if each.translation_key == translation.source.object_id]
    browser_of(people["editor"]).post(reverse("translation_assign", args=[own.pk, "en"]), {"withdraw": "1"})
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_CANCELLED


def test_the_workflow_is_set_up_once_and_stays_as_administrators_made_it(workflow: Workflow) -> None:
    workflow.name = "Vertimas"
    workflow.save()
    set_up_workflow()
    assert Workflow.objects.filter(workflow_tasks__task__translationtask__isnull=False).get().name == "Vertimas"
    assert GroupApprovalTask.objects.filter(groups=group_of(Role.REVIEWER).group).count() == 1


def test_what_a_reviewer_mends_is_what_is_published_and_what_the_step_shows_is_what_was_handed_in(
    people: dict[str, User], translation: Translation, django_capture_on_commit_callbacks: OnCommit
) -> None:
    publish(browser_of(people["translator"]), translation)
    assert state_of(translation).revision.as_object().title == "EN Vizitas"
    reviewer = browser_of(people["reviewer"])
    assert put(reviewer, segment_address(translation), "A visit") == 200
    with django_capture_on_commit_callbacks(execute=True):
        act(reviewer, translation, "approve")
    assert english(translation).title == "A visit"


def test_a_reviewer_sets_no_translation_apart(people: dict[str, User], translation: Translation) -> None:
    publish(browser_of(people["translator"]), translation)
    address = reverse("wagtail_localize:stop_translation", args=[translation.pk])
    browser_of(people["reviewer"]).forge(address)
    assert content.current(translation).enabled


def test_the_top_of_a_page_costs_the_same_queries_after_many_steps_and_with_many_people(
    people: dict[str, User], translation: Translation
) -> None:
    client = browser_of(people["translator"])
    address = reverse("wagtailadmin_pages:edit", args=[english(translation).pk])

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            standing_of(english(translation), User.objects.get(pk=people["translator"].pk))
        return len(captured)

    publish(client, translation)
    few = queries()
    for number in range(4):
        act(browser_of(people["reviewer"]), translation, "reject", f"Number {number}")
        member(group_of(Role.REVIEWER), name=f"reviewer {number}")
        publish(client, translation)
    assert queries() == few
    html = client.get(address).content.decode()
    assert "Number 3" in html


def test_a_comment_is_shown_as_it_was_written(people: dict[str, User], translation: Translation) -> None:
    publish(browser_of(people["translator"]), translation)
    act(browser_of(people["reviewer"]), translation, "reject", "<script>alert(1)</script>")
    html = browser_of(people["translator"]).get(f"/admin/pages/{english(translation).pk}/edit/").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script>alert(1)" not in html


def test_approving_asks_the_questions_of_publishing_by_each_button(
    people: dict[str, User], translation: Translation, django_capture_on_commit_callbacks: OnCommit
) -> None:
    publish(browser_of(people["translator"]), translation)
    segment_row = translation.source.stringsegment_set.get(context__path="lead")
    segment_row.string.translations.update(data="EN Vizitas 2018")
    reviewer, page, state = browser_of(people["reviewer"]), english(translation), state_of(translation)
    wagtails = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    own = reverse("translation_turn", args=[page.pk, state.pk, "approve"])
    with django_capture_on_commit_callbacks(execute=True):
        assert "2018" in reviewer.forge(wagtails).content.decode()
        assert "2018" in reviewer.forge(own).content.decode()
        dialogue = act(reviewer, translation, "approve", "Good")
        assert dialogue.json() == {"step": "success", "redirect": own}
        question = reviewer.get(own).content.decode()
        assert not english(translation).live
        mark = re.search(r'name="checked" value="(\w+)"', question)
        assert mark is not None
        assert 'name="comment" value="Good"' in question
        reviewer.forge(own, {"checked": mark[1], "comment": "Good"})
    assert english(translation).live
    assert TaskState.objects.get(pk=state.pk).comment == "Good"


def test_what_is_not_complete_any_longer_is_not_approved(people: dict[str, User], translation: Translation) -> None:
    publish(browser_of(people["translator"]), translation)
    translation.source.stringsegment_set.get(context__path="title").string.translations.all().delete()
    address = reverse("translation_turn", args=[english(translation).pk, state_of(translation).pk, "approve"])
    browser_of(people["reviewer"]).forge(address)
    assert state_of(translation).status == TaskState.STATUS_IN_PROGRESS
    assert not english(translation).live
