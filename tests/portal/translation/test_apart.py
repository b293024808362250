"""A text edited apart is not published with its original's words in it, unless somebody decides so."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision
from wagtail.test.utils.form_data import rich_text, streamfield

from news.models import NewsItemPage, Topic
from news.originals.switching import CannotSwitch, make_original
from portal.translation.checks.leftovers import has_words_to_translate
from portal.translation.freshness.models import AcceptedGap
from portal.translation.freshness.states import translation_freshness
from portal.translation.localize import Translation
from portal.translation.release.pair import pair_of
from portal.translation.release.releasing import prepare, release
from portal.translation.release.scheduled import publish_scheduled
from portal.translation.translations import UntranslatedSegments, undecided_gaps
from portal.translation.trees.refusal import TreesWouldDiffer
from tests.client import Client
from tests.factories import content
from tests.factories.forms import item_form
from tests.portal.translation.release.time import pass_time

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("empty_site")]

TITLE, LEAD, PARAGRAPH = "Partnerių vizitas Osle", "Partnerių vizitas Osle: įžanga.", "Pirma pastraipa."
SHOW = {"decision": "show"}


def make_apart(*, publish: bool = True, **values: Any) -> tuple[NewsItemPage, NewsItemPage]:
    """An original and its translation, set apart before anybody translated anything."""
    item = content.make_item(TITLE, publish=publish, **values)
    english = content.submit(item).get_target_instance()
    content.set_apart(english)
    return content.fresh(item), content.fresh(english)


def write(page: NewsItemPage, **values: Any) -> Revision:
    draft = page.get_latest_revision_as_object()
    for name, value in values.items():
        setattr(draft, name, value)
    return draft.save_revision()


def write_all(page: NewsItemPage, **values: Any) -> Revision:
    return write(page, **{"title": "A visit", "lead": "A lead.", "body": [content.paragraph("Own words.")], **values})


def own_translation(page: Any) -> Translation:
    return Translation.objects.get(source__object_id=page.translation_key)


def decide_address(page: Any) -> str:
    return reverse("translation_decide_gaps", args=[own_translation(page).pk])


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser("administrator", "a@example.org", "secret"))
    return client


def by_code(item: NewsItemPage, english: NewsItemPage) -> None:
    english.latest_revision.publish()


def at_a_time(item: NewsItemPage, english: NewsItemPage) -> None:
    write(english, go_live_at=timezone.now() + datetime.timedelta(hours=1)).publish()


def together(item: NewsItemPage, english: NewsItemPage) -> None:
    write(item, lead="Nauja įžanga.")
    release(pair_of(item))


def together_at_a_time(item: NewsItemPage, english: NewsItemPage) -> None:
    release(pair_of(item), at=timezone.now() + datetime.timedelta(hours=1))


@pytest.mark.parametrize("publish", [by_code, at_a_time, together, together_at_a_time])
def test_what_nobody_translated_is_not_published(publish: Callable[[NewsItemPage, NewsItemPage], None]) -> None:
    item, english = make_apart()

    with pytest.raises(UntranslatedSegments, match="3 segmentai tebėra originalo kalba"):
        publish(item, english)

    assert not content.fresh(english).live
    assert content.fresh(item).lead == LEAD
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


def test_what_somebody_wrote_is_published() -> None:
    _item, english = make_apart()

    write_all(english).publish()

    assert content.fresh(english).title == "A visit"


def test_what_the_original_said_before_counts_as_well() -> None:
    item, english = make_apart()
    write(item, title="Vizitas atšauktas", lead="Kita įžanga.", body=[content.paragraph("Kita.")]).publish()
    own_translation(item).source.update_from_db()

    with pytest.raises(UntranslatedSegments, match="1 segmentas tebėra"):
        write_all(english, lead=LEAD).publish()


def test_what_stands_at_another_place_counts_as_well() -> None:
    _item, english = make_apart()
    moved = [content.paragraph("Own words."), content.paragraph(PARAGRAPH)]

    with pytest.raises(UntranslatedSegments, match="1 segmentas tebėra"):
        write_all(english, body=moved).publish()


def test_a_published_text_does_not_become_mixed_either() -> None:
    _item, english = make_apart()
    write_all(english).publish()

    with pytest.raises(UntranslatedSegments):
        write(content.fresh(english), title=TITLE).publish()
    live = content.fresh(english)
    live.title = TITLE
    with pytest.raises(UntranslatedSegments):
        live.save()

    assert content.fresh(english).title == "A visit"


@pytest.mark.parametrize(
    "text", ["Ona Onaitė", "Jonas Petraitis, Oslo", "NOR-LT10-0001", "2017-04-03", "tel. +370 600 00000", "a@b.lt"]
)
def test_names_and_numbers_are_not_asked_about(text: str) -> None:
    _item, english = make_apart(body=(text,))

    write_all(english, body=[content.paragraph(text)]).publish()

    assert content.fresh(english).live


def test_what_was_translated_with_itself_is_not_asked_about() -> None:
    _item, english = make_apart()
    other = content.make_item("Kita naujiena", body=(PARAGRAPH,))
    content.fill(content.submit(other), str)

    write_all(english, body=[content.paragraph(PARAGRAPH)]).publish()

    assert content.fresh(english).live


def test_an_original_that_was_a_translation_once_is_not_asked_about() -> None:
    item = content.make_item(TITLE)
    english = content.translate(item)
    content.set_apart(english)
    make_original(content.fresh(english))

    write(content.fresh(english), lead=LEAD).publish()

    assert content.fresh(english).lead == LEAD


def test_the_editor_refuses_and_keeps_what_was_typed(administrator: Client) -> None:
    _item, english = make_apart()
    edit = reverse("wagtailadmin_pages:edit", args=[english.pk])
    publish = {"title": "A visit", "slug": "a-visit", "action-publish": "on"}

    refused = administrator.post(edit, item_form(**publish, lead="A typed lead."))

    page = refused.content.decode()
    assert "1 segmentas tebėra originalo kalba" in page
    assert "A typed lead." in page
    assert not content.fresh(english).live

    body = streamfield([("paragraph", rich_text("<p>Own words.</p>"))])
    administrator.post(edit, item_form(**publish, lead="A typed lead.", body=body))
    assert content.fresh(english).live


def test_bulk_publishing_refuses(administrator: Client) -> None:
    _item, english = make_apart()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    refused = administrator.post(f"{address}?id={english.pk}&next=/admin/", follow=True)

    page = refused.content.decode()
    assert "3 segmentai tebėra originalo kalba" in page
    assert f'href="{decide_address(english)}"' in page
    assert not content.fresh(english).live


def test_who_may_publish_decides_and_readers_are_told(administrator: Client) -> None:
    _item, english = make_apart()
    write(english, title="A visit", body=[content.paragraph("Own words.")])

    offered = administrator.get(decide_address(english)).content.decode()
    assert "1 vieta tebėra originalo kalba:" in offered
    assert re.findall(r"<li>([^<]+)</li>", offered) == [LEAD]
    administrator.post(decide_address(english), {"decision": "keep"})
    assert not content.fresh(english).live
    administrator.post(decide_address(english), SHOW)

    assert content.fresh(english).live
    assert translation_freshness(english).untranslated == (LEAD,)
    administrator.logout()
    html = administrator.get(content.fresh(english).url).content.decode()
    assert "1 passage of this text is still in Lithuanian." in html
    assert re.search(rf'<\w+[^>]* lang="lt">{LEAD}<', html)


def test_the_release_of_all_languages_names_what_is_left(administrator: Client) -> None:
    item, english = make_apart(publish=False)
    address = reverse("translation_release", args=[item.pk])

    page = administrator.forge(address, {"at": ""}).content.decode()

    assert "3 segmentai tebėra originalo kalba" in page
    assert not content.fresh(item).live
    # What is to be released in all languages is not published alone; what was decided holds for it.
    prepare(pair_of(item))
    administrator.post(decide_address(english), SHOW)
    assert not content.fresh(english).live
    administrator.post(address, {"at": ""})
    assert content.fresh(item).live
    assert content.fresh(english).live


def test_what_was_decided_is_published_at_its_time(administrator: Client) -> None:
    item, english = make_apart(publish=False)
    administrator.post(decide_address(english), SHOW)
    at = timezone.now() + datetime.timedelta(days=1)

    release(pair_of(item), at=at)
    pass_time()
    publish_scheduled()

    assert content.fresh(english).live


def test_new_words_of_the_original_need_a_decision_of_their_own(administrator: Client) -> None:
    item, english = make_apart()
    administrator.post(decide_address(english), SHOW)
    write(content.fresh(item), lead="Nauja įžanga.").publish()
    own_translation(item).source.update_from_db()

    content.fresh(english).latest_revision.publish()
    with pytest.raises(UntranslatedSegments, match="1 segmentas tebėra"):
        write(content.fresh(english), lead="Nauja įžanga.").publish()


def test_what_is_scheduled_and_decided_is_published_at_night(administrator: Client) -> None:
    _item, english = make_apart()
    administrator.post(decide_address(english), SHOW)
    content.fresh(english).unpublish()
    write(content.fresh(english), go_live_at=timezone.now() + datetime.timedelta(hours=1)).publish()
    due = timezone.now() - datetime.timedelta(minutes=1)
    for revision in Revision.objects.filter(approved_go_live_at__isnull=False):
        revision.content["go_live_at"], revision.approved_go_live_at = due.isoformat(), due
        revision.save()
    Page.objects.filter(go_live_at__isnull=False).update(go_live_at=due)

    publish_scheduled()

    assert content.fresh(english).live


def test_who_may_not_publish_does_not_decide(client: Client) -> None:
    _item, english = make_apart()
    client.force_login(get_user_model().objects.create_user("somebody"))

    client.forge(decide_address(english), SHOW)

    assert not AcceptedGap.objects.exists()
    assert not content.fresh(english).live


def test_a_snippet_edited_apart_is_asked_about_too(administrator: Client) -> None:
    topic = content.make_topic("Tarptautinė partnerystė")
    english = content.submit(topic).get_target_instance()
    content.set_apart(english)
    edit = reverse("wagtailsnippets_news_topic:edit", args=[english.pk])

    refused = administrator.post(edit, {"name": topic.name, "slug": "partnership", "action-publish": "on"})
    assert "1 segmentas tebėra originalo kalba" in refused.content.decode()
    assert not content.fresh(english).live
    administrator.post(edit, {"name": "Partnership", "slug": "partnership", "action-publish": "on"})
    assert content.fresh(english).live
    # A draft of it may say what it likes.
    administrator.post(edit, {"name": topic.name, "slug": "partnership"})
    assert Topic.objects.get(pk=english.pk).get_latest_revision_as_object().name == topic.name
    administrator.post(decide_address(english), SHOW)
    assert content.fresh(english).name == topic.name


def test_a_draft_with_the_originals_words_becomes_no_original() -> None:
    _item, english = make_apart(publish=False)

    with pytest.raises(CannotSwitch):
        make_original(english)


def test_a_draft_with_the_originals_words_is_not_copied() -> None:
    _item, english = make_apart()

    with pytest.raises(TreesWouldDiffer):
        english.copy(update_attrs={"slug": "copy"})
    write_all(english)
    content.fresh(english).copy(update_attrs={"slug": "copy"})


def test_the_question_costs_one_query_for_most_texts_and_the_same_for_each_edited_apart() -> None:
    item, english = make_apart()
    _item, longer = make_apart(body=tuple(f"Pastraipa {number}." for number in range(12)))
    synced = content.translate(content.make_item("Kita naujiena"))

    assert [queries(item), queries(synced)] == [1, 1]
    assert queries(english) == queries(longer)


def queries(page: NewsItemPage) -> int:
    page = page.get_latest_revision_as_object()
    with CaptureQueriesContext(connection) as captured:
        undecided_gaps(page)
    return len(captured)


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        ("Vizitas", "lt", True),
        ("Vizitas Osle", "lt", True),
        ("VIZITAS OSLE", "lt", True),
        ("Jonas ir Ona", "lt", True),
        ("2017 m. balandžio 3 d.", "lt", True),
        ("neologizmavimas", "lt", True),
        ("A <b>visit</b> to Oslo", "en", True),
        ("Jonas Petraitis", "lt", False),
        ("Ludwig van Beethoven", "en", False),
        ("Oslo, Utena", "lt", False),
        ("10 km", "en", False),
        ("e-Factor", "en", False),
        ("NATO", "lt", False),
        ("https://example.org/vizitas", "lt", False),
        ("ona@example.lt", "lt", False),
        ("Development of clusters", "lt", False),
        ("–", "lt", False),
    ],
)
def test_only_words_of_the_originals_language_are_left_to_translate(text: str, source: str, expected: bool) -> None:
    assert has_words_to_translate(text, source, {"lt": "en", "en": "lt"}[source]) is expected
