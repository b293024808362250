"""A translation of which readers see nothing is none, by whichever door it comes."""

import io

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation as languages
from wagtail_localize.models import StringTranslation, Translation

from news.originals.rejoining import plan_rejoining
from portal.translation.acceptable import reason_against
from portal.translation.consistency import check
from portal.translation.exchange.tmx import MemoryUnit
from portal.translation.exchange.units import Unit
from portal.translation.exchange.xliff import XliffFile, write_xliff
from portal.translation.matrix.cells import cells
from portal.translation.matrix.rows import matrix
from portal.translation.memory.models import ImportedTranslation
from portal.translation.memory.suggesting import suggestions
from portal.translation.release.pair import pair_of
from portal.translation.translations import undecided_gaps, untranslated_segment_count
from portal.translation.untranslated import publish_with_gaps
from tests.client import Client
from tests.factories import content
from tests.factories.forms import item_form
from tests.news.interchange.content import ENGLISH, LITHUANIAN, import_lines, item_line, page

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]

BLANK = [
    " ",
    "\u00a0",
    "\u200b\u200d",
    "\u00ad",
    "\ufeff",
    "\u2060",
    "\u3164",
    "\u2800",
    "<b> </b>",
    "<br/>",
    "<i></i>",
    "&nbsp;",
    "&#8203;",
    "&#x200B;",
]


@pytest.fixture
def begun() -> Translation:
    """Everything is translated but the title, and nothing is published yet."""
    translation = content.submit(content.make_item("Vizitas", lead="Įžanga."))
    content.fill(translation)
    title_of(translation).delete()
    return content.current(translation)


def title_of(translation: Translation) -> StringTranslation:
    return StringTranslation.objects.get(context__object_id=translation.source.object_id, context__path="title")


def write(translation: Translation, value: str) -> StringTranslation:
    segment = translation.source.stringsegment_set.get(context__path="title")
    return StringTranslation.objects.create(
        translation_of=segment.string, context=segment.context, locale=translation.target_locale, data=value
    )


@pytest.fixture
def translator() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("someone"))
    return client


@pytest.mark.parametrize("value", BLANK)
def test_the_editor_says_that_nothing_is_seen_and_stores_nothing(
    translator: Client, begun: Translation, value: str
) -> None:
    segment = begun.source.stringsegment_set.get(context__path="title")
    address = reverse("wagtail_localize:edit_string_translation", args=[begun.pk, segment.pk])
    body = f'--B\r\nContent-Disposition: form-data; name="value"\r\n\r\n{value}\r\n--B--\r\n'.encode()
    answer = translator.forge(address, body, method="put", content_type="multipart/form-data; boundary=B")
    assert answer.status_code == 400
    assert answer.json()["error"]
    assert undecided_gaps(begun.get_target_instance()).count == 1


def test_a_refused_translation_is_explained_in_the_users_language() -> None:
    with languages.override("lt"):
        lithuanian = reason_against("Vizitas", "\u200b")
    with languages.override("en"):
        assert lithuanian != reason_against("Vizitas", "\u200b") != ""


@pytest.mark.parametrize("value", BLANK)
@pytest.mark.parametrize("is_older", [False, True], ids=["saved", "stored before"])
def test_a_blank_translation_counts_as_a_gap_everywhere_and_is_not_published(
    begun: Translation, value: str, is_older: bool
) -> None:
    row = write(begun, "Visit" if is_older else value)
    if is_older:
        StringTranslation.objects.filter(pk=row.pk).update(data=value)
    page = begun.get_target_instance()
    assert untranslated_segment_count(page) == 1
    assert len(pair_of(page).versions[1].missing) == 1
    (text,) = cells(list(matrix().filter(translation_key=page.translation_key)))
    assert text.cells["en"].in_editor == 1
    with pytest.raises(ValidationError):
        begun.save_target(publish=True)
    assert not content.fresh(page).live
    assert StringTranslation.objects.get(pk=row.pk).has_error


def test_where_somebody_decides_for_the_gap_the_original_stands_there(begun: Translation) -> None:
    StringTranslation.objects.filter(pk=write(begun, "Visit").pk).update(data="\u200b")
    publish_with_gaps(begun, User.objects.create_superuser("decides"))
    page = content.fresh(begun.get_target_instance())
    assert (page.live, page.title) == (True, "Vizitas")


def test_what_was_stored_blank_is_found_and_marked_once(begun: Translation) -> None:
    languages.activate("en")
    StringTranslation.objects.filter(pk=write(begun, "Visit").pk).update(data="<b>\u00a0</b>")
    assert "see nothing" in " ".join(map(str, check()))
    assert "see nothing" in " ".join(map(str, check(mend=True)))
    assert "see nothing" not in " ".join(map(str, check(mend=True)))
    assert title_of(begun).has_error
    assert title_of(begun).get_error()


def test_the_draft_keeps_its_name_in_lists(begun: Translation) -> None:
    page = begun.get_target_instance()
    write(begun, "\u200b")
    assert content.fresh(page).draft_title == content.fresh(page).title


def test_a_file_with_blank_translations_changes_nothing(translator: Client, begun: Translation) -> None:
    write(begun, "Visit")
    address = reverse("translation_files", args=[begun.pk])
    catalogue = translator.get(reverse("wagtail_localize:download_pofile", args=[begun.pk])).content.decode()
    files = [catalogue.replace('msgstr "Visit"', f'msgstr "{value}"').encode() for value in ("\u00a0", "<b> </b>")]
    files += [write_xliff(XliffFile(str(begun.uuid), "lt", "en", [Unit("title", "Vizitas", "\u200b")]))]
    for each in files:
        file = io.BytesIO(each)
        file.name = "file"
        translator.post(address, {"file": file}, follow=True)
        assert title_of(begun).data == "Visit"
        assert not title_of(begun).has_error


def test_the_memory_suggests_nothing_that_is_blank() -> None:
    for number, value in enumerate(("\u200b", "Visit to the mountains")):
        unit = MemoryUnit("lt", "Vizitas kalnuose", "en", value)
        ImportedTranslation.objects.create(
            language=unit.language,
            text=unit.text,
            other_language=unit.other_language,
            other_text=unit.other_text,
            fingerprint=f"{number}",
        )
    assert [each.target for each in suggestions("Vizitas kalnuose", "lt", "en")] == ["Visit to the mountains"]


def test_a_segment_of_the_original_in_which_nothing_is_seen_needs_no_translation() -> None:
    item = content.make_item("Vizitas", body=["Pirma pastraipa.", "\u200b"])
    translation = content.submit(item)
    content.fill(translation)
    for row in StringTranslation.objects.filter(translation_of__data="\u200b"):
        row.delete()
    page = translation.get_target_instance()
    assert undecided_gaps(page).count == 0
    assert pair_of(page).versions[1].missing == ()
    translation.save_target(publish=True)
    assert content.fresh(page).live


@pytest.mark.parametrize("value", ["\u200b", "\u3164", "\u2800\ufeff", "\u00ad"])
def test_a_title_of_invisible_characters_is_refused_by_forms_and_by_the_model(translator: Client, value: str) -> None:
    item = content.make_item("Vizitas", publish=False)
    address = reverse("wagtailadmin_pages:edit", args=[item.pk])
    answer = translator.post(address, item_form(title=value))
    assert answer.context["form"].errors["title"]
    item.title = value
    with pytest.raises(ValidationError):
        item.save()
    assert content.fresh(item).title == "Vizitas"


def test_an_import_refuses_a_blank_title_and_leaves_out_blank_paragraphs() -> None:
    blank = item_line("a", languages={"lt": LITHUANIAN, "en": {**ENGLISH, "title": "\u200b"}})
    assert len(import_lines(blank).rejections) == 1
    texts = {"lt": {**LITHUANIAN, "body": ["Pirma.", "\u2060"]}, "en": {**ENGLISH, "body": ["First."]}}
    assert not import_lines(item_line("b", languages=texts)).rejections
    assert untranslated_segment_count(page("en", "b")) == 0
    assert len(page("lt", "b").body) == 1


def test_an_import_with_a_blank_translation_has_a_gap() -> None:
    quote = {"type": "quote", "value": {"text": "Puiku", "attribution": "Ona"}}
    other = {"type": "quote", "value": {"text": "Fine", "attribution": "\u200b"}}
    texts = {"lt": {**LITHUANIAN, "body": [quote]}, "en": {**ENGLISH, "body": [other]}}
    import_lines(item_line("a", languages=texts))
    assert untranslated_segment_count(page("en", "a")) == 1
    assert not page("en", "a").live


def test_a_text_edited_apart_brings_back_no_blank_translation() -> None:
    item = content.make_item("Vizitas", visit_place="Oslas")
    english = content.translate(item)
    translation = content.set_apart(english)
    type(english).objects.filter(pk=english.pk).update(visit_place="\u200b")
    plan = plan_rejoining(content.current(translation))
    assert {row.path: row.own for row in plan.rows}["visit_place"] == ""
