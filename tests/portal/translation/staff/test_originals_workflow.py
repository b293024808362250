"""Originals are reviewed where the setting says so, by a workflow in which somebody acts; elsewhere by none."""

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse
from pytest_django.fixtures import Settings
from wagtail.models import Page, Workflow, WorkflowPage, WorkflowState

from news.models import NewsItemPage
from portal.translation.staff.models import Role
from portal.translation.staff.workflows import set_up_workflow
from tests.factories import content

from ..conftest import OnCommit, browser_of, group_of, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(staff: None) -> dict[str, User]:
    return {
        "editor": member(group_of(Role.EDITOR), name="editor"),
        "colleague": member(group_of(Role.EDITOR), name="colleague"),
        "reviewer": member(group_of(Role.REVIEWER), name="reviewer"),
    }


def edit_address(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def in_review(editor: User) -> NewsItemPage:
    """A published original with a newer draft that waits for a reviewer."""
    item = content.make_item("Vizitas")
    item.title = "Vizitas nukeltas"
    item.save_revision(user=editor)
    item.get_workflow().start(item, editor)
    return content.fresh(item)


def test_wagtails_workflow_of_nobody_goes_with_its_group_and_what_waited_there_is_free(
    people: dict[str, User], settings: Settings
) -> None:
    item = content.make_item("Vizitas", publish=False)
    Workflow.objects.get(name="Moderators approval").start(item, people["editor"])
    for _ in range(2):
        set_up_workflow()
    assert not WorkflowPage.objects.exists()
    assert not Group.objects.filter(name="Moderators").exists()
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_CANCELLED
    assert content.fresh(item).get_lock() is None


def test_a_group_that_somebody_belongs_to_keeps_its_workflow(people: dict[str, User]) -> None:
    people["colleague"].groups.add(Group.objects.get(name="Moderators"))
    set_up_workflow()
    assert WorkflowPage.objects.get().workflow.name == "Moderators approval"


def test_the_setting_switches_review_on_and_off_and_leaves_what_administrators_assigned(
    people: dict[str, User], settings: Settings
) -> None:
    settings.ORIGINALS_WORKFLOW = "review"
    for _ in range(2):
        set_up_workflow()
    [assigned] = WorkflowPage.objects.all()
    assert assigned.page == Page.get_first_root_node()
    assert [task.name for task in assigned.workflow.tasks] == ["Peržiūra"]
    settings.ORIGINALS_WORKFLOW = "none"
    set_up_workflow()
    assert not WorkflowPage.objects.exists()

    own = Workflow.objects.get(workflow_tasks__task__translationtask__isnull=False)
    WorkflowPage.objects.create(page=Page.get_first_root_node(), workflow=own)
    for value in ("review", "none"):
        settings.ORIGINALS_WORKFLOW = value
        set_up_workflow()
        assert WorkflowPage.objects.get().workflow == own


def test_nothing_is_submitted_to_where_nobody_acts(people: dict[str, User]) -> None:
    item = content.make_item("Vizitas", publish=False)
    client = browser_of(people["editor"])
    assert 'name="action-submit"' not in client.get(edit_address(item)).content.decode()
    add = reverse("wagtailadmin_pages:add", args=["news", "newsitempage", item.get_parent().pk])
    assert 'name="action-submit"' not in client.get(add).content.decode()
    people["reviewer"].groups.add(Group.objects.get(name="Moderators"))
    assert 'name="action-submit"' in client.get(edit_address(item)).content.decode()


def test_editors_recall_what_is_in_review_and_withdraw_what_is_published(
    people: dict[str, User], settings: Settings
) -> None:
    settings.ORIGINALS_WORKFLOW = "review"
    set_up_workflow()
    item = in_review(people["editor"])
    assert item.get_lock().for_user(people["editor"])
    reviewer = browser_of(people["reviewer"])
    recall = reverse("translation_recall", args=[item.pk])
    assert recall not in reviewer.get(edit_address(item)).content.decode()
    assert reviewer.forge(recall, follow=True).status_code in (200, 403)
    assert content.fresh(item).current_workflow_state is not None

    client = browser_of(people["editor"])
    unpublish = reverse("wagtailadmin_pages:unpublish", args=[item.pk])
    assert unpublish in client.get(edit_address(item)).content.decode()
    client.post(unpublish)
    assert not content.fresh(item).live

    client.post(recall, page=edit_address(item))
    assert content.fresh(item).current_workflow_state is None
    assert content.fresh(item).get_lock() is None
    again = in_review(people["editor"])
    colleague = browser_of(people["colleague"])
    colleague.post(reverse("translation_recall", args=[again.pk]), page=edit_address(again))
    assert content.fresh(again).current_workflow_state is None


def test_a_reviewer_approves_and_the_editor_is_told(
    people: dict[str, User],
    settings: Settings,
    mailoutbox: list[object],
    django_capture_on_commit_callbacks: OnCommit,
) -> None:
    settings.ORIGINALS_WORKFLOW = "review"
    set_up_workflow()
    with django_capture_on_commit_callbacks(execute=True):
        item = in_review(people["editor"])
    [told] = [each.to for each in mailoutbox]  # type: ignore[attr-defined]
    assert told == ["reviewer@example.org"]
    mailoutbox.clear()
    state = item.current_workflow_state.current_task_state
    with django_capture_on_commit_callbacks(execute=True):
        browser_of(people["reviewer"]).forge(reverse("translation_turn", args=[item.pk, state.pk, "approve"]))
    assert content.fresh(item).title == "Vizitas nukeltas"
    [told] = [each.to for each in mailoutbox]  # type: ignore[attr-defined]
    assert told == ["editor@example.org"]
