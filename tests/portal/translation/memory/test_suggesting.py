"""Suggestions from the site's own translations and from imported ones."""

import uuid
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Locale
from wagtail_localize.models import String, StringTranslation, TranslatableObject, TranslationContext
from wagtail_localize.strings import StringValue

from news.models import NewsItemPage
from portal.translation.differences import Difference
from portal.translation.memory import index
from portal.translation.memory.keeping import bring_up_to_date
from portal.translation.memory.models import ImportedTranslation
from portal.translation.memory.suggesting import suggestions
from tests.factories import content

pytestmark = pytest.mark.django_db

TITLE, IN_ENGLISH = "Partnerių vizitas Osle", "Partners visit Oslo"
MEETING = "2023 m. kovo 14–16 d. vyks susitikimas su partneriais."
MEETING_IN_ENGLISH = "A meeting with partners takes place on 14–16 March 2023."


def add_translation(text: str, other: str) -> StringTranslation:
    """As wagtail-localize keeps it, of a page of its own."""
    lithuanian, english = (Locale.objects.get_or_create(language_code=code)[0] for code in ("lt", "en"))
    kind = ContentType.objects.get_for_model(NewsItemPage)
    thing = TranslatableObject.objects.create(translation_key=uuid.uuid4(), content_type=kind)
    return StringTranslation.objects.create(
        translation_of=String.from_value(lithuanian, StringValue(text)),
        locale=english,
        context=TranslationContext.objects.create(object=thing, path="lead"),
        data=other,
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
    )


def add_imported(text: str, other: str, **values: Any) -> ImportedTranslation:
    languages = {"language": "lt", "other_language": "en", **values}
    fingerprint = ImportedTranslation.fingerprint_of(languages["language"], text, languages["other_language"], other)
    return ImportedTranslation.objects.create(
        text=text, other_text=other, fingerprint=fingerprint, file_name="old.tmx", **languages
    )


@pytest.mark.usefixtures("site")
def test_what_was_translated_on_another_page_is_suggested_at_once() -> None:
    content.translate(content.make_item(TITLE), text=lambda text: IN_ENGLISH if text == TITLE else f"EN {text}")
    found = suggestions(TITLE, "lt", "en")[0]
    assert (found.score, found.target, found.uses, found.file_name) == (100, IN_ENGLISH, 1, "")


def test_a_translation_is_suggested_in_the_other_direction_too() -> None:
    add_translation(TITLE, IN_ENGLISH)
    (found,) = suggestions("Partners visit Bergen", "en", "lt")
    assert (found.source, found.target) == (IN_ENGLISH, TITLE)
    assert [passage.text for passage in found.differences if passage.kind is not Difference.SAME] == ["Oslo", "Bergen"]


def test_a_like_text_with_other_figures_is_suggested_with_those() -> None:
    add_translation(MEETING, MEETING_IN_ENGLISH)
    (found,) = suggestions("2024 m. gegužės 7–9 d. vyks susitikimas su partneriais.", "lt", "en")
    assert (found.score, found.target) == (99, "A meeting with partners takes place on 7–9 May 2024.")
    assert set(found.replaced) == {"2024", "May", "7", "9"}


def test_a_translation_used_for_the_same_text_twice_is_suggested_once_with_its_count() -> None:
    add_translation(TITLE, IN_ENGLISH)
    add_translation(TITLE, IN_ENGLISH)
    (found,) = suggestions(TITLE, "lt", "en")
    assert found.uses == 2


def test_a_corrected_translation_is_suggested_as_it_is_now_and_a_deleted_one_no_more() -> None:
    row = add_translation(TITLE, IN_ENGLISH)
    suggestions(TITLE, "lt", "en")
    row.data = "Colleagues come to Norway"
    row.save()
    assert [found.target for found in suggestions(TITLE, "lt", "en")] == [row.data]
    assert suggestions(row.data, "en", "lt") == []
    # The first run only notes when it was; the next finds what has changed since.
    bring_up_to_date()
    bring_up_to_date()
    assert [found.target for found in suggestions(row.data, "en", "lt")] == [TITLE]
    key = row.pk
    row.delete()
    assert suggestions(TITLE, "lt", "en") == []
    bring_up_to_date()
    with index.opened() as connection:
        assert key not in index.rows(connection, index.Origin.SITE)


def test_what_a_machine_translated_is_not_suggested_until_a_person_has_saved_it() -> None:
    row = add_translation(TITLE, IN_ENGLISH)
    row.translation_type = StringTranslation.TRANSLATION_TYPE_MACHINE
    row.save()
    bring_up_to_date()
    assert suggestions(TITLE, "lt", "en") == []
    row.translation_type = StringTranslation.TRANSLATION_TYPE_MANUAL
    row.save()
    bring_up_to_date()
    assert len(suggestions(TITLE, "lt", "en")) == 1


def test_imported_translations_are_suggested_with_the_name_of_their_file() -> None:
    add_imported("Projekto partneriai susitiko Tromsėje", "Project partners met in Tromsø")
    (found,) = suggestions("Projekto partneriai susitiko Tromsėje", "lt", "en")
    assert (found.score, found.file_name) == (100, "old.tmx")
    assert suggestions("Projekto partneriai susitiko Tromsėje", "lt", "de") == []


def test_what_has_no_words_or_is_not_alike_has_no_suggestion() -> None:
    add_imported("Projekto partneriai susitiko Tromsėje", "Project partners met in Tromsø")
    assert suggestions("2017", "lt", "en") == []
    assert suggestions("Nemokami kursai suaugusiems", "lt", "en") == []


def test_a_damaged_index_costs_no_page_and_is_made_anew() -> None:
    add_imported("Projekto partneriai susitiko Tromsėje", "Project partners met in Tromsø")
    index.index_path().parent.mkdir(parents=True, exist_ok=True)
    index.index_path().write_bytes(b"this is no database, but long enough to look at" * 100)
    assert suggestions("Projekto partneriai susitiko Tromsėje", "lt", "en") == []
    assert len(suggestions("Projekto partneriai susitiko Tromsėje", "lt", "en")) == 1


def test_many_new_rows_are_left_to_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.translation.memory.keeping.NEW_AT_ONCE", 2)
    monkeypatch.setattr("portal.translation.memory.keeping.BATCH", 2)
    for number in range(5):
        add_imported(f"Pavadinimas {'abcde'[number] * 6}", f"Title {'abcde'[number] * 6}")
    suggestions("Pavadinimas aaaaaa", "lt", "en")
    with index.opened() as connection:
        assert len(index.rows(connection, index.Origin.IMPORT)) == 2
    assert bring_up_to_date() == 3
