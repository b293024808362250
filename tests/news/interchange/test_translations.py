"""Translations that do not stand in step with their source: behind, incomplete, apart."""

import pytest
from django.utils import translation
from wagtail.models import Revision
from wagtail_localize.models import Translation

from news.models import NewsItemPage
from portal.translation.freshness.states import translation_freshness
from portal.translation.translations import untranslated_segment_count
from tests.factories import content

from .content import ENGLISH, LITHUANIAN, body_texts, counts, import_lines, item_line, page

pytestmark = pytest.mark.usefixtures("empty_site")


def test_a_line_with_the_source_only_leaves_the_translation_live_and_behind() -> None:
    import_lines(item_line())

    import_lines(
        item_line(languages={"lt": {**LITHUANIAN, "lead": "Kita įžanga.", "body": ["Pirma pastraipa.", "Kita."]}})
    )

    assert body_texts(page("lt"))[1] == "<p>Kita.</p>"
    english = page("en")
    assert english.live
    assert english.lead == ENGLISH["lead"]
    assert body_texts(english) == ["<p>First paragraph.</p>", "<p>Second paragraph.</p>"]
    assert translation_freshness(english).behind == 2


def test_a_line_with_both_languages_brings_the_translation_up_to_date() -> None:
    import_lines(item_line())
    import_lines(item_line(languages={"lt": {**LITHUANIAN, "lead": "Kita įžanga."}}))

    report = import_lines(item_line(languages={"lt": {**LITHUANIAN, "lead": "Kita įžanga."}, "en": ENGLISH}))

    # The English text is as it was; that it translates the new lead is what the line says.
    assert counts(report) == (0, 0, 1, 0)
    assert translation_freshness(page("en")).behind == 0


def test_going_back_to_the_old_source_makes_the_translation_current_again() -> None:
    import_lines(item_line())
    import_lines(item_line(languages={"lt": {**LITHUANIAN, "lead": "Kita įžanga."}}))

    import_lines(item_line(languages={"lt": LITHUANIAN}))

    assert translation_freshness(page("en")).behind == 0


def test_a_moved_date_in_a_line_with_the_source_only_reaches_the_live_translation() -> None:
    import_lines(item_line())

    import_lines(item_line(date="2018-05-06", languages={"lt": LITHUANIAN}))

    assert page("en").date == page("lt").date
    assert translation_freshness(page("en")).behind == 0


def test_bodies_that_do_not_pair_up_set_the_translation_apart_complete() -> None:
    english = {**ENGLISH, "body": ["One.", "Two.", "Three."]}

    with translation.override("en"):
        report = import_lines(item_line(languages={"lt": LITHUANIAN, "en": english}))

    assert body_texts(page("en")) == ["<p>One.</p>", "<p>Two.</p>", "<p>Three.</p>"]
    assert page("en").live
    assert page("en").lead == ENGLISH["lead"]
    assert page("en").date == page("lt").date
    assert translation_freshness(page("en")).is_apart
    assert not Translation.objects.get(source__object_id=page("en").translation_key).enabled
    assert "do not pair up" in report.notes[0].message
    before = Revision.objects.count()
    assert counts(import_lines(item_line(languages={"lt": LITHUANIAN, "en": english}))) == (0, 0, 1, 0)
    assert Revision.objects.count() == before


@pytest.mark.parametrize("times", [1, 2])
def test_what_a_file_says_of_a_text_apart_is_its_text_be_it_the_same_in_both_languages(times: int) -> None:
    same = "Įžanga, vienoda abiem kalbomis."
    for number in range(times):
        english = {**ENGLISH, "lead": same, "body": [f"One, {number}."]}
        report = import_lines(item_line(languages={"lt": {**LITHUANIAN, "lead": same}, "en": english}))
        assert counts(report)[3] == 0

    assert translation_freshness(page("en")).is_apart
    assert (page("en").live, page("en").lead, page("en").has_unpublished_changes) == (True, same, False)


def test_what_the_page_had_of_the_original_before_is_not_published_with_what_a_file_says() -> None:
    import_lines(item_line(languages={"lt": LITHUANIAN}))
    item = page("lt")
    item.search_description = "Aprašymas paieškai."
    item.save_revision().publish()
    content.submit(page("lt"))
    content.set_apart(page("en"))
    english = {**ENGLISH, "body": ["One.", "Two.", "Three."]}

    with translation.override("en"):
        report = import_lines(item_line(languages={"lt": LITHUANIAN, "en": english}))

    assert not page("en").live
    assert page("en").get_latest_revision_as_object().title == ENGLISH["title"]
    assert any("untranslated segments: 1" in note.message for note in report.notes)


def test_a_translation_apart_is_synced_as_soon_as_the_bodies_pair_up() -> None:
    import_lines(item_line(languages={"lt": LITHUANIAN, "en": {**ENGLISH, "body": ["One."]}}))

    import_lines(item_line())

    assert not translation_freshness(page("en")).is_apart
    assert body_texts(page("en")) == ["<p>First paragraph.</p>", "<p>Second paragraph.</p>"]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ({"type": "heading", "value": "A"}, "A"),
        (
            {"type": "paragraph", "value": "<ul><li>A</li><li>B</li></ul>"},
            {"type": "paragraph", "value": "<ul><li>A</li></ul>"},
        ),
        ("A", {"type": "paragraph", "value": '<p>A <a href="https://b.example">B</a></p>'}),
        ({"type": "quote", "value": {"text": "A"}}, {"type": "quote", "value": {"text": "A", "attribution": "B"}}),
        ({"type": "paragraph", "value": "<p>A</p><p>A</p>"}, {"type": "paragraph", "value": "<p>B</p><p>C</p>"}),
    ],
    ids=["other type", "shorter list", "a link more", "an attribution more", "one text with two translations"],
)
def test_what_segments_cannot_hold_sets_the_translation_apart(source: object, target: object) -> None:
    import_lines(item_line(languages={"lt": {**LITHUANIAN, "body": [source]}, "en": {**ENGLISH, "body": [target]}}))

    assert translation_freshness(page("en")).is_apart
    assert page("en").live
    assert len(page("en").body) == 1


def test_links_of_a_translation_may_lead_elsewhere_and_stand_in_another_order() -> None:
    source = '<p><a href="https://a.example/lt">A</a> ir <a href="https://b.example/">B</a></p>'
    target = '<p><a href="https://b.example/">B</a> and <a href="https://a.example/en">A</a></p>'
    body = [{"type": "paragraph", "value": source}]
    english = [{"type": "paragraph", "value": target}]

    import_lines(item_line(languages={"lt": {**LITHUANIAN, "body": body}, "en": {**ENGLISH, "body": english}}))

    assert not translation_freshness(page("en")).is_apart
    assert body_texts(page("en")) == [target]
    saved = Translation.objects.get(source__object_id=page("en").translation_key)
    written = saved.source.get_ephemeral_translated_instance(saved.target_locale, fallback=True)
    assert body_texts(written) == [target]


def test_a_translation_that_lacks_a_role_stays_a_draft_for_the_translator() -> None:
    person = {"kind": "person", "identifier": "ona", "languages": {"lt": {"name": "Ona"}}}
    line = item_line(people=[{"person": "ona", "role": {"lt": "vadovė"}}])

    with translation.override("en"):
        report = import_lines(person, line)

    assert page("lt").live
    assert not page("en").live
    assert untranslated_segment_count(page("en")) == 1
    assert "stays a draft: untranslated segments: 1" in report.notes[0].message
    before = Revision.objects.count()
    again = import_lines(person, line)
    assert again.rejections == []
    assert counts(again) == (0, 0, 2, 0)
    assert Revision.objects.count() == before


def test_a_translation_of_an_unpublished_source_stays_a_draft() -> None:
    import_lines(item_line(languages={"lt": {**LITHUANIAN, "published": False}, "en": ENGLISH}))

    assert not NewsItemPage.objects.filter(live=True).exists()


def test_what_an_editor_wrote_goes_when_the_line_says_otherwise_and_the_revision_keeps_it() -> None:
    import_lines(item_line())
    edited = page("en")
    edited.title = "Edited"
    edited.save_revision().publish()

    report = import_lines(item_line())

    assert counts(report) == (0, 1, 0, 0)
    assert page("en").title == "Visit to Oslo"
    assert "Edited" in [revision.as_object().title for revision in page("en").revisions.all()]
