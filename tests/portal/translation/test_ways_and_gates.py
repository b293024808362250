"""Every way to an act passes the whole list of the act: one gate that refuses stops it, and nothing is stored.

Each way is also seen to do what it is a way to, where no gate refuses.
"""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError
from wagtail.models import Page, PageViewRestriction, Revision

from news.models import NewsItemPage, Topic
from portal.translation.publishing import Act, Change, Refused
from tests.client import Client
from tests.factories import content
from tests.portal.translation import ways
from tests.portal.translation.trees.pages import home, make_page
from tests.portal.translation.ways import WAYS, Way

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]

REASON = "This gate lets nothing pass."
CELLS = [pytest.param(act, way, id=f"{act}: {way.__name__}") for act, ways in WAYS.items() for way in ways]


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
    translation.save_target(publish=not are_drafts)
    content.make_item("Neišversta")
    for number in (1, 2):
        make_page(f"Puslapis {number}", home("lt"), "lt")
    return content.fresh(item), content.fresh(translation.get_target_instance())


def the_world() -> list[Any]:
    """All that acts change: what is published, planned, where it stands, who may read it."""
    pages = Page.objects.order_by("pk").values_list("pk", "path", "title", "live", "locale__language_code")
    planned = Revision.objects.filter(approved_go_live_at__isnull=False, object_id__isnull=False).order_by("pk")
    return [
        list(pages),
        list(Topic.objects.order_by("pk").values_list("pk", "live")),
        list(planned.values_list("object_id", flat=True)),
        list(PageViewRestriction.objects.values_list("page_id", flat=True)),
    ]


@pytest.mark.parametrize(("act", "way"), CELLS)
def test_a_way_does_what_it_is_a_way_to(act: Act, way: Way, administrator: Client) -> None:
    item, english = a_pair(act)
    before = the_world()
    way(administrator, item, english)
    assert the_world() != before


@pytest.mark.parametrize(("act", "way"), CELLS)
def test_a_gate_of_the_list_stops_every_way(act: Act, way: Way, administrator: Client, settings: Any) -> None:
    item, english = a_pair(act)
    if way is ways.matrix:
        item.latest_revision.publish()
    if way is ways.scheduler_of_a_release:
        # It is planned by the same way; the gate comes between.
        settings.PUBLISHING_GATES = {**settings.PUBLISHING_GATES, Act.SCHEDULE: []}
    settings.PUBLISHING_GATES = {**settings.PUBLISHING_GATES, act: [f"{__name__}.let_nothing_pass"]}
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
