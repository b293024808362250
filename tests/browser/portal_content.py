"""A small portal for browsers to look at: some lines of the demonstration, and what those lines do not show."""

import datetime
import json
import uuid
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Locale, Page

from home.demonstration import FOLDER
from home.site import build_site
from news.interchange.importing import Importer
from news.interchange.report import Report
from portal.paging import PER_PAGE
from tests.factories import content

# The demonstration's items that the tests speak of by these names.
OSLO = "oslo-visit-2017"
ONLY_LITHUANIAN = "photograph-collection-2014"
ONLY_ENGLISH = "library-students-2015"
# Behind its original, by the language that is.
BEHIND = {"en": "waste-water-results-2020", "lt": "self-study-guides-2026"}
# Items of our own; the bulletins give the listing a second page.
EVERY_BLOCK = "Visi teksto blokai"
WITHDRAWN = "Atšauktas susitikimas"
UPCOMING = "Būsimas seminaras Tromsėje"
# The English of its sentences; of its shorter texts nobody could tell the language.
ENGLISH = {
    EVERY_BLOCK: "All the blocks of a text",
    f"{EVERY_BLOCK}: įžanga.": "A lead for all the blocks of a text.",
    "Antraštė su labai ilgais žodžiais: nebeprisikiškiakopūsteliaudavome": (
        "A heading with very long words: floccinaucinihilipilificationists"
    ),
    'Tekstas su <b>paryškinimu</b> ir <a id="a1">nuoroda</a>.': 'Text with <b>emphasis</b> and <a id="a1">a link</a>.',
    "Registruokitės iki penktadienio.": "Please register by Friday.",
}
BULLETIN = "Žiniaraštis Nr. {}"
BULLETINS = PER_PAGE - 4
PERMISSIONS_OF_MIGRATIONS = [
    ("wagtailadmin", "admin", "access_admin"),
    ("wagtail_localize", "translation", "submit_translation"),
]


def build() -> None:
    """Fills an empty database, `lt` being its first language."""
    _make_what_migrations_make()
    build_site(_objects("pages.jsonl"))
    _import_demonstration()
    _make_every_block()
    content.make_item(WITHDRAWN).unpublish()
    today = timezone.localdate()
    content.make_item(UPCOMING, date=today, visit_first_day=today, visit_place="Tromsė", visit_country="NO")
    for number in range(BULLETINS):
        content.make_item(BULLETIN.format(number), date=datetime.date(2010, 1, 1) + datetime.timedelta(number))


def _make_what_migrations_make() -> None:
    """A transactional test that ran before has emptied Wagtail's tables."""
    if not Page.objects.exists():
        Page.add_root(title="Root", slug="root", locale=Locale.objects.get_or_create(language_code="lt")[0])
    if not Collection.objects.exists():
        Collection.add_root(name="Root")
    for app_label, model, codename in PERMISSIONS_OF_MIGRATIONS:
        content_type, _ = ContentType.objects.get_or_create(app_label=app_label, model=model)
        Permission.objects.get_or_create(content_type=content_type, codename=codename, defaults={"name": codename})


def _objects(name: str) -> Iterator[dict[str, Any]]:
    with (FOLDER / name).open() as file:
        yield from map(json.loads, file)


def _import_demonstration() -> None:
    wanted = {OSLO, ONLY_LITHUANIAN, ONLY_ENGLISH, *BEHIND.values()}
    items = [line for line in _objects("items.jsonl") if line["identifier"] in wanted]
    entities = list(_objects("entities.jsonl"))
    # Whatever an item names, and what that names in its turn.
    needed = list(items)
    for line in needed:
        text = json.dumps(line)
        named = [entity for entity in entities if entity not in needed and f'"{entity["identifier"]}"' in text]
        needed += named
    in_order = [line for line in entities if line in needed]
    _import([*in_order, *items])
    _import([line for line in _objects("revisions.jsonl") if line["identifier"] in wanted])


def _import(lines: list[dict[str, Any]]) -> None:
    file = BytesIO("".join(f"{json.dumps(line)}\n" for line in lines).encode())
    for line, reason in Importer(publish=True).run(file, Report()):
        if reason:
            raise AssertionError(f"line {line.number}: {reason}")


def _make_every_block() -> None:
    image = Image.objects.create(title="Biblioteka", file=get_test_image_file("biblioteka.png", "teal"))
    document = Document.objects.create(title="Programa", file=get_test_image_file("programa.png"))
    item = content.make_item(
        EVERY_BLOCK,
        date=datetime.date(2016, 2, 29),
        picture=image,
        picture_alt_text="Bibliotekos fasadas",
        publish=False,
    )
    organisation, person = (
        content.make_organisation("Knygnešių draugija", country="LT"),
        content.make_person("Vardenė Pavardė"),
    )
    item.body = [
        {"type": "heading", "value": "Antraštė su labai ilgais žodžiais: nebeprisikiškiakopūsteliaudavome"},
        content.paragraph("Tekstas su <b>paryškinimu</b> ir <a href='https://example.org/'>nuoroda</a>."),
        {"type": "quote", "value": {"text": "Citata.", "attribution": "Ona Onaitė"}},
        {
            "type": "picture",
            "value": {"picture": {"image": image.pk, "alt_text": "Fasadas", "decorative": False}, "caption": "Fasadas"},
        },
        {"type": "table", "value": _table()},
        {"type": "document", "value": {"document": document.pk, "title": "Seminaro programa"}},
        {"type": "embed", "value": "https://www.youtube.com/watch?v=abcdefghijk"},
        {"type": "call_out", "value": {"title": "Registracija", "text": "<p>Registruokitės iki penktadienio.</p>"}},
        {"type": "people", "value": {"people": [_list_item(person.pk)]}},
        {"type": "organisations", "value": {"organisations": [_list_item(organisation.pk)]}},
        {"type": "indicator_result", "value": {"indicator": "1.1.1", "text": "Kompetencijų modelis"}},
    ]
    item.save_revision().publish()
    content.translate(content.fresh(item), text=lambda text: ENGLISH.get(text, f"EN {text}"))


def _list_item(value: int) -> dict[str, Any]:
    return {"type": "item", "value": value, "id": str(uuid.uuid4())}


def _table() -> dict[str, Any]:
    columns = 8
    header = [f"Ketvirčio rodiklis {number}" for number in range(columns)]
    rows = [header, [str(number * 1000) for number in range(columns)]]
    return {
        "data": rows,
        "first_row_is_table_header": True,
        "first_col_is_header": False,
        "table_header_choice": "row",
        "table_caption": "Rodikliai",
        "cell": [],
        "mergeCells": [],
    }
