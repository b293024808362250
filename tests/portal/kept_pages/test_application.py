"""A kept page is what Django would answer, for every reader alike."""

import gzip
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import brotli
import pytest
from django.conf import settings
from django.db import connection, transaction
from pytest_django import Settings
from wagtail.models import PageViewRestriction

from news.models import NewsItemPage
from portal.changes.announcing import changing
from portal.kept_pages import application
from tests.factories import content

from .reader import Reader

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def item(site: None) -> NewsItemPage:
    return content.make_item("Vizitas Osle")


def test_a_page_is_made_once(reader: Reader, item: NewsItemPage) -> None:
    first, second = reader.get(item.url), reader.get(item.url)
    assert first.status == 200
    assert first == second
    assert reader.made == 1
    assert second.body == reader.get_anew(item.url).body


@pytest.mark.parametrize(("encoding", "decode"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_a_page_is_sent_compressed(
    reader: Reader, item: NewsItemPage, encoding: str, decode: Callable[[bytes], bytes]
) -> None:
    received = reader.get(item.url, accept_encoding=f"deflate, {encoding};q=0.8")
    assert received.headers["Content-Encoding"] == encoding
    assert "Accept-Encoding" in received.headers["Vary"]
    assert int(received.headers["Content-Length"]) == len(received.body)
    assert decode(received.body) == reader.get_anew(item.url).body


@pytest.mark.parametrize("accepted", ["", "identity", "br;q=0, gzip;q=0.0", "zstd"])
def test_who_takes_no_compression_gets_none(reader: Reader, item: NewsItemPage, accepted: str) -> None:
    received = reader.get(item.url, accept_encoding=accepted)
    assert "Content-Encoding" not in received.headers
    assert received.body == reader.get_anew(item.url).body


def test_what_the_browser_has_is_not_sent_again(reader: Reader, item: NewsItemPage) -> None:
    for accepted in ("", "gzip", "br"):
        tag = reader.get(item.url, accept_encoding=accepted).headers["ETag"]
        for asked in (tag, f"W/{tag}", f'"other", {tag}', "*"):
            again = reader.get(item.url, accept_encoding=accepted, if_none_match=asked)
            assert (again.status, again.body, again.headers["ETag"]) == (304, b"", tag)
            assert {"Content-Security-Policy", "Content-Language", "Cache-Control", "Vary"} <= again.headers.keys()
            assert not {"Content-Type", "Content-Length", "Content-Encoding"} & again.headers.keys()
        assert reader.get(item.url, accept_encoding=accepted, if_none_match='"other"').status == 200


def test_a_head_is_that_of_the_page(reader: Reader, item: NewsItemPage) -> None:
    whole = reader.get(item.url, accept_encoding="br")
    head = reader.get(item.url, method="HEAD", accept_encoding="br")
    assert (head.status, head.headers, head.body) == (200, whole.headers, b"")


def test_headers_of_security_go_out_with_a_kept_page(reader: Reader, item: NewsItemPage) -> None:
    anew = reader.get_anew(item.url).headers
    assert {"Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy"} <= anew.keys()
    reader.get(item.url)
    kept = reader.get(item.url).headers
    assert {name: kept[name] for name in anew if name not in ("Vary", "Content-Length")} == {
        name: value for name, value in anew.items() if name not in ("Vary", "Content-Length")
    }


def test_what_somebody_sends_does_not_get_into_a_page(reader: Reader, item: NewsItemPage) -> None:
    received = reader.get(
        item.url,
        cookie=f"{settings.LANGUAGE_COOKIE_NAME}=en; csrftoken=planted",
        accept_language="en",
        x_forwarded_host="evil.example",
        x_original_url="/admin/",
        user_agent="planted",
        referer="https://evil.example/",
    )
    assert received.body == reader.get_anew(item.url).body
    assert "evil" not in received.text
    assert "planted" not in received.text
    assert reader.get(item.url).body == received.body


@pytest.mark.parametrize("host", ["evil.example/x", "evil.example, localhost", "", "a" * 300])
def test_a_host_that_is_no_host_keeps_nothing(reader: Reader, item: NewsItemPage, host: str) -> None:
    reader.get(item.url, host=host)
    assert len(reader.kept.pages) == 0


def test_a_host_of_somebody_elses_keeps_nothing_for_the_portals(
    reader: Reader, item: NewsItemPage, settings: Settings
) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    assert reader.get(item.url, host="evil.example").status == 400
    assert len(reader.kept.pages) == 0
    assert reader.get(item.url).status == 200


@pytest.mark.parametrize("host", ["localhost.", "localhost:1234", "LOCALHOST:81"])
def test_a_second_name_of_the_host_keeps_nothing_of_its_own(reader: Reader, item: NewsItemPage, host: str) -> None:
    assert reader.get(item.url, host=host).status == 200
    assert len(reader.kept.pages) == 0


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "localhost:80", "localhost:8000"])
def test_the_host_as_a_browser_names_it_is_kept(
    reader: Reader, item: NewsItemPage, settings: Settings, host: str
) -> None:
    settings.WAGTAILADMIN_BASE_URL = "http://localhost:8000"
    reader.get(item.url, host=host)
    assert len(reader.kept.pages) == 1


@pytest.mark.parametrize(("path", "query"), [("/lt/naujienos/02017/", ""), ("{item}", "page=1"), ("/lt/", "page=1")])
def test_a_second_address_of_a_page_keeps_nothing_of_its_own(
    reader: Reader, item: NewsItemPage, path: str, query: str
) -> None:
    assert reader.get(path.format(item=item.url), query).status == 200
    assert len(reader.kept.pages) == 0


def test_a_part_of_a_list_is_kept(reader: Reader, item: NewsItemPage) -> None:
    assert reader.get("/lt/naujienos/", "page=1").body == reader.get("/lt/naujienos/", "page=1").body
    assert (reader.made, len(reader.kept.pages)) == (1, 1)


@pytest.mark.parametrize("query", ["page=2&x=1", "utm_source=x", "page=x", "page=01", "page=1234567"])
def test_only_pages_of_lists_are_kept_by_their_query(reader: Reader, query: str) -> None:
    reader.get("/lt/naujienos/", query)
    assert len(reader.kept.pages) == 0


def test_whoever_has_a_session_is_answered_by_django(reader: Reader, item: NewsItemPage) -> None:
    for cookie in (f"{settings.SESSION_COOKIE_NAME}=x", f"a=b; {settings.SESSION_COOKIE_NAME}=x", "messages=x"):
        reader.get(item.url, cookie=cookie)
        reader.get(item.url, cookie=cookie)
    assert reader.made == 6
    assert len(reader.kept.pages) == 0


@pytest.mark.parametrize("kind", ["password", "login"])
def test_what_is_closed_is_not_kept_and_shown_to_nobody(reader: Reader, item: NewsItemPage, kind: str) -> None:
    assert "Vizitas Osle" in reader.get(item.url).text
    PageViewRestriction.objects.create(page=item.page_ptr, restriction_type=kind, password="žodis")
    for _ in range(2):
        received = reader.get(item.url)
        assert received.status in (200, 302)
        assert "Vizitas Osle" not in received.text
    assert len(reader.kept.pages) == 0
    # Its form's token is each reader's own.
    if kind == "password":
        assert reader.get(item.url).headers["Set-Cookie"] != reader.get(item.url).headers["Set-Cookie"]
    PageViewRestriction.objects.all().delete()
    assert "Vizitas Osle" in reader.get(item.url).text


@pytest.mark.parametrize(
    "path", ["/lt/paieska/", "/lt/kalbos/", "/lt/_util/login/", "/lt/nera-tokio/", "/admin/login/", "/"]
)
def test_what_is_no_page_for_everybody_is_not_kept(reader: Reader, path: str) -> None:
    reader.get(path)
    reader.get(path)
    assert len(reader.kept.pages) == 0


def test_a_sent_form_reaches_django(reader: Reader, item: NewsItemPage) -> None:
    reader.get(item.url)
    assert reader.get(item.url, method="POST").status in (403, 405)
    assert reader.made == 2


def test_a_search_is_compressed_and_not_kept(reader: Reader, item: NewsItemPage) -> None:
    received = reader.get("/lt/paieska/", "q=vizitas", accept_encoding="gzip")
    assert received.headers["Content-Encoding"] == "gzip"
    assert "ETag" not in received.headers
    assert len(reader.kept.pages) == 0


def test_many_who_ask_at_once_wait_for_one_page(reader: Reader, item: NewsItemPage) -> None:
    received = []
    begin = threading.Barrier(20)

    def ask() -> None:
        begin.wait()
        try:
            received.append(reader.get(item.url).status)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert received == [200] * 20
    assert reader.made == 1


class SlowDjango:
    """Waits in the middle of each request, until it may go on."""

    def __init__(self, reader: Reader) -> None:
        self.is_making, self.may_go_on = threading.Event(), threading.Event()
        self._reader, self._django = reader, reader._application
        reader._application = self

    def __call__(self, environ: Any, start_response: Any) -> Any:
        body = self._django(environ, start_response)
        self.is_making.set()
        assert self.may_go_on.wait(20)
        return body

    @contextmanager
    def asked_for(self, address: str) -> Iterator[None]:
        """While somebody else waits for a page."""

        def ask() -> None:
            self._reader.get(address)
            connection.close()

        thread = threading.Thread(target=ask)
        thread.start()
        try:
            assert self.is_making.wait(20)
            yield
        finally:
            self.may_go_on.set()
            thread.join()


def rename(item: NewsItemPage, title: str) -> None:
    with transaction.atomic(), changing([item.translation_key]):
        NewsItemPage.objects.filter(pk=item.pk).update(title=title)


def test_others_see_the_page_of_before_while_one_makes_the_next(reader: Reader, item: NewsItemPage) -> None:
    before = reader.get(item.url)
    rename(item, "Vizitas Bergene")
    with SlowDjango(reader).asked_for(item.url):
        assert reader.get(item.url) == before
    assert "Vizitas Bergene" in reader.get(item.url).text


def test_what_is_outdated_when_it_is_made_is_shown_while_the_next_is_made(reader: Reader, item: NewsItemPage) -> None:
    reader.get(item.url)
    for title in ("Vizitas Bergene", "Vizitas Tromsėje", "Vizitas Alesunde"):
        rename(item, title)
        with SlowDjango(reader).asked_for(item.url):
            rename(item, f"{title} ir Osle")
    slow = SlowDjango(reader)
    with slow.asked_for(item.url):
        assert "Vizitas Alesunde<" in reader.get(item.url).text


def test_what_is_withdrawn_is_shown_to_nobody_meanwhile(reader: Reader, item: NewsItemPage) -> None:
    address = item.url
    assert "Vizitas Osle" in reader.get(address).text
    item.unpublish()
    slow = SlowDjango(reader)
    with slow.asked_for(address):
        threading.Timer(0.5, slow.may_go_on.set).start()
        received = reader.get(address)
    assert received.status == 410
    assert "Vizitas Osle" not in received.text


def test_a_page_that_was_withdrawn_while_it_was_made_is_shown_to_nobody_else(
    reader: Reader, item: NewsItemPage
) -> None:
    address = item.url
    slow = SlowDjango(reader)
    with slow.asked_for(address):
        item.unpublish()
        threading.Timer(0.5, slow.may_go_on.set).start()
        assert reader.get(address).status == 410


def test_a_page_that_was_begun_yesterday_is_made_anew_today(
    reader: Reader, item: NewsItemPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    django = reader._application
    midnight = application._end_of_today()

    def until_midnight(environ: Any, start_response: Any) -> Any:
        body = django(environ, start_response)
        monkeypatch.setattr(application, "_end_of_today", lambda: midnight + 24 * 3600)
        monkeypatch.setattr(time, "time", lambda: midnight + 1)
        return body

    reader._application = until_midnight
    reader.get(item.url)
    reader._application = django
    reader.get(item.url)
    assert reader.made == 2
    reader.get(item.url)
    assert reader.made == 2


def test_a_failure_keeps_nothing_and_frees_the_address(reader: Reader, item: NewsItemPage) -> None:
    reader.get(item.url)
    django = reader._application

    def failing(environ: Any, start_response: Any) -> Any:
        raise RuntimeError("the application fails")

    rename(item, "Vizitas Bergene")
    reader._application = failing
    for _ in range(2):
        with pytest.raises(RuntimeError):
            reader.get(item.url)
        assert len(reader.kept.pages) == 0
    reader._application = django
    assert reader.get(item.url).status == 200


def test_a_fault_that_is_gone_is_not_remembered(reader: Reader, item: NewsItemPage) -> None:
    django = reader._application

    def failing(environ: Any, start_response: Any) -> Any:
        start_response("503 Service Unavailable", [("Content-Type", "text/html")])
        return [b"away"]

    reader._application = failing
    assert reader.get(item.url).status == 503
    reader._application = django
    reader.get(item.url)
    assert len(reader.kept.pages) == 1


def test_memory_is_bounded_and_the_least_used_goes_first(reader: Reader) -> None:
    items = [content.make_item(f"Vizitas {number}") for number in range(4)]
    one = Reader(reader._application)
    one.get(items[0].url)
    small = Reader(reader._application, most_bytes=int(one.kept.pages.size * 2.5))
    for each in (items[0], items[1], items[0], items[2]):
        small.get(each.url)
    assert len(small.kept.pages) == 2
    assert small.kept.pages.size <= small.kept.pages.most_bytes
    made = small.made
    small.get(items[0].url)
    assert small.made == made
    small.get(items[1].url)
    assert small.made == made + 1


def test_without_memory_nothing_is_kept(reader: Reader, item: NewsItemPage) -> None:
    none = Reader(reader._application, most_bytes=0)
    assert none.get(item.url).body == none.get(item.url).body
    assert (none.made, len(none.kept.pages)) == (2, 0)


def test_a_change_of_one_text_leaves_pages_of_others(reader: Reader, item: NewsItemPage) -> None:
    reader.get(item.url)
    with transaction.atomic(), changing([uuid4()]):
        NewsItemPage.objects.exclude(pk=item.pk).update(title="Kita")
    reader.get(item.url)
    assert reader.made == 1
