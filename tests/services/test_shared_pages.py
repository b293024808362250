"""Processes make pages for each other, by PostgreSQL and Redis, and none shows one that it knows to be old."""

import json
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection, transaction
from redis import Redis

from news.models import NewsItemPage
from portal.changes.announcing import CHANNEL, changing, first_words
from portal.changes.clock import EVERYTHING, clock
from portal.changes.listening import hear
from portal.changes.stream import stream
from portal.kept_pages.answers import Answer
from portal.kept_pages.pages import KeptPage
from portal.kept_pages.requests import Address
from portal.kept_pages.shared import SharedPages
from tests.factories import content
from tests.services.relay import Relay, relay

ADDRESS = Address("localhost", "http", "/lt/", "")

pytestmark = pytest.mark.django_db(transaction=True)


class OtherReader:
    """A process of its own, with its own clock of changes."""

    def __init__(self, redis_url: str, prefix: str) -> None:
        command = [sys.executable, "-m", "tests.services.other_reader", str(connection.settings_dict["NAME"])]
        self.process = subprocess.Popen(
            [*command, redis_url, prefix], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def tell(self, **command: Any) -> None:
        assert self.process.stdin
        self.process.stdin.write(f"{json.dumps(command)}\n")
        self.process.stdin.flush()

    def answer(self) -> dict[str, Any]:
        assert self.process.stdout
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer

    def ask(self, **command: Any) -> dict[str, Any]:
        self.tell(**command)
        return self.answer()

    def get(self, path: str) -> dict[str, Any]:
        return self.ask(do="get", path=path)

    def stop(self) -> None:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


class Readers:
    """Processes of one portal on one Redis, which they reach by a relay."""

    def __init__(self, line: Relay, opened: ExitStack) -> None:
        location = urlsplit(settings.CACHES["default"]["LOCATION"])
        self.redis_url, self.line, self.prefix = location.geturl(), line, uuid.uuid4().hex
        self.line_url = location._replace(netloc=f":{location.password}@127.0.0.1:{line.port}").geturl()
        self._opened = opened
        self.processes: list[OtherReader] = []

    def begin(self, number: int) -> None:
        begun = [OtherReader(self.line_url, self.prefix) for _ in range(number)]
        for each in begun:
            self._opened.callback(each.stop)
        self.processes += begun

    @contextmanager
    def another(self) -> Iterator[OtherReader]:
        """One that begins later."""
        begun = OtherReader(self.line_url, self.prefix)
        self.processes.append(begun)
        try:
            self.settle()
            yield begun
        finally:
            self.processes.remove(begun)
            begun.stop()

    def settle(self) -> None:
        """Waits until all have heard all that was told until now."""
        wait_for(lambda: all(each.ask(do="hear")["hears"] for each in self.processes))
        words = first_words()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, words])
        last = json.loads(words)["notice"]
        wait_for(lambda: all(each.ask(do="hear")["last"] == last for each in self.processes))

    def stored(self) -> dict[bytes, bytes]:
        with Redis.from_url(self.redis_url) as client:
            return {name: client.get(name) for name in client.scan_iter(f"{self.prefix}:*")}

    def forget_stored(self) -> None:
        with Redis.from_url(self.redis_url) as client:
            for name in self.stored():
                client.delete(name)

    def store(self, name: bytes, value: bytes) -> None:
        with Redis.from_url(self.redis_url) as client:
            client.set(name, value, px=60_000)


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.fixture(scope="module")
def processes(django_db_setup: None) -> Iterator[Readers]:
    """Three that go on from test to test: each takes seconds to begin."""
    location = urlsplit(settings.CACHES["default"]["LOCATION"])
    assert location.hostname
    with relay(location.hostname, location.port or 6379) as line, ExitStack() as opened:
        found = Readers(line, opened)
        found.begin(3)
        yield found


@pytest.fixture
def readers(site: None, processes: Readers) -> Readers:
    processes.settle()
    processes.forget_stored()
    return processes


@pytest.fixture
def items(readers: Readers) -> list[NewsItemPage]:
    """Of different topics, so that a change of one leaves the other. Everybody has heard of them."""
    made = [content.make_item(title, topics=[content.make_topic(title)]) for title in ("Vizitas", "Leidinys")]
    readers.settle()
    return made


def change(item: NewsItemPage, title: str) -> None:
    with transaction.atomic(), changing([item.translation_key]):
        NewsItemPage.objects.filter(pk=item.pk).update(title=title)


def test_a_page_that_one_process_has_made_is_used_by_the_others(readers: Readers, items: list[NewsItemPage]) -> None:
    first, second, _third = readers.processes
    made = first.get(items[0].url)
    assert (made["status"], made["made"]) == (200, 1)
    assert second.get(items[0].url) == made | {"made": 0}


def test_a_page_is_used_by_nobody_who_has_heard_of_a_change_of_its_text(
    readers: Readers, items: list[NewsItemPage]
) -> None:
    first, second, _third = readers.processes
    for item in items:
        first.get(item.url)
    change(items[0], "Vizitas Osle")
    readers.settle()

    received = second.get(items[0].url)

    assert received["made"] == 1
    assert "Vizitas Osle" in received["text"]
    assert first.get(items[0].url) == received | {"made": 0}
    assert second.get(items[1].url)["made"] == 0


def test_lists_are_used_until_anything_changes(readers: Readers, items: list[NewsItemPage]) -> None:
    first, second, _third = readers.processes
    first.get("/lt/naujienos/")
    assert second.get("/lt/naujienos/")["made"] == 0
    change(items[0], "Vizitas Osle")
    readers.settle()
    received = second.get("/lt/naujienos/")
    assert received["made"] == 1
    assert "Vizitas Osle" in received["text"]
    assert first.get("/lt/naujienos/") == received | {"made": 0}


def test_a_process_that_has_begun_after_a_page_does_not_use_it(readers: Readers, items: list[NewsItemPage]) -> None:
    first = readers.processes[0]
    first.get(items[0].url)
    assert len(readers.stored()) == 1
    with readers.another() as later:
        assert later.get(items[0].url)["made"] == 1
        # What is made once it listens, it uses: the first process has heard of it.
        assert first.get(items[1].url)["made"] == 1
        assert later.get(items[1].url)["made"] == 0


def test_nothing_is_used_after_everything_may_have_changed(readers: Readers, items: list[NewsItemPage]) -> None:
    first, second, _third = readers.processes
    first.get(items[0].url)
    NewsItemPage.objects.filter(pk=items[1].pk).update(title="Behind every back")
    readers.settle()
    assert second.get(items[0].url)["made"] == 1


def test_what_is_withdrawn_is_shown_by_no_process(readers: Readers, items: list[NewsItemPage]) -> None:
    first, second, _third = readers.processes
    first.get(items[0].url)
    items[0].unpublish()
    readers.settle()
    for each in (second, first):
        assert "Vizitas" not in each.get(items[0].url)["text"]
    assert first.get(items[0].url)["status"] == 410


def test_many_who_ask_many_processes_for_a_page_that_has_just_changed_make_it_once_or_twice(
    readers: Readers, items: list[NewsItemPage]
) -> None:
    for each in readers.processes:
        each.get(items[0].url)
    change(items[0], "Vizitas Osle")
    readers.settle()

    for each in readers.processes:
        each.tell(do="crowd", path=items[0].url, readers=167)
    answers = [each.answer() for each in readers.processes]

    assert [each["statuses"] for each in answers] == [[200] * 167] * 3
    assert 1 <= sum(each["made"] for each in answers) <= 2
    assert all("Vizitas Osle" in each.get(items[0].url)["text"] for each in readers.processes)


@dataclass
class Shop:
    """Two stores of this process's, as two processes have them, and a page that is made at this moment."""

    first: SharedPages
    second: SharedPages
    line: Relay

    def page(self) -> KeptPage:
        answer = Answer("200 OK", [("Content-Type", "text/html")], uuid.uuid4().bytes, is_kept=True)
        return KeptPage(answer, clock.now, frozenset(), time.time() + 3600)

    def body(self, shared: SharedPages) -> bytes | None:
        with shared.turn(ADDRESS) as turn:
            return turn.page.answer.body if turn.page else None

    def make(self, shared: SharedPages) -> bytes:
        with shared.turn(ADDRESS) as turn:
            assert turn.page is None
            turn.made(page := self.page())
            return page.answer.body


@pytest.fixture
def shop(readers: Readers) -> Shop:
    wait_for(lambda: hear() and stream.last is not None)
    first, second = (SharedPages(readers.line_url, "secret", "release", uuid.uuid4().hex) for _ in range(2))
    second._prefix = first._prefix
    return Shop(first, second, readers.line)


def test_who_asks_while_another_one_makes_the_page_waits_for_it(shop: Shop) -> None:
    found: list[bytes | None] = []
    asked = threading.Event()

    def ask() -> None:
        look = shop.second._look

        def looked(name: str, token: str) -> tuple[bool, bytes]:
            seen = look(name, token)
            asked.set()
            return seen

        shop.second._look = looked  # type: ignore[method-assign]
        found.append(shop.body(shop.second))

    with shop.first.turn(ADDRESS) as turn:
        thread = threading.Thread(target=ask)
        thread.start()
        assert asked.wait(20)
        turn.made(page := shop.page())
    thread.join()
    assert found == [page.answer.body]


def test_a_turn_that_made_nothing_is_the_next_ones(shop: Shop) -> None:
    with shop.first.turn(ADDRESS) as turn:
        assert turn.page is None
    made = shop.make(shop.second)
    assert shop.body(shop.first) == made


def test_a_turn_that_nobody_gives_back_ends(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.kept_pages.shared.LONGEST_MAKING", 0.2)
    left = shop.first.turn(ADDRESS)
    left.__enter__()
    assert shop.make(shop.second)


def test_a_page_that_is_outdated_when_it_is_made_is_not_stored(shop: Shop) -> None:
    with shop.first.turn(ADDRESS) as turn:
        page = shop.page()
        clock.tell(EVERYTHING)
        turn.made(page)
    assert shop.body(shop.second) is None


def test_a_store_that_has_failed_is_left_alone_and_told_of_once(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    shop.line.cut()
    for _ in range(3):
        shop.make(shop.first)
    shop.line.restore()
    shop.make(shop.first)
    assert shop.body(shop.second) is None
    assert [record.message.partition(":")[0] for record in caplog.records] == [
        "Each process makes its own pages, because Redis does not keep them"
    ]
    shop.first._left_alone_until = 0
    made = shop.make(shop.first)
    assert shop.body(shop.second) == made
    assert [record.message for record in caplog.records][1:] == ["Redis keeps pages for all processes again."]


def test_a_store_that_says_nothing_holds_nobody_up(shop: Shop) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        mute = SharedPages(f"redis://127.0.0.1:{silent.getsockname()[1]}/0", "secret", "release")
        assert shop.make(mute)
        assert shop.body(mute) is None


def test_a_notice_that_is_typed_into_the_database_takes_everything_away(shop: Shop) -> None:
    shop.make(shop.first)
    before = clock.now
    with connection.cursor() as cursor:
        cursor.execute(f"NOTIFY {CHANNEL}")
    wait_for(lambda: not clock.is_current(before, []))
    assert shop.body(shop.second) is None


def test_without_redis_each_process_makes_its_own_until_it_is_back(readers: Readers, items: list[NewsItemPage]) -> None:
    first, second, _third = readers.processes
    readers.line.cut()
    for each in (first, second):
        assert (each.get(items[0].url)["status"], each.get(items[0].url)["made"]) == (200, 0)
    assert readers.stored() == {}
    readers.line.restore()

    def is_shared_again() -> bool:
        change(items[1], uuid.uuid4().hex)
        readers.settle()
        return bool(first.get(items[1].url)["made"] + second.get(items[1].url)["made"] == 1)

    wait_for(is_shared_again)


@pytest.mark.parametrize("kind", ["empty", "no page", "changed", "cut short", "of another address", "too long"])
def test_what_no_process_has_stored_so_is_ignored(readers: Readers, items: list[NewsItemPage], kind: str) -> None:
    first, second, _third = readers.processes
    first.get(items[1].url)
    ((_other, of_another),) = readers.stored().items()
    made = first.get(items[0].url)
    ((name, value),) = (each for each in readers.stored().items() if each[1] != of_another)
    readers.store(
        name,
        {
            "empty": b"",
            "no page": b'{"status": "200 OK"}',
            "changed": value[:-1] + bytes([value[-1] ^ 1]),
            "cut short": value[:-20],
            "of another address": of_another,
            "too long": b"x" * 5_000_000,
        }[kind],
    )
    assert second.get(items[0].url) == made


def test_what_is_stored_is_bounded_in_time_and_says_no_address(readers: Readers, items: list[NewsItemPage]) -> None:
    first = readers.processes[0]
    first.get(items[0].url)
    with Redis.from_url(readers.redis_url) as client:
        ((name, value),) = readers.stored().items()
        assert 0 < client.pttl(name) <= 3_600_000
    assert items[0].slug.encode() not in name
    # No turn is left behind.
    assert not name.endswith(b":making")
    assert value
