"""Ways to hand in a translation in its workflow, as people and programs go them.

Each gets a browser, an original and its complete translation, which `wait_for_translator` has put into a workflow.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import User
from django.urls import reverse
from wagtail.models import TaskState, Workflow
from wagtail.test.utils.form_data import rich_text, streamfield

from news.models import NewsItemPage
from portal.translation.freshness.models import PublishedText
from portal.translation.localize import Translation
from portal.translation.staff.groups import set_up_groups
from portal.translation.staff.handing_in import publish_or_hand_in
from portal.translation.staff.models import Role
from portal.translation.staff.workflows import set_up_workflow
from portal.translation.untranslated import SHOW, publish_with_gaps
from tests.client import Client
from tests.factories.forms import item_form

from .conftest import group_of, member
from .ways import Way


def wait_for_translator(english: NewsItemPage) -> None:
    set_up_groups()
    set_up_workflow()
    member(group_of(Role.TRANSLATOR, "lt", "en"), name="translator")
    Workflow.objects.get(workflow_tasks__task__translationtask__isnull=False).start(english, None)


def send_back(english: NewsItemPage) -> None:
    """From the step after: handed in before, and to be changed."""
    for action in ("approve", "reject"):
        state = _state(english)
        state.task.specific.on_action(state, _translator(), action)


def edit_apart(english: NewsItemPage) -> None:
    Translation.objects.filter(source__object_id=english.translation_key).update(enabled=False)


def leave_a_gap(english: NewsItemPage) -> None:
    segments = _translation(english).source.stringsegment_set
    segments.get(context__path="title").string.translations.all().delete()


def translation_editor(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    client.force_login(_translator())
    return client.forge(_edit(english), {"action": "publish"})


def translation_editor_of_what_was_sent_back(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    return translation_editor(client, item, english)


def matrix(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    client.force_login(_translator())
    text = PublishedText.objects.get(translation_key=item.translation_key)
    return client.forge(reverse("translation_matrix_act", args=[text.pk, "en", "publish"]))


def decision_about_gaps(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    client.force_login(_translator())
    return client.forge(reverse("translation_decide_gaps", args=[_translation(english).pk]), {"decision": SHOW})


def dialogue(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    address = reverse("wagtailadmin_pages:workflow_action", args=[english.pk, "approve", _state(english).pk])
    return client.forge(address, {"comment": "Padaryta."})


def button_at_the_top(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    return client.forge(reverse("translation_turn", args=[english.pk, _state(english).pk, "approve"]))


def page_editor_of_what_is_edited_apart(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    button = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    body = streamfield([("paragraph", rich_text("<p>First paragraph.</p>"))])
    form = item_form(title=english.title, slug=english.slug, lead="Lead.", body=body, **button)
    return client.forge(_edit(english), form)


def code(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    publish_or_hand_in(_translation(english), _translator())


def code_with_gaps(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    publish_with_gaps(_translation(english), _translator())


def code_of_wagtail(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    state = _state(english)
    state.task.specific.on_action(state, _translator(), "approve")


def _translator() -> User:
    return User.objects.get(username="translator")


def _translation(english: NewsItemPage) -> Translation:
    return Translation.objects.get(source__object_id=english.translation_key)


def _state(english: NewsItemPage) -> TaskState:
    return TaskState.objects.filter(workflow_state__object_id=str(english.pk)).latest("pk")


def _edit(english: NewsItemPage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[english.pk])


WAYS_TO_HAND_IN: list[Way] = [
    translation_editor,
    translation_editor_of_what_was_sent_back,
    matrix,
    decision_about_gaps,
    dialogue,
    button_at_the_top,
    page_editor_of_what_is_edited_apart,
    code,
    code_with_gaps,
    code_of_wagtail,
]
# What has to have happened before.
BEFORE_HANDING_IN: dict[Way, Callable[[NewsItemPage], None]] = {
    translation_editor_of_what_was_sent_back: send_back,
    page_editor_of_what_is_edited_apart: edit_apart,
    decision_about_gaps: leave_a_gap,
    code_with_gaps: leave_a_gap,
}
