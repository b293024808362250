"""What is known of a translation after its source or itself was published, saved or withdrawn."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from wagtail_localize.models import Translation, TranslationSource

from news.models import NewsItemPage
from portal.translation.freshness.comparing import ChangeKind
from portal.translation.freshness.models import PublishedText
from portal.translation.freshness.segments import cut, fingerprint, parts_of_source
from portal.translation.freshness.states import changes_of, translation_freshness
from tests.factories import content

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]


def publish(page: Any, **values: Any) -> Any:
    page = content.fresh(page)
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return content.fresh(page)


def behind(page: Any) -> int:
    return translation_freshness(page).behind


def row(page: Any) -> PublishedText:
    return PublishedText.objects.get(translation_key=page.translation_key, locale=page.locale)


def make_pair(**values: Any) -> tuple[NewsItemPage, NewsItemPage, Translation]:
    item = content.make_item(**values)
    english = content.translate(item)
    return item, english, Translation.objects.get(source__object_id=item.translation_key)


def test_a_source_republished_as_cancelled_is_not_called_up_to_date() -> None:
    item, english, _translation = make_pair()
    assert behind(english) == 0
    assert row(english).fingerprint == row(item).fingerprint

    item = publish(item, title="Partnerių vizitas Osle atšauktas")

    freshness = translation_freshness(english)
    assert (freshness.behind, freshness.since, freshness.is_current) == (1, item.last_published_at, False)
    [change] = changes_of(english)
    assert (change.path, change.before, change.after) == (
        "title",
        "Partnerių vizitas Osle",
        "Partnerių vizitas Osle atšauktas",
    )
    assert row(english).words_behind == 4


def test_a_translation_that_waits_in_the_editor_is_behind_until_it_is_published() -> None:
    item, english, translation = make_pair()
    publish(item, title="Vizitas atšauktas")

    content.fill(content.current(translation))
    assert behind(english) == 1

    content.current(translation).save_target(publish=True)
    assert behind(english) == 0


def test_a_removed_a_moved_and_a_wordless_part_of_the_source_leave_the_translation_behind() -> None:
    number = {"type": "indicator_result", "value": {"indicator": "1.1.1", "text": "Baigta."}}
    item, english, translation = make_pair(body=("Pirma.", "Antra.", number))
    first, second, result = item.body.raw_data

    publish(item, body=[first, result])
    assert [change.before for change in changes_of(english)] == ["Antra."]
    publish(item, body=[second, first, result])
    assert [change.kind for change in changes_of(english)] == [ChangeKind.ORDER]
    publish(item, body=[first, second, {**result, "value": {"indicator": "1.1.2", "text": "Baigta."}}])
    assert [change.path for change in changes_of(english)] == [f"body.{result['id']}"]

    content.current(translation).save_target(publish=True)
    assert behind(english) == 0


def test_an_old_draft_that_is_published_late_is_behind_although_it_is_the_newest() -> None:
    item, english, translation = make_pair()
    old = english.get_latest_revision()
    publish(item, title="Vizitas atšauktas")
    content.fill(content.current(translation))
    content.current(translation).save_target(publish=True)
    assert behind(english) == 0

    old.publish()

    assert behind(english) == 1


def test_a_translation_withdrawn_with_its_source_is_forgotten_and_current_when_both_return() -> None:
    item, english, _translation = make_pair()

    content.fresh(item).unpublish()
    assert not PublishedText.objects.filter(translation_key=item.translation_key).exists()

    publish(item)
    english.get_latest_revision().publish()
    assert behind(english) == 0
    assert row(english).fingerprint == row(item).fingerprint


def test_a_text_that_was_never_recorded_is_compared_when_it_is_read() -> None:
    item, english, _translation = make_pair()
    publish(item, title="Vizitas atšauktas")
    PublishedText.objects.all().delete()

    assert behind(english) == 1
    assert [change.after for change in changes_of(english)] == ["Vizitas atšauktas"]


def test_what_wagtail_localize_takes_over_of_a_source_is_cut_into_the_same_parts_as_the_source() -> None:
    link = '<a href="https://example.org/ą?b=1&amp;c=2">nuoroda</a>'
    item = content.make_item(
        body=[
            {"type": "heading", "value": "Tas pats"},
            {"type": "paragraph", "value": f"<p>Tas pats</p><ul><li>Tas pats</li><li>Tas pats</li></ul><p>{link}</p>"},
            {"type": "quote", "value": {"text": "Eilutė\nkita &amp; <b>", "attribution": ""}},
            {"type": "table", "value": {"data": [["Vardas", "12"], ["Tas pats", ""]], "table_caption": "Lentelė"}},
            {"type": "video", "value": {"url": "https://vimeo.com/1", "title": "Vaizdo įrašas", "transcript": ""}},
            {"type": "call_out", "value": {"title": "Dėmesio", "text": f"<p>{link} <i>ir</i> {link}</p>"}},
        ],
        topics=[content.make_topic()],
        people=[content.make_person()],
        visit_place="Oslas",
    )
    source, _created = TranslationSource.get_or_create_from_instance(item)
    source.update_from_db()

    parts = cut(content.fresh(item))

    assert parts_of_source(source, item) == parts
    assert len({text for part in parts for text in part.texts}) >= 10
    assert fingerprint(parts_of_source(source, item)) == fingerprint(parts)


def test_an_organisation_is_behind_its_source_as_a_page_is() -> None:
    organisation = content.make_organisation(description="Viešoji biblioteka.")
    english = content.translate(organisation)
    assert row(english).fingerprint == row(organisation).fingerprint

    publish(organisation, description="Savivaldybės viešoji biblioteka.")

    assert behind(english) == 1


def test_what_was_edited_apart_is_known_to_say_nothing_when_it_is_synced_again() -> None:
    _item, english, translation = make_pair()
    translation.enabled = False
    translation.save()
    publish(english, title="By hand")
    assert (row(english).is_apart, row(english).behind) == (True, 0)

    translation.enabled = True
    translation.save()

    assert (row(english).is_apart, behind(english)) == (False, 1)


def test_a_text_that_became_a_source_is_behind_nothing() -> None:
    item, english, translation = make_pair()
    Translation.objects.filter(pk=translation.pk).update(enabled=False)
    assert translation_freshness(english).is_apart

    source, _created = TranslationSource.update_or_create_from_instance(content.fresh(english))
    Translation.objects.create(source=source, target_locale=content.locale("lt"))
    publish(english)

    assert translation_freshness(english).is_source
    assert not translation_freshness(item).is_source
    assert behind(item) > 0


def test_the_command_records_what_was_published_before_freshness_was_known() -> None:
    item, english, _translation = make_pair()
    organisation = content.make_organisation()
    publish(item, title="Vizitas atšauktas")
    before = {each.translation_key: (each.fingerprint, each.behind) for each in PublishedText.objects.order_by("pk")}
    PublishedText.objects.all().delete()

    call_command("freshness", "mend", stdout=StringIO())

    after = {each.translation_key: (each.fingerprint, each.behind) for each in PublishedText.objects.order_by("pk")}
    assert after.items() >= before.items()
    assert row(organisation).is_source
    assert row(english).behind == 1
