"""Texts × languages, for editors; and how complete each language is, for everybody."""

import re
from collections import Counter
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail_localize.models import StringTranslation, Translation

from news.models import NewsItemPage
from portal.translation.freshness.states import translation_freshness
from portal.translation.matrix.coverage import coverage
from portal.translation.matrix.rows import State, matrix
from tests.client import Client
from tests.factories import content

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser("administrator", "a@example.org", "secret"))
    return client


def items() -> Any:
    return matrix().filter(content_type__model="newsitempage").order_by("title")


def retitle(item: NewsItemPage, title: str) -> None:
    item.title = title
    item.save_revision().publish()


def test_every_state_is_told_apart_with_the_words_that_are_left() -> None:
    content.translate(content.make_item("A dabartinis"))
    behind = content.make_item("B", lead="Vienas du.")
    content.translate(behind)
    retitle(behind, "B du trys")
    content.make_item("C trūksta", lead="Vienas du.", body=())
    content.submit(content.make_item("D pradėtas"))
    apart = content.make_item("E atskiras")
    content.translate(apart)
    translation = Translation.objects.get(source__object_id=apart.translation_key)
    translation.enabled = False
    translation.save()
    drafted = content.translate(content.make_item("F juodraštis"))
    drafted.lead = "A draft"
    drafted.save_revision()
    content.make_item("G written in English", "en")

    found = [(text.state_en, text.state_lt, text.words_left) for text in items()]

    assert found == [
        (State.CURRENT, State.ORIGINAL, 0),
        (State.BEHIND, State.ORIGINAL, 3),
        (State.MISSING, State.ORIGINAL, 4),
        (State.DRAFT, State.ORIGINAL, found[3][2]),
        (State.APART, State.ORIGINAL, 0),
        (State.DRAFT, State.ORIGINAL, 0),
        (State.ORIGINAL, State.MISSING, found[6][2]),
    ]
    assert found[3][2] > 0
    english = next(row for row in coverage() if row.language == "en")
    assert (english.behind, english.apart, english.draft) == (1, 1, 2)
    assert english.share < 100
    for row in coverage():
        texts = list(matrix())
        states = Counter(getattr(text, f"state_{row.language}") for text in texts)
        assert {state: getattr(row, state) for state in states} == states
        assert row.words_left == sum(getattr(text, f"words_left_{row.language}") for text in texts)


def test_the_buttons_of_a_cell_begin_keep_and_publish_a_translation(administrator: Client) -> None:
    item = content.make_item("Vizitas Oslė")
    text = items().get()
    shown = reverse("translation_matrix") + "?title=Vizitas"

    opened = administrator.submit(shown, "Versti")

    english = item.get_translation(content.locale("en"))
    assert opened["Location"] == reverse("wagtailadmin_pages:edit", args=[english.pk])
    assert not english.live
    publish = reverse("translation_matrix_act", args=[text.pk, "en", "publish"])
    administrator.forge(publish)
    assert not content.fresh(english).live
    translation = Translation.objects.get(source__object_id=item.translation_key)
    content.fill(translation)
    administrator.submit(shown, "Skelbti")
    assert content.fresh(english).live

    retitle(content.fresh(item), "Vizitas Osle")
    administrator.submit(shown, "Smulkus pakeitimas")
    assert translation_freshness(english).is_current
    assert administrator.get(publish).status_code == 405


def test_who_may_not_translate_or_publish_cannot_do_it_by_the_buttons(client: Client) -> None:
    item = content.make_item()
    text = items().get()
    client.force_login(get_user_model().objects.create_user("somebody"))
    for action in ("translate", "minor", "publish"):
        client.forge(reverse("translation_matrix_act", args=[text.pk, "en", action]))

    assert not item.has_translation(content.locale("en"))
    assert client.get(reverse("translation_matrix")).status_code == 302


def test_the_report_filters_sorts_and_is_a_table_to_download_and_costs_the_same_queries_with_many_texts(
    administrator: Client,
) -> None:
    def queries(address: str) -> int:
        administrator.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert administrator.get(address).status_code == 200
        return len(captured)

    content.translate(content.make_item("=Pirmas"))
    address = reverse("translation_matrix")
    few = queries(address), queries(reverse("wagtailadmin_home"))
    for number in range(6):
        content.translate(content.make_item(f"Kitas {number}"))
    content.make_item("Tik lietuviškai")

    assert (queries(address), queries(reverse("wagtailadmin_home"))) == few
    missing = administrator.get(f"{address}?language=en&state=missing&title=lietuvi").content.decode()
    assert "<span>Tik lietuviškai</span>" in missing
    assert "Pirmas" not in missing
    assert StringTranslation.objects.exists()
    content.make_item("In English only", language="en")
    assert '<span lang="en">In English only</span>' in administrator.get(address).content.decode()
    table: Any = administrator.get(f"{address}?export=csv&title=Pirmas")
    lines = b"".join(table.streaming_content).decode().splitlines()
    assert len(lines) == 2
    assert lines[1].split(",")[:4] == ["'=Pirmas", "lt", "originalas", "atitinka"]


def test_readers_see_how_complete_each_language_is(client: Client) -> None:
    content.make_item()

    html = client.get("/en/coverage/").content.decode()

    assert re.search(r"<th scope=\"row\">English</th>\s*<td>\d+ of \d+</td>", html)
    assert client.get("/lt/kalbos/").status_code == 200
