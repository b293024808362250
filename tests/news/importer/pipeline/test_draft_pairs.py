"""A reviewed document becomes a draft pair that wagtail-localize knows, and nothing of it is dropped."""

from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from wagtail_localize.models import StringTranslation, Translation

from news.importer.pipeline.analysis import Group, ParagraphRole
from news.importer.pipeline.decisions import DecisionRequest, decide
from news.importer.pipeline.draft_pairs import Check, EditedMeanwhile, Written, write_pair
from news.models import ImportedDocument, ItemRecord, NewsItemPage, Organisation, Person
from portal.translation.translations import untranslated_segment_count
from tests.factories import content

from ..material import ENGLISH, FACTS, LITHUANIAN, TITLE, analysis, paragraph, reviewer, stored

pytestmark = pytest.mark.usefixtures("empty_site")


def html(page: NewsItemPage) -> list[str]:
    return [str(block["value"]) for block in page.body.raw_data]


def drafts(written: Written) -> tuple[NewsItemPage, NewsItemPage]:
    return written.pages["lt"], written.pages["en"]


def translation_of(source: NewsItemPage) -> Translation:
    return Translation.objects.get(source__object_id=source.translation_key)


def test_a_document_becomes_a_source_and_a_synced_translation_as_drafts() -> None:
    source, target = drafts(write_pair(stored()))

    assert (source.title, target.title) == (TITLE, "Partner visit to Oslo")
    assert (source.live, target.live) == (False, False)
    assert (source.visit_place, target.visit_place, source.visit_country) == ("Oslas", "Oslo", "NO")
    assert translation_of(source).enabled
    assert StringTranslation.objects.filter(data="Partner visit to Oslo").exists()


def test_several_paragraphs_of_a_translation_share_the_segment_of_their_source() -> None:
    _, target = drafts(write_pair(stored()))

    assert "They will get acquainted with training.<br/>And with methods." in html(target)[0]
    assert StringTranslation.objects.filter(data__contains="training.<br").count() == 1


def test_a_paragraph_without_a_partner_is_a_segment_that_waits_for_a_translator() -> None:
    source, target = drafts(write_pair(stored()))

    assert len(html(source)) == 3
    assert len(html(target)) == 2
    assert untranslated_segment_count(target) == 1


def test_what_of_a_translation_has_no_partner_is_said_and_stays_on_the_record() -> None:
    written = write_pair(stored())

    assert "leu.lt" not in "".join(html(written.pages["en"]))
    assert any("1" in note for note in written.notes)


def test_a_translation_apart_has_all_of_its_own_text() -> None:
    document = stored()
    decide(document, [DecisionRequest("apart:en", False, True)], reviewer())

    source, target = drafts(write_pair(document))

    assert len(html(target)) == 4
    assert 'href="http://leu.lt/"' in html(target)[3]
    assert not translation_of(source).enabled


def test_addresses_in_a_text_become_links() -> None:
    source, _ = drafts(write_pair(stored()))
    assert '<a href="http://www.socialcluster.lt">www.socialcluster.lt</a>' in html(source)[2]


def test_markup_in_a_document_is_text() -> None:
    hostile = paragraph('<script>alert(1)</script> & <a href="javascript:x">x</a>')
    found = analysis(
        texts={"lt": (*LITHUANIAN[:2], hostile)}, groups={}, facts={**FACTS, "people": [], "organisations": []}
    )

    page = write_pair(stored(found=found)).pages["lt"]

    assert "&lt;script&gt;" in html(page)[0]
    assert "<script" not in html(page)[0]


def test_items_of_a_list_share_a_block_and_pair_item_by_item() -> None:
    items = [paragraph(text, ParagraphRole.LIST_ITEM) for text in ("pirmas", "antras")]
    theirs = [paragraph(text, ParagraphRole.LIST_ITEM) for text in ("first", "second")]
    found = analysis(
        texts={"lt": (*LITHUANIAN[:2], *items), "en": (*ENGLISH[:2], *theirs)},
        groups={"en": tuple(Group((index,), (index,)) for index in range(4))},
    )

    source, target = drafts(write_pair(stored(found=found)))

    assert [part.count("<li") for part in html(source)] == [2]
    assert "second" in html(target)[0]
    assert StringTranslation.objects.filter(data="second").exists()


def test_tables_of_one_shape_are_paired() -> None:
    ours, theirs = ((("Miestas", "Metai"), ("Oslas", "2017")), (("City", "Year"), ("Oslo", "2017")))
    found = analysis(
        texts={
            "lt": (*LITHUANIAN[:2], replace(paragraph("Miestas\tMetai", ParagraphRole.TABLE), rows=ours)),
            "en": (*ENGLISH[:2], replace(paragraph("City\tYear", ParagraphRole.TABLE), rows=theirs)),
        },
        groups={"en": tuple(Group((index,), (index,)) for index in range(3))},
    )

    _, target = drafts(write_pair(stored(found=found)))

    assert target.body[0].value["data"][0] == ["City", "Year"]
    assert StringTranslation.objects.filter(data="City").exists()


def test_writing_a_document_again_changes_nothing() -> None:
    document = stored()
    before = write_pair(document)
    revisions = {page.pk: page.latest_revision_id for page in before.pages.values()}

    after = write_pair(document)

    assert {page.pk: page.latest_revision_id for page in after.pages.values()} == revisions


def test_a_draft_follows_the_review_until_somebody_edits_it() -> None:
    document, user = stored(), reviewer()
    write_pair(document)
    decide(
        document,
        [
            DecisionRequest("word:lt:2:0", None, "kėlimo"),
            DecisionRequest("fact:title.en", "Partner visit to Oslo", "A visit"),
        ],
        user,
    )

    written = write_pair(document)
    source, target = (page.get_latest_revision_as_object() for page in drafts(written))
    assert "kėlimo" in html(source)[0]
    assert target.title == "A visit"

    source.title = "Redaktoriaus pavadinimas"
    source.save_revision()
    with pytest.raises(EditedMeanwhile):
        write_pair(document)
    assert content.fresh(source).get_latest_revision_as_object().title == "Redaktoriaus pavadinimas"


def test_people_and_organisations_become_known_only_when_somebody_wants_it() -> None:
    document = stored()
    write_pair(document)
    assert not Person.objects.exists()

    written = write_pair(document, makes_new=True)

    source, target = (page.get_latest_revision_as_object() for page in drafts(written))
    assert [row.person.name for row in source.people.all()] == ["Jonna Vienola"]
    assert [row.role for row in source.people.all()] == ["vadovė"]
    assert [row.organisation.name for row in target.organisations.all()] == ["Prienai care home"]
    organisation = Organisation.objects.get(locale__language_code="lt")
    assert (organisation.link, organisation.live) == ("http://pgn.lt/", False)
    assert len(written.new) == 4


def test_a_namesake_is_the_same_organisation() -> None:
    known = content.make_organisation("Prienų globos namai")

    source, _ = drafts(write_pair(stored(), makes_new=True))

    assert [row.organisation.pk for row in source.organisations.all()] == [known.pk]


def test_a_check_is_kept_with_its_name_and_day() -> None:
    document = stored()
    day = document.imported_at.date()

    write_pair(document, check=Check("Ona Onaitė", day))

    record = ItemRecord.objects.get()
    assert (record.checked_by, record.checked_on, record.identifier) == ("Ona Onaitė", day, "oslo")
    assert ImportedDocument.objects.get().state == ImportedDocument.State.REVIEWED


@pytest.mark.parametrize(
    "wanted",
    [
        DecisionRequest("fact:title.en", "Partner visit to Oslo", ""),
        DecisionRequest("fact:first_day", "2017-04-03", ""),
    ],
)
def test_a_document_that_lacks_something_leaves_nothing_behind(wanted: DecisionRequest) -> None:
    document = stored()
    decide(document, [wanted], reviewer())

    with pytest.raises(ValidationError):
        write_pair(document, makes_new=True)

    assert not NewsItemPage.objects.exists()
    assert not Person.objects.exists()
    assert not ItemRecord.objects.exists()


def test_a_document_in_one_language_becomes_a_source_alone() -> None:
    found: Any = analysis(texts={"lt": LITHUANIAN}, groups={})
    written = write_pair(stored(found=found))
    assert list(written.pages) == ["lt"]
