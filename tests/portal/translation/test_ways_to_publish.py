"""What each way to publish does with a translation that has gaps, that the checks object to, and that is complete."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from enum import Enum
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask
from wagtail_localize.models import Translation

from news.models import NewsItemPage
from portal.translation.freshness.models import PublishedText
from portal.translation.release.models import PlannedRelease
from portal.translation.release.scheduled import publish_scheduled
from tests.client import Client
from tests.factories import content
from tests.factories.forms import item_form

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]

Answer = Mapping[str, str]
Way = Callable[[Client, NewsItemPage, Translation, Answer], Any]


class State(Enum):
    GAP = "not everything is translated"
    PROBLEM = "the checks object"
    COMPLETE = "nothing is wrong"


def translation_editor(client: Client, english: NewsItemPage, translation: Translation, answer: Answer) -> Any:
    address = reverse("wagtailadmin_pages:edit", args=[english.pk])
    return client.post(address, {"action": "publish", **answer}, follow=True)


def bulk_action(client: Client, english: NewsItemPage, translation: Translation, answer: Answer) -> Any:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    return client.post(f"{address}?id={english.pk}&next=/admin/", answer, follow=True)


def bulk_action_of_the_page_above(
    client: Client, english: NewsItemPage, translation: Translation, answer: Answer
) -> Any:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    address = f"{address}?id={english.get_parent().pk}&next=/admin/"
    return client.post(address, {"include_descendants": "on", **answer}, follow=True)


def sync_translated_pages(client: Client, english: NewsItemPage, translation: Translation, answer: Answer) -> Any:
    address = reverse("wagtail_localize:update_translations", args=[translation.source_id])
    return client.post(address, {"publish_translations": "on", **answer}, follow=True)


def matrix(client: Client, english: NewsItemPage, translation: Translation, answer: Answer) -> Any:
    text = PublishedText.objects.get(translation_key=english.translation_key)
    return client.forge(reverse("translation_matrix_act", args=[text.pk, "en", "publish"]), answer, follow=True)


def release_in_all_languages(client: Client, english: NewsItemPage, translation: Translation, answer: Answer) -> Any:
    return client.post(reverse("translation_release", args=[english.pk]), {"at": "", **answer}, follow=True)


def planned_release(client: Client, english: NewsItemPage, translation: Translation, answer: Answer) -> Any:
    address = reverse("translation_release", args=[english.pk])
    response = client.post(address, {"at": "2099-01-01 10:00", **answer}, follow=True)
    due = timezone.now() - timedelta(minutes=1)
    for plan in PlannedRelease.objects.exclude(at=None):
        for revision in plan.revisions.all():
            revision.content["go_live_at"] = due.isoformat()
            revision.approved_go_live_at = due
            revision.save(update_fields=["content", "approved_go_live_at"])
        PlannedRelease.objects.filter(pk=plan.pk).update(at=due)
    publish_scheduled()
    return response


def workflow_approval(client: Client, english: NewsItemPage, translation: Translation, answer: Answer) -> Any:
    started = english.current_workflow_state
    if started is None:
        workflow = Workflow.objects.create(name="Review")
        WorkflowTask.objects.create(workflow=workflow, task=GroupApprovalTask.objects.create(name="Review"))
        started = workflow.start(english, None)
    address = reverse("wagtailadmin_pages:workflow_action", args=[english.pk, "approve", started.current_task_state.pk])
    # Pressed at the top of the page.
    page = reverse("wagtailadmin_pages:edit", args=[english.pk])
    return client.forge(address, answer, follow=True, headers={"referer": f"http://testserver{page}"})


def schedule(client: Client, english: NewsItemPage, translation: Translation, answer: Answer) -> None:
    english.get_latest_revision().__class__.objects.filter(pk=english.latest_revision_id).update(
        approved_go_live_at=timezone.now() - timedelta(minutes=1)
    )
    publish_scheduled()


def code(client: Client, english: NewsItemPage, translation: Translation, answer: Answer) -> None:
    english.get_latest_revision().publish()


def code_of_wagtail_localize(client: Client, english: NewsItemPage, translation: Translation, answer: Answer) -> None:
    translation.save_target(publish=True)


# Buttons under which somebody looks at the translation's own page of problems.
ASKING = [
    translation_editor,
    bulk_action,
    bulk_action_of_the_page_above,
    sync_translated_pages,
    matrix,
    release_in_all_languages,
    workflow_approval,
    planned_release,
]
# Nobody can be asked.
NOT_ASKING = [schedule, code, code_of_wagtail_localize]


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser("administrator", "a@example.org", "secret"))
    return client


def draft(state: State) -> tuple[NewsItemPage, Translation]:
    item = content.make_item("Vizitas 2017 m.", lead="Įžanga.")
    translation = content.submit(item)
    texts = {"Vizitas 2017 m.": "Visit in 2018" if state is State.PROBLEM else "Visit in 2017"}
    content.fill(translation, text=lambda text: texts.get(text, "An English text."))
    if state is State.GAP:
        translation.source.stringsegment_set.get(context__path="lead").string.translations.all().delete()
    translation.save_target(publish=False)
    return content.fresh(translation.get_target_instance()), content.current(translation)


@pytest.mark.parametrize("way", ASKING)
def test_a_button_publishes_no_gaps_asks_about_what_the_checks_find_and_takes_an_answer(
    administrator: Client, way: Way
) -> None:
    english, translation = draft(State.GAP)
    refused = way(administrator, english, translation, {})
    said = [*refused.context["messages"], *refused.context.get("obstacles", [])]
    assert english.title in " ".join(map(str, said))
    assert not content.fresh(english).live
    english.delete()

    english, translation = draft(State.PROBLEM)
    asked = way(administrator, english, translation, {})
    assert "2018" in asked.content.decode()
    assert not content.fresh(english).live
    way(administrator, english, translation, {"checked": asked.context["marks"]})
    assert content.fresh(english).live

    english, translation = draft(State.COMPLETE)
    way(administrator, english, translation, {})
    assert content.fresh(english).live
    assert content.fresh(english).title == "Visit in 2017"


@pytest.mark.parametrize("way", NOT_ASKING)
def test_gaps_are_published_by_no_other_way_and_what_the_checks_find_without_a_question(
    administrator: Client, way: Way
) -> None:
    english, translation = draft(State.GAP)
    try:
        way(administrator, english, translation, {})
    except ValidationError as error:
        assert english.title in " ".join(error.messages)  # noqa: PT017 (some ways are told by a message or the log)
    assert not content.fresh(english).live
    english.delete()

    for state in (State.PROBLEM, State.COMPLETE):
        english, translation = draft(state)
        way(administrator, english, translation, {})
        assert content.fresh(english).live


def test_a_decision_about_gaps_asks_about_the_rest_of_the_translation(administrator: Client) -> None:
    english, translation = draft(State.PROBLEM)
    translation.source.stringsegment_set.get(context__path="lead").string.translations.all().delete()
    decide = reverse("translation_decide_gaps", args=[translation.pk])

    asked = administrator.post(decide, {"decision": "show"})

    assert 'name="decision" value="show"' in asked.content.decode()
    assert not content.fresh(english).live
    administrator.post(decide, {"decision": "show", "checked": asked.context["marks"]})
    assert content.fresh(english).lead == "Įžanga."
    assert content.fresh(english).live


def test_several_translations_are_asked_about_on_one_page(administrator: Client) -> None:
    first, _translation = draft(State.PROBLEM)
    second, _translation = draft(State.PROBLEM)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    address = f"{address}?id={first.pk}&id={second.pk}&next=/admin/"

    asked = administrator.post(address).content.decode()

    for page in (first, second):
        assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in asked
        assert not content.fresh(page).live


@pytest.mark.parametrize("way", [way for way in ASKING if way not in (release_in_all_languages, planned_release)])
def test_no_button_publishes_one_language_of_a_planned_release(administrator: Client, way: Way) -> None:
    english, translation = draft(State.COMPLETE)
    release = reverse("translation_release", args=[english.pk])
    administrator.post(release, {"at": "2099-01-01 10:00"}, follow=True)
    assert PlannedRelease.objects.get().size == 2

    way(administrator, english, translation, {})

    assert not content.fresh(english).live
    assert PlannedRelease.objects.get().size == 2


def test_a_release_asks_about_what_it_publishes_where_the_translation_editor_shows_something_else(
    administrator: Client,
) -> None:
    """The original's draft goes back to a text that was once translated wrongly."""
    english, translation = draft(State.PROBLEM)
    original = translation.source.get_source_instance()
    original.title = "Susitikimas"
    original.save_revision().publish()
    content.fill(content.current(translation), text=lambda text: "A meeting")
    content.current(translation).save_target(publish=True)
    original.title = "Vizitas 2017 m."
    original.save_revision()
    address = reverse("translation_release", args=[english.pk])

    asked = administrator.post(address, {"at": ""}, follow=True)

    assert "Visit in 2018" in asked.content.decode()
    assert content.fresh(english).title == "A meeting"
    shown = content.current(translation).source.stringsegment_set.get(context__path="title")
    assert shown.string.data == "Susitikimas"
    administrator.post(address, {"at": "", "checked": asked.context["marks"]}, follow=True)
    assert content.fresh(english).title == "Visit in 2018"


def wagtails_own_form(client: Client, english: NewsItemPage, address: str) -> None:
    client.forge(address, item_form(title="By hand", slug=english.slug, **{"action-publish": "action-publish"}))


@pytest.mark.parametrize("state", State)
def test_an_earlier_version_of_a_synced_translation_is_not_published_past_its_editor(
    administrator: Client, state: State
) -> None:
    english, _translation = draft(state)
    earlier = english.latest_revision_id
    for address in (
        reverse("wagtailadmin_pages:revisions_revert", args=[english.pk, earlier]),
        reverse("wagtailadmin_pages:edit", args=[english.pk]),
    ):
        wagtails_own_form(administrator, english, address)
        assert not content.fresh(english).live
        assert content.fresh(english).title != "By hand"
