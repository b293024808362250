"""The list of gates and effects: who is asked, in which order, and what a refusal undoes."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db.models import signals
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from news.models import NewsItemPage, Topic
from portal.translation.publishing import Act, Change, Refused, ask, asked_by
from portal.translation.trees.aliases import AliasRefused
from tests.client import Client
from tests.factories import content
from tests.factories.forms import item_form

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

OWN = ("portal.", "news.", "search.", "home.")
told: list[Any] = []


def first(change: Change) -> None:
    told.append(("first", change.act, list(change.instances)))


def second(change: Change) -> HttpResponse | None:
    told.append(("second", change.act, list(change.instances)))
    return HttpResponse("Really?") if change.request and "really" not in change.request.POST else None


def never(change: Change) -> None:
    change.refuse(["Never."])


def after(instance: Any) -> None:
    told.append(("after", Page.objects.filter(pk=instance.pk, live=True).exists()))


def around(instance: Any) -> Iterator[None]:
    told.append(("before", Page.objects.filter(pk=instance.pk, live=True).exists()))
    yield
    told.append(("after all", Page.objects.filter(pk=instance.pk, live=True).exists()))


@pytest.fixture(autouse=True)
def nothing_told() -> None:
    told.clear()


def gates(settings: Any, act: Act, *names: str) -> None:
    settings.PUBLISHING_GATES = {**settings.PUBLISHING_GATES, act: [f"{__name__}.{name}" for name in names]}


def effects(settings: Any, act: Act, *names: str) -> None:
    settings.PUBLISHING_EFFECTS = {**settings.PUBLISHING_EFFECTS, act: [f"{__name__}.{name}" for name in names]}


@pytest.fixture
def draft() -> NewsItemPage:
    return content.make_item("Vizitas", publish=False)


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser("administrator", "a@example.org", "secret"))
    return client


def test_gates_are_asked_in_their_order_by_whatever_publishes(settings: Any, draft: NewsItemPage) -> None:
    gates(settings, Act.PUBLISH, "first", "second")
    draft.latest_revision.publish()
    assert [name for name, *_rest in told] == ["first", "second"]
    assert content.fresh(draft).live


def test_where_nobody_can_be_answered_a_refusal_is_an_error_and_nothing_is_stored(
    settings: Any, draft: NewsItemPage
) -> None:
    gates(settings, Act.PUBLISH, "never")
    with pytest.raises(Refused, match="Never"):
        draft.latest_revision.publish()
    assert not content.fresh(draft).live


def test_a_refusal_undoes_what_the_button_has_stored_and_is_told(
    settings: Any, administrator: Client, draft: NewsItemPage
) -> None:
    gates(settings, Act.PUBLISH, "never")
    answer = administrator.forge(
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={draft.pk}&next=/admin/",
        {},
        follow=True,
    )
    assert [str(message) for message in answer.context["messages"]] == ["Never."]
    assert not content.fresh(draft).live


def test_a_refused_form_is_shown_with_the_reason_and_all_that_was_typed(
    settings: Any, administrator: Client, draft: NewsItemPage
) -> None:
    gates(settings, Act.PUBLISH, "never")
    address = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    answer = administrator.forge(address, item_form(title="Ilgai rašytas pavadinimas", **{"action-publish": "on"}))
    assert answer.status_code == 400
    assert "Never." in answer.content.decode()
    assert "Ilgai rašytas pavadinimas" in answer.content.decode()
    assert content.fresh(draft).latest_revision_id == draft.latest_revision_id


def test_a_question_is_asked_once_and_the_answered_request_publishes(
    settings: Any, administrator: Client, draft: NewsItemPage
) -> None:
    gates(settings, Act.PUBLISH, "first", "second")
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={draft.pk}&next=/admin/"
    assert administrator.forge(address, {}).content == b"Really?"
    assert not content.fresh(draft).live

    told.clear()
    administrator.forge(address, {"really": "yes"})
    assert content.fresh(draft).live
    # By the button, with all that it is about; not again by the act itself.
    assert [name for name, *_rest in told] == ["first", "second"]


def test_wagtails_api_of_the_admin_is_told_of_a_refusal_as_programs_are(
    settings: Any, administrator: Client, draft: NewsItemPage
) -> None:
    gates(settings, Act.PUBLISH, "never")
    answer = administrator.forge(f"/admin/api/main/pages/{draft.pk}/action/publish/", {})
    assert (answer.status_code, answer.json()) == (409, {"detail": "Never."})
    assert not content.fresh(draft).live


def test_effects_follow_in_their_order_and_know_how_things_stood_before(settings: Any) -> None:
    item = content.make_item("Vizitas")
    effects(settings, Act.WITHDRAW, "after", "around")
    item.unpublish()
    assert told == [("before", True), ("after", False), ("after all", False)]


def test_what_is_only_scheduled_has_the_effects_of_scheduling(settings: Any, draft: NewsItemPage) -> None:
    effects(settings, Act.PUBLISH, "after")
    effects(settings, Act.SCHEDULE)
    draft.go_live_at = timezone.now() + timedelta(hours=1)
    draft.save_revision().publish()
    assert told == []


def test_each_act_of_wagtail_passes_its_own_list(settings: Any) -> None:
    every = {act: [f"{__name__}.first"] for act in Act}
    item, other = content.make_item("Vizitas"), content.make_item("Kita naujiena")
    listing = item.get_parent()
    settings.PUBLISHING_GATES = every

    def acts() -> list[Act]:
        found = [act for _name, act, _instances in told]
        told.clear()
        return found

    item.save_revision().publish()
    assert acts() == [Act.PUBLISH]
    item.unpublish()
    assert acts() == [Act.WITHDRAW]
    other.move(item, pos="left")
    assert acts() == [Act.MOVE]
    item.copy(to=listing, update_attrs={"slug": "kopija"})
    assert acts() == [Act.COPY]
    with pytest.raises(AliasRefused):
        item.create_alias(parent=listing, update_slug="antroji")
    assert acts() == [Act.ALIAS]
    PageViewRestriction.objects.create(page=item, restriction_type=PageViewRestriction.LOGIN)
    assert acts() == [Act.RESTRICT]
    content.submit(other)
    assert Act.TRANSLATE in acts()
    item.delete()
    assert acts() == [Act.DELETE]


def test_a_snippet_passes_the_list_as_pages_do(settings: Any) -> None:
    topic = Topic.objects.create(name="Vizitai", locale=content.locale("lt"))
    settings.PUBLISHING_GATES = {act: [f"{__name__}.first"] for act in Act}
    topic.save_revision().publish()
    topic.unpublish()
    assert [act for _name, act, _instances in told] == [Act.PUBLISH, Act.WITHDRAW]


@pytest.mark.parametrize("name", ["pre_save", "post_save", "pre_delete", "post_delete", "m2m_changed"])
def test_no_receiver_of_the_portals_listens_to_every_model(name: str) -> None:
    # Of a model that nobody has heard of, and with no sender at all.
    functions, _asynchronous = getattr(signals, name)._live_receivers(type("Unknown", (), {}))
    assert [each for each in functions if each.__module__.startswith(OWN)] == []


def test_a_page_is_asked_about_once_in_a_request_whatever_it_was_read_as(settings: Any, draft: NewsItemPage) -> None:
    gates(settings, Act.PUBLISH, "first")
    with asked_by(HttpRequest()):
        ask(Change(Act.PUBLISH, [draft]))
        ask(Change(Act.PUBLISH, [Page.objects.get(pk=draft.pk)]))
    assert len(told) == 1
