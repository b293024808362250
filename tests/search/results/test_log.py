"""What readers search for is counted, without a database in the way and without anything about them."""

import datetime
import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from search.engines import Engine
from search.models import SearchCount
from search.results import log
from search.results.log import count_searches, countable_text, forget_old_searches, note_click, note_search
from tests.client import Client
from tests.search.corpus import EN, LT
from tests.search.results.test_page import page_address


def counts() -> dict[str, tuple[int, int, int, int]]:
    """Searches, found, clicks and positions by text."""
    count_searches()
    rows = SearchCount.objects.values_list("text", "searches", "found", "clicks", "positions")
    return {text: tuple(values) for text, *values in rows}  # type: ignore[misc]


@pytest.mark.parametrize(
    ("typed", "counted"),
    [
        ("  Vaikų   DARŽELIS ", "vaikų darželis"),
        ("Zˇemė".replace("Zˇ", "Z\u030c"), "žemė"),
        ("NOR-LT10-VRM-01-K-02-006", "nor-lt10-vrm-01-k-02-006"),
        ("2014–2020 m. programa", "2014–2020 m. programa"),
        ("vizitas 2017-04-03", "vizitas 2017-04-03"),
        ("rodiklis 1.1.1", "rodiklis 1.1.1"),
    ],
)
def test_a_query_is_counted_in_one_form(typed: str, counted: str) -> None:
    assert countable_text(typed) == counted


@pytest.mark.parametrize(
    "typed",
    [
        *("jonas@example.org", "rašykite jonas@example", "+370 612 34567", "8 (612) 34567", "39001011234"),
        *("asmens kodas 4900101-1234", "LT12 1000 0111 0100 1000", "23 45 67 89", "x" * 101, "a " * 13, "", "  "),
        *("right\u202eto left", "bell\x07"),
    ],
)
def test_what_may_be_about_a_person_or_is_no_query_is_not_counted(typed: str) -> None:
    assert countable_text(typed) is None


@pytest.mark.django_db
def test_searches_are_counted_by_day_language_and_text_with_what_the_last_one_found() -> None:
    for typed, language, found in (("Vizitas", LT, 1), ("vizitas", LT, 2), ("vizitas", EN, 3), ("nieko", LT, 0)):
        note_search(typed, language, found)
    assert count_searches() == 4

    rows = SearchCount.objects.order_by("language", "text")
    assert list(rows.values_list("day", "language", "text", "searches", "found")) == [
        (timezone.localdate(), EN, "vizitas", 1, 3),
        (timezone.localdate(), LT, "nieko", 1, 0),
        (timezone.localdate(), LT, "vizitas", 2, 2),
    ]
    note_search("vizitas", LT, 5)
    assert count_searches() == 1
    assert SearchCount.objects.get(language=LT, text="vizitas").searches == 3
    assert count_searches() == 0


@pytest.mark.django_db
def test_clicks_are_counted_only_for_what_was_searched_and_never_outnumber_the_searches() -> None:
    note_search("vizitas", LT, 2)
    note_search("vizitas", LT, 2)
    for position in (3, 1, 7, 7, 7):
        note_click("vizitas", LT, position)
    note_click("flood", LT, 1)

    assert counts() == {"vizitas": (2, 2, 2, 4)}


@pytest.mark.django_db
def test_a_flood_of_different_texts_fills_neither_the_disk_nor_the_table(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(log, "MOST_TEXTS_A_DAY", 5)
    monkeypatch.setattr(log, "MOST_BYTES", 2_000)
    note_search("vizitas", LT, 1)
    for number in range(200):
        note_search(f"flood {number}", LT, 0)
    assert (tmp_path / "searches.jsonl").stat().st_size < 2_200

    assert len(counts()) == 5
    # What is there already goes on being counted.
    known = SearchCount.objects.first()
    assert known
    note_search(known.text, LT, 1)
    assert counts()[known.text][0] == 2


@pytest.mark.django_db
def test_lines_of_many_threads_are_neither_lost_nor_mixed_while_they_are_counted() -> None:
    def search(number: int) -> None:
        note_search(f"thread {number % 10}", LT, number)

    counted = 0
    with ThreadPoolExecutor(8) as threads:
        running = [threads.submit(search, number) for number in range(400)]
        while not all(future.done() for future in running):
            counted += count_searches()
    assert counted + count_searches() == 400
    assert sum(row[0] for row in counts().values()) == 400


@pytest.mark.django_db
def test_what_a_killed_worker_had_taken_is_counted_by_the_next(tmp_path: Path) -> None:
    note_search("vizitas", LT, 1)
    os.rename(tmp_path / "searches.jsonl", tmp_path / "searches.taken")
    note_search("vizitas", LT, 2)

    assert count_searches() == 1
    assert count_searches() == 1
    assert counts() == {"vizitas": (2, 2, 0, 0)}


@pytest.mark.django_db
def test_a_line_that_was_cut_off_is_left_out(tmp_path: Path) -> None:
    note_search("vizitas", LT, 1)
    with (tmp_path / "searches.jsonl").open("a") as file:
        file.write('["2026-01-01", "lt", "viz\n')
    note_search("vizitas", LT, 1)

    assert counts() == {"vizitas": (2, 1, 0, 0)}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "line",
    [
        "5",
        "{}",
        '["2026-01-01", "lt", "vizitas"]',
        '["2026-01-01", "lt", "vizitas", 5]',
        '["2026-01-01", "lt", "vizitas", {"found": "x"}]',
        '["2026-01-01", "lt", "vizitas", {"found": -1}]',
        '["2026-01-01", "lt", "vizitas", {"position": 99999999999999}]',
        '["today", "lt", "vizitas", {"found": 1}]',
        '["2026-01-01", "a language that nobody has ever heard of", "vizitas", {"found": 1}]',
        '["2026-01-01", "lt", null, {"found": 1}]',
        '["2026-01-01", "lt", "%s", {"found": 1}]' % ("a" * 5_000),
        "[" * 100_000,
    ],
)
def test_a_line_of_another_kind_is_left_out(tmp_path: Path, line: str) -> None:
    (tmp_path / "searches.jsonl").write_text(f"{line}\n")
    note_search("vizitas", LT, 1)

    assert counts() == {"vizitas": (1, 1, 0, 0)}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["searches.jsonl", "searches.taken"])
def test_a_directory_in_the_place_of_the_log_is_moved_aside(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    note_search("vizitas", LT, 1)
    count_searches()
    note_search("vizitas", LT, 1)

    assert counts()["vizitas"][0] >= 1


def test_a_log_that_cannot_be_written_fails_no_search(settings: Any, tmp_path: Path) -> None:
    settings.SEARCH_LOG_PATH = tmp_path / "missing" / "searches.jsonl"
    note_search("vizitas", LT, 1)


@pytest.mark.django_db
def test_counts_are_forgotten_after_the_days_of_the_settings(settings: Any) -> None:
    settings.SEARCH_LOG_DAYS = 30
    today = timezone.localdate()
    for days in (29, 30, 31):
        SearchCount.objects.create(day=today - datetime.timedelta(days=days), language=LT, text="vizitas", searches=1)

    assert forget_old_searches() == 1
    assert SearchCount.objects.count() == 2


def test_nothing_is_noted_where_the_settings_say_so(settings: Any, tmp_path: Path) -> None:
    settings.SEARCH_LOG_DAYS = 0
    note_search("vizitas", LT, 1)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db
@pytest.mark.parametrize("values", [{"text": ""}, {"clicks": 2, "positions": 2}, {"clicks": 1, "positions": 0}])
def test_the_database_refuses_counts_that_cannot_be(values: dict[str, Any]) -> None:
    row = {"day": timezone.localdate(), "language": LT, "text": "vizitas", "searches": 1} | values
    with pytest.raises(IntegrityError), transaction.atomic():
        SearchCount.objects.create(**row)


def noted(directory: Path) -> list[str]:
    path = directory / "searches.jsonl"
    return [json.loads(line)[2] for line in path.read_text().splitlines()] if path.exists() else []


@pytest.mark.parametrize("address", ["/api/search/", "page"])
def test_what_somebody_types_is_noted_and_what_follows_from_it_is_not(
    client: Client, filled_index: Engine, site: None, tmp_path: Path, address: str
) -> None:
    path = page_address(LT) if address == "page" else address
    for query in ("vizitas", "qqqqqq"):
        client.get(path, {"q": query})
    for parameters in ({"page": "1", "year": "2017"}, {"sort": "newest"}, {"topic": "social-clustering"}):
        client.get(path, {"q": "vizitas", **parameters})
    client.get(path, {"q": "-Vienola", "page": "2"})
    client.get(path, {"q": ""})
    client.head(path, {"q": "vizitas"})
    client.get(path, {"q": "vizitas"}, headers={"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"})
    client.get(path, {"q": "vizitas"}, headers={"Sec-Purpose": "prefetch"})
    client.get(path, {"q": "jonas@example.org"})

    assert noted(tmp_path) == ["vizitas", "qqqqqq"]


@pytest.mark.django_db
def test_a_click_is_noted_without_touching_the_database(
    client: Client, tmp_path: Path, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        response = client.beacon(
            "/api/search/click/",
            "q=vizitas&language=lt&position=3",
            content_type="application/x-www-form-urlencoded",
            headers={"Sec-Fetch-Site": "same-origin"},
        )
    assert response.status_code == 204
    assert not response.cookies
    assert noted(tmp_path) == ["vizitas"]


@pytest.mark.parametrize(
    ("status", "body", "headers"),
    [
        (403, "q=vizitas&position=1", {"Sec-Fetch-Site": "cross-site"}),
        (413, "q=" + "a" * 5_000 + "&position=1", {}),
        (400, "q=vizitas", {}),
        (400, "q=vizitas&position=0", {}),
        (400, "q=vizitas&position=1001", {}),
        (400, "q=vizitas&position=one", {}),
        (400, "q=vizitas&position=1&language=xx", {}),
        (400, "position=1", {}),
        (204, "q=jonas@example.org&position=1", {}),
        (204, "q=%00%00&position=1", {}),
    ],
)
def test_clicks_of_other_sites_too_long_or_malformed_are_turned_away(
    client: Client, tmp_path: Path, status: int, body: str, headers: dict[str, str]
) -> None:
    kind = "application/x-www-form-urlencoded"
    assert client.beacon("/api/search/click/", body, content_type=kind, headers=headers).status_code == status
    assert noted(tmp_path) == []


def test_a_click_is_not_a_get(client: Client) -> None:
    assert client.get("/api/search/click/").status_code == 405
