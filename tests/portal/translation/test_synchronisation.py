"""What reaches a live translation when its source is published."""

import datetime
from typing import Any

import pytest
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail_localize.models import SegmentOverride, StringTranslation, Translation

from news.models import ItemTopic, NewsItemPage, Participation
from portal.translation.freshness.states import translation_freshness
from portal.translation.translations import untranslated_segment_count
from tests.factories import content

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]


def make_pair(**values: Any) -> tuple[NewsItemPage, NewsItemPage]:
    item = content.make_item(**values)
    return item, content.translate(item)


def edit(item: NewsItemPage, **values: Any) -> NewsItemPage:
    item = content.fresh(item)
    for name, value in values.items():
        setattr(item, name, value)
    item.save_revision().publish()
    return content.fresh(item)


def test_a_moved_visit_date_reaches_the_live_translation_at_once() -> None:
    item, english = make_pair(visit_first_day=datetime.date(2017, 4, 3), visit_last_day=datetime.date(2017, 4, 6))

    edit(item, visit_last_day=datetime.date(2017, 4, 7))

    english = content.fresh(english)
    assert english.live
    assert english.visit_last_day == datetime.date(2017, 4, 7)
    assert english.live_revision.as_object().visit_last_day == datetime.date(2017, 4, 7)
    assert english.live_revision_id == english.latest_revision_id
    assert not english.has_unpublished_changes


def test_changed_prose_waits_for_the_translator_and_the_rest_keeps_its_translation() -> None:
    item, english = make_pair(body=("Pirma pastraipa.", "Antra pastraipa."))
    title = english.title

    edit(item, title="Partnerių vizitas Osle atšauktas")

    english = content.fresh(english)
    translation = Translation.objects.get(source__object_id=item.translation_key)
    assert english.title == title
    assert untranslated_segment_count(english) == 1
    assert translation.get_progress() == (4, 3)
    assert translation_freshness(english).behind == 1


def test_a_draft_of_the_source_changes_nothing() -> None:
    item, english = make_pair()

    item.title = "Juodraštis"
    item.date = datetime.date(2020, 1, 1)
    item.save_revision()

    english = content.fresh(english)
    assert english.date == datetime.date(2017, 4, 3)
    assert translation_freshness(english).behind == 0


def test_reverting_the_source_makes_the_translation_current_again() -> None:
    item, english = make_pair()
    title = item.title

    edit(edit(item, title="Kitas pavadinimas"), title=title)

    assert translation_freshness(content.fresh(english)).behind == 0


def test_a_draft_on_top_of_the_live_translation_gets_the_date_and_keeps_its_text() -> None:
    item, english = make_pair()
    english.lead = "A draft by hand"
    english.save_revision()

    edit(item, date=datetime.date(2017, 4, 10))

    english = content.fresh(english)
    draft = english.get_latest_revision_as_object()
    assert english.date == datetime.date(2017, 4, 10)
    assert english.lead != "A draft by hand"
    assert english.has_unpublished_changes
    assert draft.lead == "A draft by hand"
    assert draft.date == datetime.date(2017, 4, 10)


def test_a_value_overridden_for_the_translation_stays() -> None:
    project = content.make_project(link="https://example.org/lt")
    english = content.translate(project)
    context = (
        Translation.objects.get(source__object_id=project.translation_key)
        .source.overridablesegment_set.get(context__path="link")
        .context
    )
    SegmentOverride.objects.create(locale=content.locale("en"), context=context, data_json='"https://example.org/en"')
    english.link = "https://example.org/en"
    english.save_revision().publish()

    project = content.fresh(project)
    project.link = "https://example.org/lt/nauja"
    project.save_revision().publish()

    assert content.fresh(english).link == "https://example.org/en"


def test_added_and_removed_topics_follow_in_the_language_of_the_translation() -> None:
    first, second = content.make_topic("Partnerystė"), content.make_topic("Mokymai")
    content.translate(first)
    english_second = content.translate(second)
    item, english = make_pair(topics=[first])

    item = content.fresh(item)
    item.topics.set([ItemTopic(topic=second, locale=item.locale)])
    item.save_revision().publish()

    assert [row.topic for row in content.fresh(english).topics.all()] == [english_second]


def test_a_new_person_with_a_role_waits_for_the_role_to_be_translated() -> None:
    item, english = make_pair()
    ona, jonas = content.make_person("Ona"), content.make_person("Jonas")

    item = content.fresh(item)
    item.people.add(Participation(person=ona, locale=item.locale))
    item.people.add(Participation(person=jonas, role="ekspertas", locale=item.locale))
    item.save_revision().publish()

    assert [row.person.name for row in content.fresh(english).people.all()] == ["Ona"]
    translation = Translation.objects.get(source__object_id=item.translation_key)
    content.fill(translation)
    translation.save_target(publish=True)
    assert [(row.person.name, row.role) for row in content.fresh(english).people.all()] == [
        ("Ona", ""),
        ("Jonas", "EN ekspertas"),
    ]


def test_a_picture_reaches_the_translation_together_with_its_alternative_text() -> None:
    picture = get_image_model().objects.create(title="Oslas", file=get_test_image_file())
    item, english = make_pair()

    edit(item, picture=picture, picture_alt_text="Rotušė")

    assert content.fresh(english).picture is None
    segment = Translation.objects.get(source__object_id=item.translation_key).source.stringsegment_set.get(
        context__path="picture_alt_text"
    )
    StringTranslation.objects.create(
        translation_of=segment.string, context=segment.context, locale=content.locale("en"), data="The town hall"
    )
    edit(item)
    english = content.fresh(english)
    assert (english.picture, english.picture_alt_text) == (picture, "The town hall")


def test_a_translation_edited_apart_is_left_alone() -> None:
    item, english = make_pair()
    Translation.objects.filter(source__object_id=item.translation_key).update(enabled=False)

    edit(item, date=datetime.date(2018, 1, 1))

    assert content.fresh(english).date == datetime.date(2017, 4, 3)
    assert translation_freshness(content.fresh(english)).is_apart


def test_an_organisations_new_web_address_reaches_its_translation() -> None:
    organisation = content.make_organisation(link="https://example.org/sena")
    english = content.translate(organisation)

    organisation.link = "https://example.org/nauja"
    organisation.save_revision().publish()

    assert content.fresh(english).link == "https://example.org/nauja"


def test_a_changed_slug_of_the_source_does_not_move_the_translation() -> None:
    item, english = make_pair()
    slug = english.slug

    edit(item, slug="kitas-adresas")

    assert content.fresh(english).slug == slug
