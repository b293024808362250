"""What is translated of a table stays translated when its rows and columns come, go and move."""

from typing import Any

import pytest

from news.models import NewsItemPage
from portal.translation.checks.structure import places
from portal.translation.freshness.states import translation_freshness
from portal.translation.localize import TemplateSegment, Translation, TranslationSource
from portal.translation.translations import undecided_segments
from tests.factories import content

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]

ROWS = [["Vardas", "Miestas"], ["Taip", "12"], ["Taip", "Utena"]]


def make() -> tuple[NewsItemPage, NewsItemPage]:
    item = content.make_item(body=[{"type": "table", "value": {"data": ROWS, "table_caption": "Lentelė"}}])
    return item, content.translate(item)


def publish(item: NewsItemPage, rows: list[list[str]]) -> Translation:
    draft = item.get_latest_revision_as_object()
    (block,) = draft.body.raw_data
    draft.body = [{**block, "value": {**block["value"], "data": rows}}]
    draft.save_revision().publish()
    return Translation.objects.get(source__object_id=item.translation_key)


def gaps(translation: Translation) -> list[str]:
    return list(undecided_segments(translation).values_list("string__data", flat=True))


@pytest.mark.parametrize(
    ("rows", "asked"),
    [
        ([["Nauja", "eilutė"], *ROWS], ["Nauja", "eilutė"]),
        ([["Nr.", *row] for row in ROWS], ["Nr.", "Nr.", "Nr."]),
        ([[row[0], "Nauja", *row[1:]] for row in ROWS], ["Nauja", "Nauja", "Nauja"]),
        (ROWS[::-1], []),
        ([row[::-1] for row in ROWS], []),
        (ROWS[1:], []),
        ([row[:1] for row in ROWS], []),
        ([*ROWS, ["Taip", "Taip"]], []),
        ([["Vardas", "Miestas"], ["Taip", "12"], ["Ne", "Utena"]], ["Ne"]),
    ],
    ids=[
        "row on top",
        "column first",
        "column between",
        "rows turned",
        "columns turned",
        "row gone",
        "column gone",
        "equal cells",
        "cell changed",
    ],
)
def test_only_what_is_new_in_a_table_is_asked_for(rows: list[list[str]], asked: list[str]) -> None:
    item, english = make()
    translation = publish(item, rows)
    assert gaps(translation) == asked
    content.fill(translation)
    translation.save_target(publish=True)
    (block,) = content.fresh(english).body
    assert block.value["data"] == [
        [f"EN {cell}" if any(map(str.isalpha, cell)) else cell for cell in row] for row in rows
    ]
    assert block.value["table_caption"] == "EN Lentelė"
    assert translation_freshness(content.fresh(english)).behind == 0


def test_a_row_on_top_counts_as_its_own_cells_for_readers() -> None:
    item, english = make()
    publish(item, [["Nauja", "eilutė"], *ROWS])
    assert translation_freshness(content.fresh(english)).behind == 2


def test_a_translator_reads_where_a_cell_stands() -> None:
    item, _english = make()
    source = TranslationSource.objects.get(object_id=item.translation_key)
    template: Any = TemplateSegment.objects.get(source=source, context__path__endswith=".cells")
    found = places(template.template.template)
    assert len(found) == 5
    assert len(set(found)) == 5
