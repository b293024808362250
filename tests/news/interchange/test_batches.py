"""New items go in many at a time: the rows are those of one at a time, and a bad line is found among the others."""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.db.models.signals import post_save
from django.dispatch import Signal
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import Page
from wagtail.signals import page_published, published
from wagtail_localize.models import StringTranslation, Translation

from news.interchange.importing import LINES_A_BATCH
from news.interchange.items import read_item
from news.interchange.pages import PageWriter
from news.interchange.reading import ObjectReader
from news.interchange.references import References
from news.models import ItemRecord, NewsItemPage, NewsListingPage, Topic
from search.index.outbox import KEYS_AFTER_COMMIT
from search.models import OutboxEntry
from tests.benchmarks.generate_items import generate_items

from .content import ENGLISH, LITHUANIAN, counts, import_lines, item_line, page
from .tables import rows_after, without
from .test_exporting import EVERYTHING, PNG
from .test_importing import ENTITIES

pytestmark = pytest.mark.usefixtures("empty_site")

LINES: list[dict[str, Any]] = [
    {**EVERYTHING, "identifier": "everything", "number": 40},
    item_line("same address"),
    item_line("same address again", topics=["Bendradarbiavimas", "visits"]),
    item_line("address", languages={"lt": {**LITHUANIAN, "slug": "kita"}, "en": {**ENGLISH, "slug": "other"}}),
    item_line("only the source", languages={"lt": LITHUANIAN}),
    item_line("from English", source_language="en", topics=["visits"]),
    item_line("apart", languages={"lt": LITHUANIAN, "en": {**ENGLISH, "body": ["One."]}}),
    item_line("said to be apart", languages={"lt": LITHUANIAN, "en": {**ENGLISH, "apart": True}}),
    item_line("behind", languages={"lt": LITHUANIAN, "en": {**ENGLISH, "untranslated": ["lead"]}}),
    item_line("draft", languages={"lt": {**LITHUANIAN, "published": False}, "en": ENGLISH}),
    item_line("draft translation", languages={"lt": LITHUANIAN, "en": {**ENGLISH, "published": False}}),
    item_line("incomplete", people=[{"person": "ona", "role": {"lt": "vadovė"}}]),
    item_line("withdrawn", withdrawn_at="2020-01-02T03:04:05+00:00"),
    item_line("taken number", number=40),
]
# Counted, and compared with an average, at the moment of writing.
ALLOWED = {"search.DocumentVersion": ["version"], "wagtailsearch.IndexEntry": ["title_norm"]}


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.mark.usefixtures("media")
@pytest.mark.parametrize("publish", [True, False], ids=["published", "drafts"])
def test_a_batch_leaves_the_rows_that_its_lines_would_leave_one_by_one(
    publish: bool, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    # Files, people and topics are there already: what a line makes of these, it makes in the same way.
    with django_capture_on_commit_callbacks(execute=True):
        import_lines(*ENTITIES, {**EVERYTHING, "number": 1}, item_line("first"))

    writer = PageWriter(NewsItemPage, NewsListingPage, References(), publish)
    one_by_one = [partial(writer.write, read_item(ObjectReader(line))) for line in LINES]

    def in_a_batch() -> None:
        assert counts(import_lines(*LINES, publish=publish)) == (len(LINES), 0, 0, 0)

    expected = rows_after(django_capture_on_commit_callbacks, *one_by_one)
    found = rows_after(django_capture_on_commit_callbacks, in_a_batch)

    assert found.keys() == expected.keys()
    for table in expected:
        of_one, of_batch = (Counter(without(rows[table], ALLOWED.get(table, ()))) for rows in (expected, found))
        assert (list(of_one - of_batch), list(of_batch - of_one)) == ([], []), table


def test_a_batch_may_be_imported_again_without_a_change() -> None:
    import_lines(*ENTITIES)
    lines = [line for line in LINES if line["identifier"] not in ("everything", "taken number")]
    import_lines(*lines)

    assert counts(import_lines(*lines)) == (0, 0, len(lines), 0)


@pytest.mark.usefixtures("english")
def test_a_line_that_is_rejected_leaves_the_others_of_its_batch_and_nothing_of_itself() -> None:
    bad = item_line("bad", topics=["Only of the bad one"], project="nowhere")

    report = import_lines(item_line("a"), bad, item_line("b"), {"identifier": "worse"}, item_line("c"))

    assert counts(report) == (3, 0, 0, 2)
    assert [(each.line, each.identifier) for each in report.rejections] == [(2, "bad"), (4, "worse")]
    assert "no project" in report.rejections[0].message
    assert not Topic.objects.filter(name="Only of the bad one").exists()
    # It takes no address from the line behind it either.
    assert [page("lt", name).slug for name in "abc"] == ["vizitas-osle", "vizitas-osle-2", "vizitas-osle-3"]


@pytest.mark.usefixtures("english", "media")
def test_a_line_that_only_the_database_refuses_is_found_among_the_others_of_its_batch() -> None:
    report = import_lines(item_line("a"), item_line("bad", picture=PNG), item_line("b"))

    assert counts(report) == (2, 0, 0, 1)
    assert report.rejections[0].line == 2
    assert "picture_has_alternative_text" in report.rejections[0].message
    assert {record.identifier for record in ItemRecord.objects.all()} == {"a", "b"}
    parent = NewsListingPage.objects.get(locale__language_code="lt")
    assert parent.numchild == parent.get_children().count() == 2


def test_the_tree_stays_whole() -> None:
    import_lines(*generate_items(3, paragraphs=1))
    import_lines(*generate_items(3, paragraphs=1, first=4))

    assert Page.find_problems() == ([], [], [], [], [])


def test_an_item_of_a_batch_costs_few_queries() -> None:
    import_lines(*generate_items(12))

    with CaptureQueriesContext(connection) as queries:
        import_lines(*generate_items(20, first=13))

    assert len(queries) / 20 < 20


@pytest.mark.django_db
def test_a_whole_batch_is_found_as_soon_as_it_is_in(
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        import_lines(*generate_items(3, paragraphs=1))

    assert not OutboxEntry.objects.exists()
    assert LINES_A_BATCH <= KEYS_AFTER_COMMIT


def receivers(signal: Signal, sender: type) -> set[str]:
    functions, _asynchronous = signal._live_receivers(sender)
    return {f"{function.__module__}.{function.__qualname__}" for function in functions}


def test_whoever_listens_to_saving_and_publishing_is_known_to_batches_which_send_no_signals() -> None:
    """Whatever is added here has to be done in `batches`, `page_rows` or `translation_rows` as well."""
    of_every_page = {
        "wagtail.signal_handlers.update_reference_index_on_save",
        "modelsearch.signal_handlers.post_save_signal_handler",
    }

    assert receivers(page_published, NewsItemPage) | receivers(published, NewsItemPage) == set()
    assert settings.PUBLISHING_EFFECTS["publish"] == [
        # New items are not withdrawn, and are assigned to nobody.
        "news.lifecycle.end_withdrawal",
        "portal.translation.synchronisation.carry_to_translations",
        "portal.translation.staff.assigning.finish",
        # Of what comes in by the thousand, sizes of pictures are made when somebody asks for them.
        "portal.media.effects.make_sizes",
    ]
    assert receivers(post_save, NewsItemPage) == {*of_every_page, "news.indexing.item_changed"}
    assert receivers(post_save, ItemRecord) == {"news.indexing.record_changed"}
    assert receivers(post_save, Translation) == {"portal.translation.receivers.record_direction"}
    # What is blank is no translation for `segments.pair`, by which batches have their strings.
    blank = "portal.translation.blank.store_error"
    assert receivers(post_save, StringTranslation) == {
        "wagtail_localize.models.post_save_string_translation",
        blank,
    }
