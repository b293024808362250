"""What a line becomes: pages, records, rows, topics; and what a second or changed line does."""

import datetime
import json
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Revision
from wagtail_localize.models import Translation

from news.models import ItemRecord, NewsItemPage, Organisation, Person, Topic
from portal.translation.freshness.states import translation_freshness
from tests.benchmarks.generate_items import generate_items

from .content import ENGLISH, LITHUANIAN, body_ids, body_texts, counts, import_lines, item_line, page

pytestmark = pytest.mark.usefixtures("empty_site")

ENTITIES: list[dict[str, Any]] = [
    {"kind": "topic", "identifier": "visits", "languages": {"lt": {"name": "Vizitai"}, "en": {"name": "Visits"}}},
    {
        "kind": "organisation",
        "identifier": "library",
        "country": "LT",
        "languages": {
            "lt": {"name": "Biblioteka", "link": "https://a.example/lt"},
            "en": {"name": "Library", "link": "https://a.example/en"},
        },
    },
    {
        "kind": "person",
        "identifier": "ona",
        "organisation": "library",
        "languages": {"lt": {"name": "Ona", "role": "vadovė"}, "en": {"name": "Ona", "role": "Head"}},
    },
    {
        "kind": "project",
        "identifier": "cluster",
        "grant_number": "NOR-1",
        "promoter": "library",
        "partners": ["library"],
        "topics": ["visits"],
        "indicators": [{"number": "1.1", "name": {"lt": "Modelis", "en": "Model"}, "result": {"lt": "1", "en": "one"}}],
        "languages": {
            "lt": {"title": "Klasteris", "lead": "K", "body": ["T"]},
            "en": {"title": "Cluster", "lead": "C", "body": ["X"]},
        },
    },
]
FULL = item_line(
    topics=["visits"],
    project="cluster",
    visit={
        "first_day": "2017-04-03",
        "last_day": "2017-04-06",
        "place": {"lt": "Oslas", "en": "Oslo"},
        "country": "NO",
    },
    people=[{"person": "ona", "organisation": "library", "role": {"lt": "vadovė", "en": "Head"}}],
    organisations=["library"],
    results=[{"indicator": "1.1", "text": {"lt": "Modelis", "en": "Model"}}],
    provenance={
        "raw_text": {"lt": " skenuota\n"},
        "note": {"lt": "iš popieriaus", "en": "from paper"},
        "checked_by": "Ona",
    },
)


def test_a_minimal_line_becomes_a_published_page_in_each_language_and_a_synced_translation() -> None:
    report = import_lines(item_line())

    assert counts(report) == (1, 0, 0, 0)
    lithuanian, english = page("lt"), page("en")
    assert (lithuanian.title, lithuanian.lead, lithuanian.slug, lithuanian.live) == (
        "Vizitas Osle",
        "Partneriai lankėsi Osle.",
        "vizitas-osle",
        True,
    )
    assert (english.title, english.slug, english.live) == ("Visit to Oslo", "visit-to-oslo", True)
    assert lithuanian.date == english.date == datetime.date(2017, 4, 3)
    assert body_texts(lithuanian) == ["<p>Pirma pastraipa.</p>", "<p>Antra pastraipa.</p>"]
    assert body_texts(english) == ["<p>First paragraph.</p>", "<p>Second paragraph.</p>"]
    assert body_ids(lithuanian) == body_ids(english)
    freshness = translation_freshness(english)
    assert (freshness.source_language, freshness.is_apart, freshness.behind) == ("lt", False, 0)
    assert not Page.objects.filter(alias_of__isnull=False).exists()


def test_wagtail_localize_would_write_the_translation_exactly_as_it_stands() -> None:
    import_lines(*ENTITIES, FULL)

    for translation in Translation.objects.filter(source__specific_content_type__app_label="news"):
        target = translation.get_target_instance()
        written = translation.source.get_ephemeral_translated_instance(translation.target_locale)
        own, assembled = target.serializable_data(), written.serializable_data()
        # A string of JSON, whose keys PostgreSQL puts in an order of its own.
        for data in (own, assembled):
            if "body" in data:
                data["body"] = json.loads(data["body"])
        unlike = {
            name
            for name, value in own.items()
            # Databases keep fewer digits of a second than wagtail-localize's JSON, or more.
            if name != "first_published_at" and assembled[name] != value
        }
        assert unlike == set(), target


def test_every_optional_key_arrives_in_both_languages() -> None:
    report = import_lines(*ENTITIES, FULL)

    assert counts(report) == (5, 0, 0, 0)
    for language, place, role, result, topic, organisation in (
        ("lt", "Oslas", "vadovė", "Modelis", "Vizitai", "Biblioteka"),
        ("en", "Oslo", "Head", "Model", "Visits", "Library"),
    ):
        item = page(language)
        assert (item.visit_first_day, item.visit_last_day) == (datetime.date(2017, 4, 3), datetime.date(2017, 4, 6))
        assert (item.visit_place, item.visit_country) == (place, "NO")
        assert item.project
        assert item.project.grant_number == "NOR-1"
        part = item.people.get()
        assert (part.person.name, part.role, part.organisation.name) == ("Ona", role, organisation)
        assert item.results.get().text == result
        assert item.topics.get().topic.name == topic
        assert item.organisations.get().organisation.name == organisation
    record = ItemRecord.objects.get()
    assert record.raw_texts == {"lt": " skenuota\n"}
    assert record.provenance_notes == {"lt": "iš popieriaus", "en": "from paper"}
    assert record.checked_by == "Ona"


def test_an_organisation_has_a_link_of_its_own_in_each_language_and_a_person_the_organisation_of_its_own() -> None:
    import_lines(*ENTITIES)

    links = dict(Organisation.objects.values_list("locale__language_code", "link"))
    assert links == {"lt": "https://a.example/lt", "en": "https://a.example/en"}
    assert dict(Person.objects.values_list("locale__language_code", "organisation__name")) == {
        "lt": "Biblioteka",
        "en": "Library",
    }


def test_a_second_import_of_the_same_lines_changes_nothing() -> None:
    import_lines(*ENTITIES, FULL)
    before = list(Revision.objects.values_list("pk", "created_at").order_by("pk"))

    report = import_lines(*ENTITIES, FULL)

    assert counts(report) == (0, 0, 5, 0)
    assert list(Revision.objects.values_list("pk", "created_at").order_by("pk")) == before


def test_without_publishing_everything_stays_a_draft_and_a_later_import_publishes_it() -> None:
    import_lines(item_line(), publish=False)
    assert not page("lt").live
    assert not page("en").live

    assert counts(import_lines(item_line(), publish=False)) == (0, 0, 1, 0)
    assert counts(import_lines(item_line(), publish=True)) == (0, 1, 0, 0)

    assert page("lt").live
    assert page("en").live
    assert page("en").slug == "visit-to-oslo"


def test_a_changed_line_without_publishing_is_a_draft_on_top_of_what_readers_see() -> None:
    import_lines(item_line())
    changed = item_line(languages={"lt": {**LITHUANIAN, "title": "Kelionė"}, "en": {**ENGLISH, "title": "Journey"}})

    report = import_lines(changed, publish=False)

    assert counts(report) == (0, 1, 0, 0)
    assert (page("lt").title, page("en").title) == ("Vizitas Osle", "Visit to Oslo")
    assert page("lt").get_latest_revision_as_object().title == "Kelionė"
    assert page("en").get_latest_revision_as_object().title == "Journey"
    assert translation_freshness(page("en")).behind == 0
    assert counts(import_lines(changed, publish=False)) == (0, 0, 1, 0)
    assert counts(import_lines(changed, publish=True)) == (0, 1, 0, 0)
    assert (page("lt").title, page("en").title) == ("Kelionė", "Journey")
    assert translation_freshness(page("en")).behind == 0


def test_a_changed_line_keeps_the_ids_of_the_blocks_that_stay() -> None:
    import_lines(item_line())
    _first, second = body_ids(page("lt"))
    body = ["Nauja pradžia.", "Antra pastraipa.", "Pirma pastraipa, pataisyta."]
    english = ["New beginning.", "Second paragraph.", "First paragraph, mended."]

    import_lines(item_line(languages={"lt": {**LITHUANIAN, "body": body}, "en": {**ENGLISH, "body": english}}))

    ids = body_ids(page("lt"))
    assert ids[1] == second
    assert len(set(ids)) == 3
    assert body_ids(page("en")) == ids
    assert body_texts(page("en")) == [f"<p>{text}</p>" for text in english]


def test_a_changed_paragraph_in_its_place_keeps_its_id() -> None:
    import_lines(item_line())
    ids = body_ids(page("lt"))

    import_lines(item_line(languages={"lt": {**LITHUANIAN, "body": ["Pirma, pataisyta.", "Antra pastraipa."]}}))

    assert body_ids(page("lt")) == ids


def test_keys_that_a_line_leaves_out_stay_and_empty_ones_clear() -> None:
    import_lines(*ENTITIES, FULL)
    minimal = {key: FULL[key] for key in ("identifier", "date", "source_language", "languages")}

    assert counts(import_lines(minimal)) == (0, 0, 1, 0)
    import_lines({**minimal, "people": [], "visit": None, "project": ""})

    for language in ("lt", "en"):
        item = page(language)
        assert item.people.count() == 0
        assert item.visit_first_day is None
        assert item.project is None
        assert item.topics.count() == 1


def test_plain_text_is_escaped_and_html_is_reduced_to_what_the_block_allows() -> None:
    body = ["1 < 2 & <b>ne</b>", {"type": "paragraph", "value": '<p onclick="x()">A<script>x</script><b>B</b></p>'}]

    import_lines(item_line(languages={"lt": {**LITHUANIAN, "body": body}}))

    assert body_texts(page("lt")) == ["<p>1 &lt; 2 &amp; &lt;b&gt;ne&lt;/b&gt;</p>", "<p>A<b>B</b></p>"]


def test_an_item_may_be_in_one_language_only() -> None:
    import_lines(
        item_line(languages={"lt": LITHUANIAN}), item_line("b", languages={"en": ENGLISH}, source_language="en")
    )

    assert NewsItemPage.objects.count() == 2
    assert page("en", "b").live
    assert ItemRecord.objects.get(identifier="b").source_locale.language_code == "en"
    assert not Translation.objects.filter(source__object_id=page("lt").translation_key).exists()


def test_the_source_may_be_in_a_language_that_is_not_the_first() -> None:
    import_lines(item_line(source_language="en"))

    freshness = translation_freshness(page("lt"))
    assert (freshness.source_language, freshness.is_source, freshness.behind) == ("en", False, 0)
    assert page("lt").url.startswith("/lt/")
    assert page("en").url.startswith("/en/")


def test_a_translation_that_comes_later_joins_its_source() -> None:
    import_lines(item_line(languages={"lt": LITHUANIAN}))

    report = import_lines(item_line(languages={"en": ENGLISH}))

    assert counts(report) == (0, 1, 0, 0)
    assert page("en").live
    assert body_ids(page("en")) == body_ids(page("lt"))


def test_a_slug_is_as_given_or_from_the_title_and_gets_a_number_where_it_is_taken() -> None:
    same = {"lt": {**LITHUANIAN, "title": "Žąsų šventė"}}
    lines = [item_line(name, languages=same) for name in ("a", "b", "c")]
    lines += [item_line("d", languages={"lt": {**LITHUANIAN, "slug": "zasu-svente"}})]
    lines += [item_line("e", languages={"lt": {**LITHUANIAN, "title": "2017"}})]

    import_lines(*lines)

    slugs = [page("lt", name).slug for name in "abcde"]
    assert slugs == ["zasu-svente", "zasu-svente-2", "zasu-svente-3", "zasu-svente-4", "n-2017"]
    assert counts(import_lines(*lines)) == (0, 0, 5, 0)


def test_topics_are_found_by_identifier_or_name_in_any_case_or_made() -> None:
    import_lines(*ENTITIES[:1])

    import_lines(item_line("a", topics=["visits", "VIZITAI", "Žuvys"]), item_line("b", topics=["žuvys"]))

    assert [row.topic.name for row in page("lt", "a").topics.all()] == ["Vizitai", "Vizitai", "Žuvys"]
    fish = Topic.objects.get(name="Žuvys")
    assert (fish.locale.language_code, fish.live) == ("lt", True)
    assert page("lt", "b").topics.get().topic == fish
    assert counts(import_lines(item_line("b", topics=["žuvys"]))) == (0, 0, 1, 0)


def test_number_and_translation_key_are_honoured_when_free_and_else_noted() -> None:
    key = str(uuid.uuid4())

    report = import_lines(item_line("a", number=7, translation_key=key), item_line("b", number=7, translation_key=key))

    assert counts(report) == (2, 0, 0, 0)
    first, second = ItemRecord.objects.get(identifier="a"), ItemRecord.objects.get(identifier="b")
    assert (first.number, str(first.translation_key)) == (7, key)
    assert second.number == 8
    assert str(second.translation_key) != key
    assert [note.line for note in report.notes] == [2, 2]


def test_unknown_keys_are_noted() -> None:
    report = import_lines(item_line(colour="red"))

    assert "colour" in report.notes[0].message


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm() -> None:
    line = json.dumps(item_line()).encode()

    assert counts(import_lines(b"\xef\xbb\xbf" + line + b"\r")) == (1, 0, 0, 0)


def test_an_item_costs_the_same_queries_whatever_number_of_siblings_it_has() -> None:
    lines = list(generate_items(32))
    import_lines(*lines[:1])
    with CaptureQueriesContext(connection) as early:
        import_lines(lines[1])
    import_lines(*lines[2:31])

    with CaptureQueriesContext(connection) as late:
        import_lines(lines[31])

    # Topics that were new early are known late.
    assert len(late) <= len(early)


def test_an_unchanged_line_costs_few_queries_and_writes_nothing() -> None:
    line = next(iter(generate_items(1)))
    import_lines(line)

    with CaptureQueriesContext(connection) as queries:
        import_lines(line)

    assert len(queries) < 40
    assert not [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
