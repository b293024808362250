"""A text that has expired can be edited, and published again."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage, WorkflowTask

from news.models import NewsItemPage
from portal.translation.release.scheduled import publish_scheduled
from tests.client import Client
from tests.factories import content
from tests.factories.forms import item_form

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("editor"))
    return client


@pytest.fixture
def expired() -> NewsItemPage:
    item = content.make_item("Vizitas", expire_at=timezone.now() + timedelta(days=1))
    over = timezone.now() - timedelta(days=1, seconds=17)
    NewsItemPage.objects.filter(pk=item.pk).update(expire_at=over)
    revision = item.latest_revision
    revision.content = {**revision.content, "expire_at": over.isoformat()}
    revision.save(update_fields=["content"])
    publish_scheduled()
    item = content.fresh(item)
    assert (item.live, item.expired) == (False, True)
    return item


def save(client: Client, item: NewsItemPage, **values: str) -> list[str]:
    kept = timezone.localtime(item.expire_at).strftime("%Y-%m-%d %H:%M")
    form = item_form(title="Kitas vizitas", expire_at=kept, **values)
    answer = client.post(reverse("wagtailadmin_pages:edit", args=[item.pk]), form, follow=True)
    return [str(message) for message in answer.context["messages"]]


def test_it_is_saved_as_a_draft_with_the_time_that_is_over(editor: Client, expired: NewsItemPage) -> None:
    save(editor, expired)
    draft = content.fresh(expired).get_latest_revision_as_object()
    assert draft.title == "Kitas vizitas"
    assert abs(draft.expire_at - expired.expire_at) < timedelta(minutes=1)


def test_it_is_published_without_it_and_the_editor_is_told(editor: Client, expired: NewsItemPage) -> None:
    said = save(editor, expired, **{"action-publish": "action-publish"})
    assert any("Vizitas" in text or "vizitas" in text for text in said[:-1])
    publish_scheduled()
    page = content.fresh(expired)
    assert (page.live, page.title, page.expire_at) == (True, "Kitas vizitas", None)


def test_it_is_handed_in_without_it(editor: Client, expired: NewsItemPage) -> None:
    workflow = Workflow.objects.create(name="Review")
    WorkflowTask.objects.create(workflow=workflow, task=GroupApprovalTask.objects.create(name="Review"))
    WorkflowPage.objects.create(workflow=workflow, page=expired.get_parent())
    save(editor, expired, **{"action-submit": "action-submit"})
    page = content.fresh(expired)
    assert page.current_workflow_state is not None
    assert page.get_latest_revision_as_object().expire_at is None


def test_it_is_published_from_a_list_without_it(editor: Client, expired: NewsItemPage) -> None:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    editor.post(f"{address}?id={expired.pk}&next=/admin/", {}, follow=True)
    publish_scheduled()
    assert content.fresh(expired).live
    assert content.fresh(expired).expire_at is None


def test_a_time_of_the_past_that_is_typed_is_refused(editor: Client) -> None:
    item = content.make_item("Vizitas")
    form = item_form(title="Kitas", expire_at="2020-01-01 10:00")
    answer = editor.post(reverse("wagtailadmin_pages:edit", args=[item.pk]), form)
    assert answer.context["form"].errors["expire_at"]


def test_a_translation_that_has_expired_is_published_from_the_translation_editor(editor: Client) -> None:
    translation = content.submit(content.make_item("Vizitas"))
    content.fill(translation)
    english = translation.get_target_instance()
    over = timezone.now() - timedelta(days=1)
    type(english).objects.filter(pk=english.pk).update(expire_at=over)
    editor.post(reverse("wagtailadmin_pages:edit", args=[english.pk]), {"action": "publish"}, follow=True)
    publish_scheduled()
    assert content.fresh(english).live


def test_a_snippet_that_has_expired_is_saved(editor: Client) -> None:
    topic = content.make_topic()
    over = timezone.now() - timedelta(days=1)
    type(topic).objects.filter(pk=topic.pk).update(expire_at=over)
    revision = topic.latest_revision
    revision.content = {**revision.content, "expire_at": over.isoformat()}
    revision.save(update_fields=["content"])
    kept = timezone.localtime(over).strftime("%Y-%m-%d %H:%M")
    address = reverse(topic.snippet_viewset.get_url_name("edit"), args=[topic.pk])
    editor.post(address, {"name": "Kita tema", "slug": topic.slug, "expire_at": kept}, follow=True)
    assert content.fresh(topic).get_latest_revision_as_object().name == "Kita tema"
