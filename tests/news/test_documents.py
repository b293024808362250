"""What search is told about an item."""

import datetime

import pytest

from news.documents import LONGEST_VISIT, ItemSource
from news.models import NewsItemPage
from search.index.document import Document
from tests.factories.content import make_item
from tests.news.importer.material import stored

pytestmark = pytest.mark.usefixtures("site")

DAY = datetime.date(2017, 4, 3)


def document_of(item: NewsItemPage) -> Document:
    (document,) = ItemSource().documents([item.translation_key])
    return document


def test_a_visit_is_found_by_each_of_its_days() -> None:
    item = make_item(visit_first_day=DAY, visit_last_day=datetime.date(2017, 4, 6), visit_place="Oslas")
    assert [day.day for day in document_of(item).days] == [3, 4, 5, 6]


def test_an_event_without_a_last_day_has_one_day_and_an_item_without_an_event_none() -> None:
    assert document_of(make_item(visit_first_day=DAY)).days == (DAY,)
    assert document_of(make_item("Be vizito")).days == ()


def test_an_endless_visit_does_not_fill_the_index() -> None:
    item = make_item(visit_first_day=DAY, visit_last_day=datetime.date(2099, 12, 31))
    assert len(document_of(item).days) == LONGEST_VISIT


def test_a_text_that_came_from_a_scan_is_one_until_it_is_checked() -> None:
    item = make_item()
    assert not document_of(item).languages["lt"].is_scan
    item.record.raw_texts = {"lt": "Partneriy vizitas"}
    item.record.save()
    assert document_of(item).languages["lt"].is_scan
    item.record.checked_on = DAY
    item.record.save()
    assert not document_of(item).languages["lt"].is_scan


def test_what_doubtful_words_may_be_finds_a_scan_until_it_is_checked() -> None:
    item = make_item()
    record = item.record
    record.raw_texts = {"lt": "Partneriy vizitas"}
    record.save()
    stored(item=record, readings={"lt": ["kėlimo", "būdais"]})
    assert document_of(item).languages["lt"].readings == "kėlimo\nbūdais"
    record.checked_on = DAY
    record.save()
    assert document_of(item).languages["lt"].readings == ""


def test_hosts_and_addresses_of_links_are_codes() -> None:
    addresses = ("https://www.efaktor.no/x?y", "mailto:info@efaktor.no", "/x")
    links = " ".join(f'<a href="{address}">nuoroda</a>' for address in addresses)
    assert document_of(make_item(body=[links])).languages["lt"].codes == ("www.efaktor.no", "info@efaktor.no")
