"""A date that was probably mistyped is asked about before it is published, and published if it is meant."""

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from news.models import NewsItemPage, NewsListingPage
from news.odd_dates import odd_dates
from tests.client import Client
from tests.factories import content
from tests.factories.forms import item_form

from .interchange.content import import_lines, item_line

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]

PUBLISH = {"action-publish": "action-publish"}


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("editor"))
    return client


def publish(client: Client, item: NewsItemPage, **values: Any) -> Any:
    address = reverse("wagtailadmin_pages:edit", args=[item.pk])
    return client.post(address, item_form(**PUBLISH, **values), follow=True)


def day(year: int) -> datetime.date:
    return datetime.date(year, 12, 31)


def test_days_are_odd_that_are_far_from_today_or_from_the_item() -> None:
    this_year = timezone.localdate().year
    for year in (1899, this_year + 3, 2071, 9999):
        assert len(odd_dates(day(year))) == 1
    assert odd_dates(day(1900)) == odd_dates(day(2017)) == odd_dates(day(this_year + 2)) == []
    assert odd_dates(day(2017), day(2017), day(2018), None) == []
    assert len(odd_dates(day(2017), day(1997), day(2027))) == 2
    assert odd_dates(None) == []


@pytest.mark.parametrize(
    "values",
    [
        {"date": "2071-04-03"},
        {"date": "9999-12-31"},
        {"date": "1888-04-03"},
        {"visit_first_day": "1997-04-03", "visit_last_day": "1997-04-04"},
        {"go_live_at": "2071-04-03 10:00"},
    ],
)
def test_the_editor_is_asked_once_and_loses_nothing(editor: Client, values: dict[str, str]) -> None:
    item = content.make_item("Vizitas", publish=False)
    before = item.latest_revision_id
    asked = publish(editor, item, title="Kitas vizitas", **values)
    assert asked.context["sentences"]
    assert content.fresh(item).latest_revision_id == before

    repeated = {**dict(asked.context["answers"]), asked.context["answer"]: asked.context["marks"]}
    address = reverse("wagtailadmin_pages:edit", args=[item.pk])
    editor.post(address, repeated, follow=True)
    page = content.fresh(item).get_latest_revision_as_object()
    assert page.title == "Kitas vizitas"
    assert page.body[0].value.source
    assert content.fresh(item).live is ("go_live_at" not in values)


def test_a_new_item_is_asked_about_and_made_once(editor: Client) -> None:
    listing = NewsListingPage.objects.get(locale=content.locale())
    address = reverse("wagtailadmin_pages:add", args=["news", "newsitempage", listing.pk])
    asked = editor.post(address, item_form(**PUBLISH, date="2071-04-03"), follow=True)
    assert not NewsItemPage.objects.exists()
    editor.post(address, {**dict(asked.context["answers"]), "dates_checked": asked.context["marks"]}, follow=True)
    assert NewsItemPage.objects.get().live


def test_a_draft_is_saved_without_a_question(editor: Client) -> None:
    item = content.make_item("Vizitas", publish=False)
    form = item_form(date="2071-04-03")
    editor.post(reverse("wagtailadmin_pages:edit", args=[item.pk]), form, follow=True)
    assert content.fresh(item).get_latest_revision_as_object().date.year == 2071


def test_a_list_of_pages_is_asked_about(editor: Client) -> None:
    item = content.make_item("Vizitas", date=day(2071), publish=False)
    address = f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'publish'])}?id={item.pk}&next=/admin/"
    asked = editor.post(address, {}, follow=True)
    assert not content.fresh(item).live
    editor.post(address, {**dict(asked.context["answers"]), "dates_checked": asked.context["marks"]}, follow=True)
    assert content.fresh(item).live


def test_a_pair_is_asked_about_once_when_it_is_released(editor: Client) -> None:
    item = content.make_item("Vizitas", date=day(1888), publish=False)
    translation = content.submit(item)
    content.fill(translation)
    translation.save_target(publish=False)
    address = reverse("translation_release", args=[item.pk])
    asked = editor.post(address, {"at": ""}, follow=True)
    assert len(asked.context["sentences"]) == 1
    editor.post(address, {"at": "", "dates_checked": asked.context["marks"]}, follow=True)
    assert content.fresh(item).live


def test_an_import_notes_it_and_takes_it_in() -> None:
    report = import_lines(item_line("a", date="2071-04-03"))
    assert any("2071" in note.message for note in report.notes)
    assert NewsItemPage.objects.filter(date__year=2071).exists()


@pytest.mark.parametrize("date", [day(9999), day(1000)])
def test_readers_get_the_page_all_the_same(client: Client, date: datetime.date) -> None:
    item = content.make_item("Vizitas", date=date, visit_first_day=date, visit_last_day=date)
    for address in (item.url, item.get_parent().url, "/lt/"):
        assert client.get(address).status_code == 200
