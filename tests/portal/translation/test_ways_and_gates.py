"""Every way to an act passes the whole list of the act: one gate that refuses stops it, and nothing is stored.

Each way is also seen to do what it is a way to, where no gate refuses.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError
from wagtail.models import Page, PageViewRestriction, Revision, TaskState

from news.models import NewsItemPage, Topic
from portal.settings.publishing import PUBLISHING_GATES
from portal.translation.publishing import Act, Change, Refused
from portal.translation.trees.aliases import AliasRefused
from tests.client import Client
from tests.factories import content
from tests.portal.translation import ways
from tests.portal.translation.trees.pages import home, make_page
from tests.portal.translation.ways import WAYS as OTHER_WAYS
from tests.portal.translation.ways import Way
from tests.portal.translation.ways_to_alias import WAYS_TO_ALIAS
from tests.portal.translation.ways_to_hand_in import BEFORE_HANDING_IN, WAYS_TO_HAND_IN, wait_for_translator
from tests.saved_database import SavedDatabase

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]

REASON = "This gate lets nothing pass."
WAYS: dict[Act, list[Way]] = {**OTHER_WAYS, Act.HAND_IN: WAYS_TO_HAND_IN, Act.ALIAS: WAYS_TO_ALIAS}
CELLS = [pytest.param(act, way, id=f"{act}: {way.__name__}") for act, found in WAYS.items() for way in found]


def let_nothing_pass(change: Change) -> None:
    change.refuse([REASON])


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser("administrator", "a@example.org", "secret"))
    return client


@pytest.fixture(autouse=True)
def own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def a_pair(act: Act) -> tuple[NewsItemPage, NewsItemPage]:
    are_drafts = act in (Act.PUBLISH, Act.SCHEDULE)
    topic = Topic(name="Vizitai", locale=content.locale("lt"), live=not are_drafts)
    topic.save()
    item = content.make_item("Vizitas", publish=not are_drafts)
    translation = content.submit(item)
    content.fill(translation)
    translation.save_target(publish=not are_drafts and act is not Act.HAND_IN)
    content.make_item("Neišversta")
    for number in (1, 2):
        make_page(f"Puslapis {number}", home("lt"), "lt")
    return content.fresh(item), content.fresh(translation.get_target_instance())


def a_pair_for(act: Act, way: Way) -> tuple[NewsItemPage, NewsItemPage]:
    """With what has to have happened before the way can be gone."""
    item, english = a_pair(act)
    if act is Act.HAND_IN:
        wait_for_translator(english)
        if way in BEFORE_HANDING_IN:
            BEFORE_HANDING_IN[way](english)
    return content.fresh(item), content.fresh(english)


def the_world() -> list[Any]:
    """All that acts change: what is published, planned, where it stands, who may read it, who has handed it in."""
    pages = Page.objects.order_by("pk").values_list("pk", "path", "title", "live", "locale__language_code")
    planned = Revision.objects.filter(approved_go_live_at__isnull=False, object_id__isnull=False).order_by("pk")
    return [
        list(pages),
        list(Topic.objects.order_by("pk").values_list("pk", "live")),
        list(planned.values_list("object_id", flat=True)),
        list(PageViewRestriction.objects.values_list("page_id", flat=True)),
        list(_steps_of_translations()),
    ]


def _steps_of_translations() -> Any:
    steps = TaskState.objects.filter(
        workflow_state__workflow__workflow_tasks__task__translationtask__isnull=False
    ).order_by("pk")
    return steps.values_list("pk", "task_id", "status", "workflow_state__status")


def test_every_act_of_the_list_has_ways_here() -> None:
    assert set(PUBLISHING_GATES) == set(Act) == {act for act, found in WAYS.items() if found}


@pytest.mark.parametrize(("act", "way"), CELLS)
def test_a_way_does_what_it_is_a_way_to(
    act: Act, way: Way, administrator: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    item, english = a_pair_for(act, way)
    if act is Act.ALIAS:
        # Its own gate refuses always; so does what is asked before any page is saved; and what stands in the place of
        # a translation is made a translation.
        settings.PUBLISHING_GATES = {**settings.PUBLISHING_GATES, act: []}
        settings.PUBLISHING_EFFECTS = {**settings.PUBLISHING_EFFECTS, Act.TRANSLATE: []}
        monkeypatch.setattr("portal.translation.trees.receivers.refuse_alias", lambda *arguments: None)
    before = the_world()
    way(administrator, item, english)
    assert the_world() != before
    assert Page.objects.filter(alias_of__isnull=False).exists() == (act is Act.ALIAS)
    if act is Act.HAND_IN:
        assert content.fresh(english).current_workflow_task.name == "Peržiūra"


@pytest.mark.parametrize("way", WAYS_TO_ALIAS)
def test_the_list_as_it_is_lets_no_way_make_an_alias(way: Way, administrator: Client) -> None:
    item, english = a_pair(Act.ALIAS)
    before = the_world()
    try:
        answer = way(administrator, item, english)
    except AliasRefused as refusal:
        assert "pseudonim" in str(refusal)  # noqa: PT017 (by code there is nobody to be told)
    else:
        assert "pseudonim" in answer.content.decode()
    assert the_world() == before


@pytest.mark.parametrize(("act", "way"), CELLS)
def test_a_gate_of_the_list_stops_every_way_wherever_it_stands(
    act: Act, way: Way, administrator: Client, settings: Any
) -> None:
    item, english = a_pair_for(act, way)
    if way is ways.matrix:
        item.latest_revision.publish()
    lists = settings.PUBLISHING_GATES
    if way is ways.scheduler_of_a_release:
        # It is planned by the same way; the gate comes between.
        lists = {**lists, Act.SCHEDULE: []}
    saved = SavedDatabase()
    saved.save()
    for gates in with_one_that_refuses(lists[act]):
        settings.PUBLISHING_GATES = {**lists, act: gates}
        it_is_stopped(way, administrator, content.fresh(item), content.fresh(english))
        saved.restore()


def with_one_that_refuses(gates: Sequence[str]) -> Iterator[list[str]]:
    """In the place of each of them, one after the other; where there are none, alone."""
    for place in range(max(1, len(gates))):
        yield [*gates[:place], f"{__name__}.let_nothing_pass", *gates[place + 1 :]]


def it_is_stopped(way: Way, administrator: Client, item: NewsItemPage, english: NewsItemPage) -> None:
    before = the_world()
    try:
        answer = way(administrator, item, english)
    except (Refused, CommandError) as refusal:
        assert REASON in str(refusal)  # noqa: PT017 (by code there is nobody to be told)
        answer = None
    if way is ways.scheduler_of_a_release:
        assert not content.fresh(item).live
        assert not content.fresh(english).live
    elif way is ways.scheduler:
        assert not content.fresh(item).live
    else:
        assert the_world() == before
    if answer is not None:
        assert REASON in told_to(administrator, answer)


def told_to(client: Client, answer: Any) -> str:
    if "json" in answer.headers.get("Content-Type", ""):
        return str(answer.json())
    if answer.status_code == 400:
        return str(answer.content.decode())
    shown = client.get(answer.url, follow=True) if 300 <= answer.status_code < 400 else answer
    return " ".join(map(str, shown.context["messages"]))
