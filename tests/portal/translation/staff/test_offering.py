"""What the admin shows to somebody is what it lets them do."""

import re
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from news.models import NewsListingPage
from tests.client import Client
from tests.factories import content

from ..conftest import Content, OnCommit


def lists(client: Client) -> str:
    addresses = [reverse("wagtailadmin_explore", args=[each.pk]) for each in NewsListingPage.objects.order_by("pk")]
    addresses += [f"{reverse('wagtailsnippets_news_topic:list')}?locale={code}" for code in ("lt", "en")]
    return "".join(client.get(address).content.decode() for address in addresses)


def test_lists_offer_to_begin_translations_in_the_direction_and_to_update_them_to_editors(
    translator: Client, editor: Client, pairs: Content
) -> None:
    own, other = content.make_topic("Nauja"), content.make_topic("New", "en")
    begin = [
        reverse("wagtail_localize:submit_snippet_translation", args=["news", "topic", each.pk]) for each in (own, other)
    ]
    update = reverse("wagtail_localize:update_translations", args=[0]).removesuffix("0/")

    assert [address in lists(translator) for address in (*begin, update)] == [True, False, False]
    assert [address in lists(editor) for address in (*begin, update)] == [True, True, True]


def test_the_matrix_offers_what_somebody_may_do_and_nothing_else(
    translator: Client, editor: Client, reviewer: Client, pairs: Content, django_capture_on_commit_callbacks: OnCommit
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        content.make_item("Naujas")
        content.make_item("New", "en")

    def offered(client: Client) -> tuple[int, int, int]:
        html = client.get(reverse("translation_matrix")).content.decode()
        edited = re.findall(r'<a href="(/admin/[^"]*/edit/[^"]*)"', html)
        assert {client.get(address).status_code for address in edited} <= {200}
        return html.count("/en/translate/"), html.count("/lt/translate/"), len(edited)

    into_english, into_lithuanian, _ = offered(editor)
    assert min(into_english, into_lithuanian) >= 1
    assert offered(translator)[:2] == (into_english, 0)
    assert offered(reviewer) == (0, 0, 0)


def test_the_matrix_costs_a_translator_the_same_queries_with_many_texts(
    translator: Client, pairs: Content, django_capture_on_commit_callbacks: OnCommit
) -> None:
    def make(number: int) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            content.make_item(f"Naujas {number}")
            content.fill(content.submit(content.make_item(f"Paruoštas {number}")))
            content.translate(content.make_topic(f"Tema {number}"))

    def queries() -> int:
        translator.get(reverse("translation_matrix"))
        with CaptureQueriesContext(connection) as captured:
            assert translator.get(reverse("translation_matrix")).status_code == 200
        return len(captured)

    make(0)
    few = queries()
    for number in range(1, 5):
        make(number)
    assert queries() == few


def test_forms_of_days_and_times_come_with_the_scripts_of_their_fields(
    editor: Client, pairs: Content, django_capture_on_commit_callbacks: OnCommit
) -> None:
    page: Any = pairs.lithuanian
    for name, script in (("translation_release", "date-time-chooser"), ("translation_withdraw", "date-time-chooser")):
        assert script in editor.get(reverse(name, args=[page.pk])).content.decode()
