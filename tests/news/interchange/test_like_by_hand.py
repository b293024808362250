"""Items that are imported are stored as if editors and translators had written them by hand."""

import datetime
import json
import uuid
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from news.models import (
    ItemOrganisation,
    ItemTopic,
    NewsItemPage,
    Organisation,
    Participation,
    Person,
    ProjectRecord,
    Result,
    Topic,
)
from tests.factories.content import locale
from tests.factories.editing import write_by_hand

from .content import ENGLISH, LITHUANIAN, counts, import_lines, item_line
from .tables import Rows, rows_after, without
from .test_importing import ENTITIES

pytestmark = pytest.mark.usefixtures("empty_site")

# What the two ways may differ in, by table and column, and why. An empty tuple of columns: the whole row.
ALLOWED: dict[str, tuple[tuple[str, ...], str]] = {
    "news.ItemRecord": (("identifier",), "that of the line; what is written by hand is named after its number"),
    "search.DocumentVersion": (("version",), "counts saves, and a pair that is written by hand is saved eight times"),
    "wagtailsearch.IndexEntry": (("title_norm",), "compares the title with the average of all titles at that moment"),
    "wagtailredirects.Redirect": ((), "leads from the address that a copy has before it is given its own title"),
}
# By hand a translation begins as a copy of its source, which has a revision and an entry of the log of its own.
COPY_ACTIONS = ("wagtail.copy_for_translation", "wagtail.create")
# What a revision says of the row that it is a revision of; Wagtail takes none of it from there.
BOOKKEEPING = ("draft_title", "has_unpublished_changes", "latest_revision", "latest_revision_created_at", "url_path")

BODY: list[tuple[dict[str, Any], Any]] = [
    ({"type": "heading", "value": "Antraštė"}, "Heading"),
    (
        {
            "type": "paragraph",
            "value": '<p>Apie <b>R&amp;D</b> ir <a href="https://a.example/lt">nuorodą</a>.</p><ul><li>Vienas</li></ul>',
        },
        '<p>On <b>R&amp;D</b> and <a href="https://a.example/en">a link</a>.</p><ul><li>One</li></ul>',
    ),
    ({"type": "quote", "value": {"text": "Puiku", "attribution": "Ona"}}, {"text": "Fine", "attribution": "Ona O."}),
    (
        {
            "type": "table",
            "value": {"data": [["Metai", "2017"]], "table_caption": "Lentelė", "table_header_choice": "neither"},
        },
        {"data": [["Year", "2017"]], "table_caption": "Table", "table_header_choice": "neither"},
    ),
    ({"type": "embed", "value": "https://www.youtube.com/watch?v=1"}, "https://www.youtube.com/watch?v=1"),
    (
        {"type": "call_out", "value": {"title": "Svarbu", "text": "<p>Skambinkite.</p>"}},
        {"title": "Note", "text": "<p>Call us.</p>"},
    ),
]
TEXTS = {
    "Vizitas Osle": "Visit to Oslo",
    "Partneriai lankėsi Osle.": "The partners visited Oslo.",
    "Pirma pastraipa.": "First paragraph.",
    "Antra pastraipa.": "Second paragraph.",
    "Antraštė": "Heading",
    'Apie <b>R&amp;D</b> ir <a id="a1">nuorodą</a>.': 'On <b>R&amp;D</b> and <a id="a1">a link</a>.',
    "Vienas": "One",
    "Puiku": "Fine",
    "Ona": "Ona O.",
    "Metai": "Year",
    "Lentelė": "Table",
    "Svarbu": "Note",
    "Skambinkite.": "Call us.",
    "Oslas": "Oslo",
    "vadovė": "Head",
    "Modelis": "Model",
}
VALUES = {"https://a.example/lt": "https://a.example/en"}
FIRST_DAY, LAST_DAY = datetime.date(2017, 4, 3), datetime.date(2017, 4, 6)
RICH_LINE = item_line(
    "rich",
    topics=["visits"],
    project="cluster",
    visit={
        "first_day": FIRST_DAY.isoformat(),
        "last_day": LAST_DAY.isoformat(),
        "place": {"lt": "Oslas", "en": "Oslo"},
        "country": "NO",
    },
    people=[{"person": "ona", "organisation": "library", "role": {"lt": "vadovė", "en": "Head"}}],
    organisations=["library"],
    results=[{"indicator": "1.1", "text": {"lt": "Modelis", "en": "Model"}}],
    languages={
        "lt": {**LITHUANIAN, "body": [part for part, _ in BODY]},
        "en": {**ENGLISH, "body": [{**part, "value": value} for part, value in BODY]},
    },
)
PLAIN_LINE = item_line("plain", topics=["visits"], languages={"lt": {**LITHUANIAN, "slug": "kita"}, "en": ENGLISH})


def new_page(slug: str, body: list[dict[str, Any]], **values: Any) -> NewsItemPage:
    own = locale()
    page = NewsItemPage(
        title="Vizitas Osle",
        slug=slug,
        lead="Partneriai lankėsi Osle.",
        locale=own,
        date=FIRST_DAY,
        body=[{**part, "id": str(uuid.uuid4())} for part in body],
        **values,
    )
    topic = Topic.objects.get(identifier="visits", locale=own)
    page.topics.set([ItemTopic(topic=topic, locale=own, sort_order=0)])
    return page


def write_rich_item() -> None:
    own = locale()
    page = new_page(
        "vizitas-osle",
        [part for part, _ in BODY],
        project=ProjectRecord.objects.get(identifier="cluster"),
        visit_first_day=FIRST_DAY,
        visit_last_day=LAST_DAY,
        visit_place="Oslas",
        visit_country="NO",
    )
    library = Organisation.objects.get(identifier="library", locale=own)
    person = Person.objects.get(identifier="ona", locale=own)
    page.organisations.set([ItemOrganisation(organisation=library, locale=own, sort_order=0)])
    page.people.set(
        [Participation(person=person, organisation=library, role="vadovė", locale=own, sort_order=0)],
    )
    page.results.set([Result(indicator="1.1", text="Modelis", locale=own, sort_order=0)])
    write_by_hand(page, TEXTS, VALUES)


def write_plain_item() -> None:
    body = [{"type": "paragraph", "value": f"<p>{text}</p>"} for text in LITHUANIAN["body"]]
    write_by_hand(new_page("kita", body), TEXTS)


def comparable(rows: Rows) -> Rows:
    """The rows without what the two ways may differ in."""
    for table, (columns, _reason) in ALLOWED.items():
        rows[table] = without(rows.get(table, []), columns) if columns else []
    entries = [json.loads(row) for row in rows["wagtailcore.PageLogEntry"]]
    rows["wagtailcore.PageLogEntry"] = [
        json.dumps(entry)
        for entry in entries
        if not (entry["page"].startswith("/en/") and entry["action"] in COPY_ACTIONS)
    ]
    contents = {}
    for row in map(json.loads, rows["wagtailcore.Revision"]):
        if row["is_latest"]:
            contents[row["object_id"]] = without([json.dumps(row["content"])], BOOKKEEPING)
    rows["wagtailcore.Revision"] = [json.dumps(item) for item in sorted(contents.items())]
    return rows


def test_every_table_holds_what_it_would_if_the_items_were_written_by_hand(
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    import_lines(*ENTITIES)

    def imported() -> None:
        assert counts(import_lines(RICH_LINE, PLAIN_LINE)) == (2, 0, 0, 0)

    expected = comparable(rows_after(django_capture_on_commit_callbacks, write_rich_item, write_plain_item))
    found = comparable(rows_after(django_capture_on_commit_callbacks, imported))

    assert found.keys() == expected.keys()
    for table in expected:
        missing, more = Counter(expected[table]), Counter(found[table])
        assert (list(missing - more), list(more - missing)) == ([], []), table
