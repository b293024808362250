"""Synonyms and editors' choices: what may be written, and where it takes effect."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from wagtail.models import Page, PageViewRestriction

from home.models import HomePage
from search.engines import Engine
from search.models import PromotedResult, SynonymGroup
from search.query import synonym_store
from search.query.parse import parse
from search.results.queries import promoted_results
from tests.client import Client
from tests.factories import content
from tests.search.corpus import EN, LT
from tests.search.results.test_page import page, texts


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override(EN):
        yield


def synonyms(term: str, language: str = LT) -> tuple[str, ...]:
    return synonym_store.read_lexicons()[0].others(term.split(), language, language)


def group(words: str, language: str = LT) -> SynonymGroup:
    made = SynonymGroup(language=language, words=words)
    made.full_clean()
    made.save()
    return made


@pytest.mark.django_db(transaction=True)
def test_synonyms_are_in_use_once_they_are_saved_and_no_more_once_they_are_deleted() -> None:
    assert synonyms("darželis") == ()
    saved = group("vaikų darželis,  darželis\nIkimokyklinė įstaiga; Darželis")
    assert synonyms("darželiai") == ("vaikų darželis", "Ikimokyklinė įstaiga")
    assert synonyms("vaikų darželiuose") == ("darželis", "Ikimokyklinė įstaiga")
    assert synonyms("darželis", EN) == ()

    saved.words = "darželis, lopšelis"
    saved.save()
    assert synonyms("darželis") == ("lopšelis",)
    saved.delete()
    assert synonyms("darželis") == ()


@pytest.mark.django_db(transaction=True)
def test_reading_synonyms_asks_no_database(django_assert_num_queries: Any) -> None:
    group("kindergarten, preschool", EN)
    with django_assert_num_queries(0):
        assert synonyms("kindergarten", EN) == ("preschool",)


@pytest.mark.django_db(transaction=True)
def test_the_worker_brings_synonyms_to_a_machine_that_they_were_not_changed_on(tmp_path: Path) -> None:
    group("kindergarten, preschool", EN)
    file = tmp_path / "search-words.json"
    file.unlink()
    assert synonyms("kindergarten", EN) == ()

    synonym_store.write_words()
    assert synonyms("kindergarten", EN) == ("preschool",)
    written = file.stat().st_mtime_ns
    synonym_store.write_words()
    assert file.stat().st_mtime_ns == written


BROKEN = {
    "cut off": '{"edited": [[["lt", "a"',
    "empty": "",
    "another type": "[]",
    "without a part": '{"edited": []}',
    "a number for a list": '{"edited": 5, "learnt": []}',
    "groups of another kind": '{"edited": [[["lt", 5], ["lt", null]]], "learnt": []}',
    "deep": "[" * 100_000,
}


def broken(file: Path, how: str) -> None:
    if file.is_dir():
        file.rmdir()
    file.unlink(missing_ok=True)
    if how == "a directory":
        file.mkdir()
    elif how == "a pipe":
        os.mkfifo(file)
    elif how == "no text":
        file.write_bytes(b"\xff\xfe\x00")
    elif how == "nowhere":
        file.symlink_to(file)
    else:
        file.write_text(BROKEN[how])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("how", [*BROKEN, "no text", "a directory", "a pipe", "nowhere"])
def test_a_broken_file_costs_no_page_is_told_once_and_written_anew(
    client: Client, tmp_path: Path, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    group("kindergarten, preschool", EN)
    assert synonyms("kindergarten", EN) == ("preschool",)
    file = tmp_path / "search-words.json"
    broken(file, how)
    caplog.clear()

    for _ in range(3):
        assert client.get("/api/search/", {"q": "kindergarten"}).status_code in (200, 503)
        # What was read last, where it is the file that is broken and not the way to it.
        assert synonyms("kindergarten", EN) == (() if how == "nowhere" else ("preschool",))
    assert len([record for record in caplog.records if "search-words.json" in record.getMessage()]) == 1

    synonym_store.write_words()
    assert json.loads(file.read_text())["edited"] == [[["en", "kindergarten"], ["en", "preschool"]]]
    assert synonyms("kindergarten", EN) == ("preschool",)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("", "This field cannot be blank."),
        ("darželis", "Write at least two different words, separated by commas."),
        ("darželis, Darželis,,", "Write at least two different words, separated by commas."),
        ("darželis, ***", "“***” has characters that do not belong to words."),
        ('darželis, "lopšelis"', '“"lopšelis"” has characters that do not belong to words.'),
        ("darželis, a | b", "“a | b” has characters that do not belong to words."),
        ("darželis, vienas du trys keturi penki šeši", "is too long: an expression has at most 5 words."),
        (", ".join(f"žodis{number}" for number in range(31)), "A group has at most 30 words; this one has 31."),
    ],
)
def test_a_group_of_synonyms_that_makes_no_sense_is_refused_with_a_reason(words: str, message: str) -> None:
    with pytest.raises(ValidationError) as refused:
        group(words)
    assert message in " ".join(refused.value.messages)


@pytest.mark.django_db
def test_the_same_group_is_not_made_twice() -> None:
    group("darželis, lopšelis")
    with pytest.raises(ValidationError, match="There is a group of these words already"):
        group("darželis,lopšelis")


@pytest.fixture
def front_page(site: None) -> Page:
    return HomePage.objects.get(locale=content.locale(EN)).page_ptr


def choose(page: Page, queries: str, language: str = EN, **values: Any) -> PromotedResult:
    made = PromotedResult(language=language, queries=queries, page=page, **values)
    made.full_clean()
    made.save()
    return made


@pytest.mark.parametrize(
    ("typed", "is_chosen"),
    [
        ("grants", True),
        ("Grant", True),
        ("calls for PROPOSALS", True),
        ("call proposals", False),
        ("grants 2020", False),
        ("-grants", False),
        ("", False),
    ],
)
def test_a_choice_stands_for_its_whole_searches_whatever_their_endings(
    front_page: Page, typed: str, is_chosen: bool
) -> None:
    choose(front_page, "grants, call for proposals")
    assert bool(promoted_results(parse(typed), EN)) is is_chosen
    assert not promoted_results(parse(typed), LT)


def test_only_published_and_public_pages_are_shown(front_page: Page) -> None:
    choose(front_page, "grants")
    restriction = PageViewRestriction.objects.create(page=front_page, restriction_type=PageViewRestriction.LOGIN)
    assert promoted_results(parse("grants"), EN) == []
    restriction.delete()
    assert promoted_results(parse("grants"), EN)
    Page.objects.filter(pk=front_page.pk).update(live=False)
    assert promoted_results(parse("grants"), EN) == []


def test_choices_cost_one_query_or_three_however_many_there_are(
    front_page: Page, django_assert_num_queries: Any
) -> None:
    pages = [front_page, *Page.objects.child_of(front_page)]
    for number, page_ in enumerate(pages):
        choose(page_, "grants", order=number)
    with django_assert_num_queries(3):
        found = promoted_results(parse("grants"), EN)
        assert [result.page.locale.language_code for result in found] == [EN] * len(found)
    assert [result.page_id for result in found] == [page_.pk for page_ in pages[:3]]
    with django_assert_num_queries(1):
        assert promoted_results(parse("visits"), EN) == []


def test_a_page_is_chosen_once_a_language_and_for_something(front_page: Page) -> None:
    choose(front_page, "grants")
    with pytest.raises(ValidationError, match="This page is an editors' choice of this language already"):
        choose(front_page, "calls")
    for queries in ("...", " , "):
        with pytest.raises(ValidationError, match="Write at least one search in words"):
            choose(front_page, queries, LT)
    with pytest.raises(ValidationError, match="is longer than 100 characters"):
        choose(front_page, "x" * 101, LT)


def test_choices_stand_above_the_results_also_where_nothing_is_found(
    client: Client, filled_index: Engine, front_page: Page
) -> None:
    lithuanian = HomePage.objects.get(locale=content.locale(LT)).page_ptr
    choose(front_page, "qqqqqq, visit", description="Everything about grants.")
    choose(lithuanian, "visit", order=1)

    html = page(client, q="qqqqqq")
    assert texts(html, ".promoted a") == [front_page.title]
    assert texts(html, ".promoted p") == ["Everything about grants."]
    html = page(client, q="visits")
    assert texts(html, ".promoted a[lang=lt]") == [lithuanian.title]
    assert page(client, q="visit", sort="newest").select(".promoted")
    assert not page(client, q="visit", year="2017").select(".promoted")
