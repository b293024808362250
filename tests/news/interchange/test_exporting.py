"""An export holds everything: imported into another site, it gives the same export, byte for byte."""

import base64
import json
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db.models import CharField, TextField
from wagtail.models import Collection, Locale, Page, PageViewRestriction

from home.site import build_site
from news.interchange.exporting import export_lines
from news.interchange.items import ITEM_TEXTS
from news.models import ItemRecord, NewsItemPage
from portal.translation.freshness.states import translation_freshness
from portal.translation.translations import untranslated_segment_count
from tests.factories import content

from .content import ENGLISH, LITHUANIAN, counts, import_lines, item_line, page
from .test_importing import ENTITIES, FULL

# The smallest picture there is: one transparent point.
PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
DOCUMENT = base64.b64encode(b"Ataskaita").decode()
PDF = {"title": "Ataskaita", "file": "ataskaita.txt", "content": DOCUMENT}
PNG = {"title": "Taškas", "file": "taskas.png", "content": PICTURE}
TABLE = {"data": [["Metai", "Kiek"], ["2017", "3"]], "first_row_is_table_header": True, "first_col_is_header": False}


def body(texts: dict[str, str]) -> list[Any]:
    """One block of every type, in one language."""
    word = texts["word"]
    return [
        {"type": "heading", "value": word},
        {"type": "paragraph", "value": f'<p>{word} <a href="{texts["link"]}">{word}</a> &amp; <b>b</b><br/>x</p>'},
        {"type": "paragraph", "value": f"<ul><li>{word} 1</li><li>{word} 2</li></ul>"},
        {"type": "quote", "value": {"text": f"{word}\n{word}", "attribution": word}},
        {
            "type": "picture",
            "value": {"picture": {"image": PNG, "decorative": False, "alt_text": word}, "caption": word},
        },
        {"type": "table", "value": {**TABLE, "table_caption": word}},
        {"type": "document", "value": {"document": PDF, "title": word}},
        {"type": "embed", "value": "https://www.youtube.com/watch?v=abc"},
        {"type": "call_out", "value": {"title": word, "text": f"<p>{word}</p>"}},
        {"type": "people", "value": {"people": ["ona"]}},
        {"type": "organisations", "value": {"organisations": ["library"]}},
        {"type": "indicator_result", "value": {"indicator": "1.1", "text": word}},
    ]


EVERYTHING = {
    **FULL,
    "number": 12,
    "attachments": [{"document": PDF, "title": {"lt": "Ataskaita", "en": "Report"}}],
    "picture": PNG,
    "provenance": {**FULL["provenance"], "document": PDF, "checked_on": "2026-01-02"},
    "languages": {
        "lt": {
            **LITHUANIAN,
            "body": body({"word": "žodis", "link": "https://a.example/lt"}),
            "picture_alt_text": "Taškas",
            "picture_caption": "Nuotrauka",
            "seo_title": "Paieškai",
            "search_description": "Aprašas",
        },
        "en": {
            **ENGLISH,
            "body": body({"word": "word", "link": "https://a.example/en"}),
            "picture_alt_text": "A point",
            "picture_caption": "Picture",
            "seo_title": "For search",
            "search_description": "Description",
        },
    },
}


def export() -> list[str]:
    return list(export_lines(with_files=True))


def exported(identifier: str) -> dict[str, Any]:
    return next(line for line in map(json.loads, export()) if line["identifier"] == identifier)


def start_a_new_site(settings: Any, media: Path) -> None:
    settings.MEDIA_ROOT = media
    call_command("flush", interactive=False, verbosity=0)
    Page.add_root(title="Root", slug="root", locale=Locale.objects.create(language_code="lt"))
    Collection.add_root(name="Root")
    build_site()


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_an_export_imported_into_a_new_site_exports_the_same_bytes(
    site: None, media: None, settings: Any, tmp_path: Path
) -> None:
    import_lines(
        *ENTITIES,
        EVERYTHING,
        item_line("behind"),
        item_line("apart", languages={"lt": LITHUANIAN, "en": {**ENGLISH, "body": ["One."]}}),
        item_line("draft", languages={"lt": {**LITHUANIAN, "published": False}}),
        item_line("english", languages={"en": ENGLISH}, source_language="en"),
        item_line("incomplete", people=[{"person": "ona", "role": {"lt": "vadovė"}}]),
    )
    import_lines(item_line("behind", languages={"lt": {**LITHUANIAN, "lead": "Kita.", "body": ["Tik viena."]}}))
    first = export()

    start_a_new_site(settings, tmp_path / "new")
    report = import_lines(*first)

    assert report.rejections == []
    assert report.notes == []
    assert counts(report) == (len(first), 0, 0, 0)
    for line, again in zip(first, export(), strict=True):
        assert again == line
    assert not translation_freshness(page("en", "oslo")).is_apart
    # The lead and a paragraph that is new; two paragraphs are gone.
    assert translation_freshness(page("en", "behind")).behind == 4
    assert len(page("en", "behind").body) == 2
    assert translation_freshness(page("en", "apart")).is_apart
    assert not page("lt", "draft").live
    assert untranslated_segment_count(page("en", "incomplete")) == 1
    assert ItemRecord.objects.get(identifier="oslo").number == 12
    assert counts(import_lines(*first)) == (0, 0, len(first), 0)


@pytest.mark.usefixtures("empty_site", "media")
def test_an_export_names_every_key_with_ids_number_and_state() -> None:
    import_lines(*ENTITIES, EVERYTHING)

    line = exported("oslo")

    assert line["number"] == 12
    assert uuid.UUID(line["translation_key"])
    assert line["attachments"][0]["document"]["content"] == DOCUMENT
    assert [entry["type"] for entry in line["languages"]["en"]["body"]] == [
        entry["type"] for entry in body({"word": "", "link": ""})
    ]
    assert all(entry["id"] for entry in line["languages"]["en"]["body"])
    assert line["languages"]["en"]["published"] is True
    assert line["provenance"]["raw_text"] == {"lt": " skenuota\n"}


@pytest.mark.usefixtures("empty_site", "media")
def test_files_are_named_only_unless_asked_for() -> None:
    import_lines(*ENTITIES, EVERYTHING)

    line = next(line for line in map(json.loads, export_lines(with_files=False)) if line["identifier"] == "oslo")

    assert set(line["attachments"][0]["document"]) == {"title", "file", "sha1"}
    assert counts(import_lines(line)) == (0, 0, 1, 0)


@pytest.mark.usefixtures("empty_site")
def test_links_between_pages_are_exported_by_translation_key() -> None:
    import_lines(item_line("a"))
    target = page("lt", "a")
    link = f'<p><a id="{target.pk}" linktype="page">A</a></p>'
    import_lines(item_line("b", languages={"lt": {**LITHUANIAN, "body": [{"type": "paragraph", "value": link}]}}))

    entry = exported("b")["languages"]["lt"]["body"][0]

    assert f'id="{target.translation_key}"' in entry["value"]
    assert counts(import_lines(exported("b"))) == (0, 0, 1, 0)
    assert page("lt", "b").body[0].value.source == link


@pytest.mark.usefixtures("empty_site")
def test_a_page_with_a_newer_draft_is_exported_as_readers_see_it() -> None:
    import_lines(item_line())
    import_lines(item_line(languages={"lt": {**LITHUANIAN, "title": "Juodraštis"}}), publish=False)

    assert exported("oslo")["languages"]["lt"]["title"] == "Vizitas Osle"


@pytest.mark.usefixtures("empty_site")
def test_a_record_whose_pages_are_gone_is_no_line() -> None:
    import_lines(item_line())
    while item := NewsItemPage.objects.first():
        item.delete()

    assert [line for line in map(json.loads, export()) if "kind" not in line] == []
    assert ItemRecord.objects.count() == 1


# Fields of the item that a line gives under names of their own.
GIVEN_OTHERWISE = {"visit_place", "visit_country"}


def test_every_text_of_an_item_has_its_place_in_a_line() -> None:
    """Whoever adds a field to the item adds it to the format, or exports would lose it."""
    texts = {
        field.name
        for field in NewsItemPage._meta.local_fields
        if isinstance(field, CharField | TextField) and not field.is_relation
    }
    assert texts - {*ITEM_TEXTS} == GIVEN_OTHERWISE


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("language", ["lt", "en"])
def test_what_is_closed_here_goes_out_as_a_draft_in_every_language(language: str) -> None:
    closed, open_ = content.make_item("Vizitas"), content.make_item("Kita naujiena")
    english = content.translate(closed)
    content.translate(open_)
    page = closed if language == "lt" else english
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    def published(item: NewsItemPage) -> list[bool]:
        return [text["published"] for text in exported(item.record.identifier)["languages"].values()]

    assert published(closed) == [False, False]
    assert published(open_) == [True, True]
