"""What a proxy may hold is purged when it changes; without proxies nobody holds anything."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import uuid4

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import transaction

from news.models import NewsItemPage
from portal.changes.announcing import changing
from portal.kept_pages import proxies
from portal.kept_pages.proxies import HeldPages, held_pages
from tests.factories import content

from .reader import Reader

pytestmark = pytest.mark.django_db(transaction=True)

HOST = "portal.example:8443"


class Proxy:
    """A server that notes what it is told to purge."""

    def __init__(self) -> None:
        noted: list[tuple[str, str]] = []

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_PURGE(self) -> None:
                noted.append((self.headers["Host"], self.path))
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *arguments: Any) -> None:
                """Nobody reads it."""

        self.noted = noted
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def location(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    started = Proxy()
    yield started
    started.stop()


@pytest.fixture
def held(settings: Any, proxy: Proxy) -> Iterator[HeldPages]:
    settings.WAGTAILADMIN_BASE_URL = f"https://{HOST}"
    settings.WAGTAILFRONTENDCACHE = {
        "varnish": {"BACKEND": "portal.kept_pages.purging.ProxyBackend", "LOCATION": proxy.location}
    }
    found = held_pages()
    assert found is not None
    yield found
    found.stop()


@pytest.fixture
def in_front(reader: Reader, held: HeldPages) -> Reader:
    return Reader(get_wsgi_application(), held=held)


@pytest.fixture
def items(site: None) -> list[NewsItemPage]:
    return [content.make_item(title, topics=[content.make_topic(title)]) for title in ("Vizitas", "Leidinys")]


def change(item: NewsItemPage) -> None:
    with transaction.atomic(), changing([item.translation_key]):
        NewsItemPage.objects.filter(pk=item.pk).update(title=uuid4().hex)


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def get_twice(reader: Reader, path: str, query: str = "", host: str = HOST) -> str:
    """The header of a kept page."""
    reader.get(path, query, host=host)
    return reader.get(path, query, host=host).headers["Cache-Control"]


def test_without_proxies_nobody_holds_a_page(reader: Reader, items: list[NewsItemPage]) -> None:
    assert held_pages() is None
    assert get_twice(reader, items[0].url, host="localhost") == "no-cache"


def test_a_proxy_holds_a_kept_page_and_browsers_ask_each_time(in_front: Reader, items: list[NewsItemPage]) -> None:
    assert get_twice(in_front, items[0].url) == "public, max-age=0, must-revalidate, s-maxage=60"
    tag = in_front.get(items[0].url, host=HOST).headers["ETag"]
    again = in_front.get(items[0].url, host=HOST, if_none_match=tag)
    assert (again.status, "s-maxage=60" in again.headers["Cache-Control"]) == (304, True)


@pytest.mark.parametrize("path", ["/lt/paieska/", "/lt/nera-tokio/"])
def test_what_is_not_kept_is_held_by_nobody(in_front: Reader, path: str) -> None:
    for _ in range(2):
        assert in_front.get(path, host=HOST).headers["Cache-Control"] == "no-cache"
        assert in_front.get(path, host=HOST, cookie="sessionid=x").headers["Cache-Control"] == "private, no-cache"


def test_what_has_been_held_long_enough_is_forgotten(
    in_front: Reader, held: HeldPages, items: list[NewsItemPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    get_twice(in_front, items[0].url)
    assert len(held._held) == 1
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + held.seconds + 1)
    wait_for(lambda: not held._held)


def test_a_page_under_another_host_is_held_by_nobody(in_front: Reader, items: list[NewsItemPage]) -> None:
    assert get_twice(in_front, items[0].url, host="localhost") == "no-cache"


def test_what_changes_is_purged_and_nothing_else(
    in_front: Reader, items: list[NewsItemPage], proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proxies, "AGAIN_AFTER", 0)
    for path, query in ((items[0].url, ""), (items[1].url, ""), ("/lt/naujienos/", "page=1")):
        get_twice(in_front, path, query)
    change(items[0])
    wait_for(lambda: len({*proxy.noted}) >= 2)
    assert {*proxy.noted} == {(HOST, items[0].url), (HOST, "/lt/naujienos/?page=1")}
    NewsItemPage.objects.filter(pk=items[1].pk).update(title="Behind every back")
    wait_for(lambda: (HOST, items[1].url) in proxy.noted)


def test_a_page_is_purged_once_more_for_what_was_under_way(
    in_front: Reader, items: list[NewsItemPage], proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proxies, "AGAIN_AFTER", 0.5)
    get_twice(in_front, items[0].url)
    change(items[0])
    wait_for(lambda: proxy.noted == [(HOST, items[0].url)] * 2)


def test_a_page_that_has_been_made_anew_is_purged_too(
    in_front: Reader, items: list[NewsItemPage], proxy: Proxy, held: HeldPages, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the thread has looked."""
    held.stop()
    get_twice(in_front, items[0].url)
    change(items[0])
    get_twice(in_front, items[0].url)
    held.look()
    assert proxy.noted == [(HOST, items[0].url)]


def test_no_more_is_held_than_can_be_purged(
    in_front: Reader, items: list[NewsItemPage], held: HeldPages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proxies, "MOST_HELD", 1)
    assert "s-maxage" in get_twice(in_front, items[0].url)
    assert get_twice(in_front, items[1].url) == "no-cache"
    change(items[0])
    wait_for(lambda: not held._held)
    assert "s-maxage" in get_twice(in_front, items[1].url)


def test_a_proxy_that_is_away_is_told_of_once_and_ends_nothing(
    in_front: Reader, items: list[NewsItemPage], proxy: Proxy, held: HeldPages, caplog: pytest.LogCaptureFixture
) -> None:
    held.stop()
    for item in items:
        get_twice(in_front, item.url)
    proxy.stop()
    NewsItemPage.objects.update(title="Behind every back")
    held.look()
    assert [record.levelno for record in caplog.records if "purged" in record.message] == [logging.ERROR]
