"""The ways in which something is published, changed or withdrawn over HTTP."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils import timezone
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    Page,
    PageViewRestriction,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)
from wagtail_localize.models import Translation

from news.models import NewsItemPage, Topic
from portal.translation.freshness.models import PublishedText
from tests.client import Client
from tests.factories import content
from tests.factories.forms import item_form
from tests.portal.translation.keeping.editor import Shown, opened
from tests.portal.translation.keeping.editor import save as save_shown
from tests.portal.translation.release.time import TOMORROW

Pair = tuple[NewsItemPage, NewsItemPage]
Way = Callable[[Client, Pair], Any]


def edit(client: Client, page: Page, **values: Any) -> Any:
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = item_form(title="Naujas pavadinimas", slug="naujas-adresas", date="2018-05-06", **values)
    return client.forge(address, form)


def publish(client: Client, pair: Pair) -> Any:
    return edit(client, pair[0], **{"action-publish": "action-publish"})


def publish_minor(client: Client, pair: Pair) -> Any:
    return edit(client, pair[0], **{"action-publish": "minor"})


def save(client: Client, pair: Pair) -> Any:
    return edit(client, pair[0])


def plan(client: Client, pair: Pair) -> Any:
    moment = timezone.localtime(timezone.now() + TOMORROW).strftime("%Y-%m-%d %H:%M")
    return edit(client, pair[0], **{"action-publish": "action-publish", "go_live_at": moment})


def submit(client: Client, pair: Pair) -> Any:
    workflow = Workflow.objects.create(name="Review")
    WorkflowTask.objects.create(workflow=workflow, task=GroupApprovalTask.objects.create(name="Review"))
    WorkflowPage.objects.create(workflow=workflow, page=pair[0].get_parent())
    return edit(client, pair[0], **{"action-submit": "action-submit"})


def unpublish(client: Client, pair: Pair) -> Any:
    return client.forge(reverse("wagtailadmin_pages:unpublish", args=[pair[0].pk]))


def delete(client: Client, pair: Pair) -> Any:
    return client.forge(reverse("wagtailadmin_pages:delete", args=[pair[0].pk]))


def copy(client: Client, pair: Pair) -> Any:
    values = {"new_title": "Kopija", "new_slug": "kopija", "new_parent_page": pair[0].get_parent().pk}
    return client.forge(
        reverse("wagtailadmin_pages:copy", args=[pair[0].pk]), {**values, "publish_copies": "on", "copy_subpages": ""}
    )


def change_address(client: Client, pair: Pair) -> Any:
    return client.forge(reverse("translation_change_address", args=[pair[0].get_parent().pk]), {"slug": "zinios"})


def translation_editor(client: Client, pair: Pair) -> Any:
    change_original(pair)
    return translation_editor_alone(client, pair)


def translation_editor_alone(client: Client, pair: Pair) -> Any:
    return client.forge(reverse("wagtailadmin_pages:edit", args=[pair[1].pk]), {"action": "publish"})


def save_segment(client: Client, pair: Pair) -> Any:
    """Other words in the translation editor, in the place of those that stand."""
    shown = _lead(pair)
    return save_shown(client, shown, _next_words(shown.base))


def save_segment_in_conflict(client: Client, pair: Pair) -> Any:
    """Somebody else has written something since the editor was opened: both are kept."""
    answer = save_shown(client, replace(_lead(pair), base="What stood there."), "What I typed.")
    assert answer.status_code == 409
    return answer


def bulk_publish(client: Client, pair: Pair) -> Any:
    for page in pair:
        draft = content.fresh(page)
        draft.visit_place = "Oslas"
        draft.save_revision()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    return client.forge(f"{address}?id={pair[0].pk}&next=/admin/", {})


def bulk_unpublish(client: Client, pair: Pair) -> Any:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    return client.forge(f"{address}?id={pair[0].pk}&next=/admin/", {})


def matrix_publish(client: Client, pair: Pair) -> Any:
    change_original(pair)
    text = PublishedText.objects.get(translation_key=pair[0].translation_key, locale=pair[0].locale)
    return client.forge(reverse("translation_matrix_act", args=[text.pk, "en", "publish"]))


def release(client: Client, pair: Pair) -> Any:
    return client.forge(reverse("translation_release", args=[pair[0].pk]), {"at": ""})


def withdraw(client: Client, pair: Pair) -> Any:
    return client.forge(reverse("translation_withdraw", args=[pair[0].pk]), {"at": ""})


def approve(client: Client, pair: Pair) -> Any:
    draft = content.fresh(pair[0])
    draft.title = "Patvirtinta"
    draft.save_revision()
    workflow = Workflow.objects.create(name="Review")
    WorkflowTask.objects.create(workflow=workflow, task=GroupApprovalTask.objects.create(name="Review"))
    started = workflow.start(content.fresh(pair[0]), None)
    arguments = [pair[0].pk, "approve", started.current_task_state.pk]
    return client.forge(reverse("wagtailadmin_pages:workflow_action", args=arguments), {})


def restrict(client: Client, pair: Pair) -> Any:
    address = reverse("wagtailadmin_pages:set_privacy", args=[pair[0].get_parent().pk])
    values = {"restriction_type": PageViewRestriction.LOGIN, "password": "", "groups": []}
    return client.forge(address, values)


def snippet(client: Client, pair: Pair) -> Any:
    topic = pair[0].topics.get().topic
    address = reverse(Topic.snippet_viewset.get_url_name("edit"), args=[topic.pk])
    return client.forge(address, {"name": "Nauja tema", "slug": "", "action-publish": "action-publish"})


def unpublish_snippet(client: Client, pair: Pair) -> Any:
    topic = pair[0].topics.get().topic
    return client.forge(reverse(Topic.snippet_viewset.get_url_name("unpublish"), args=[topic.pk]))


def collection(client: Client, pair: Pair) -> Any:
    root = Collection.get_first_root_node()
    return client.forge(reverse("wagtailadmin_collections:add"), {"name": "Nuotraukos", "parent": root.pk})


def _lead(pair: Pair) -> Shown:
    translation = Translation.objects.get(source__object_id=pair[0].translation_key)
    return next(each for each in opened(translation) if each.path == "lead")


def _next_words(words: str) -> str:
    number = re.search(r"\d+", words)
    return f"Words {int(number[0]) + 1 if number else 1} of a translator."


def change_original(pair: Pair) -> None:
    original = content.fresh(pair[0])
    original.lead = "Kita įžanga."
    original.save_revision().publish()
    content.fill(Translation.objects.get(source__object_id=original.translation_key))


WAYS: Sequence[Way] = [
    *(publish, publish_minor, save, plan, submit, unpublish, delete, copy, change_address, translation_editor),
    *(bulk_publish, bulk_unpublish, matrix_publish, release, withdraw, approve, restrict, snippet, unpublish_snippet),
    *(collection, save_segment, save_segment_in_conflict),
]
