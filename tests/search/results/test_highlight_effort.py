"""How much of a text is analysed in order to highlight it, counted in words."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from portal.languages import analysis
from search.engines import Engine, SearchRequest
from search.index.document import LanguageDocument
from search.index.irregular_words import irregular_words_of, with_irregular_words
from search.query.matching import Matching
from search.query.parse import parse
from search.results import highlight
from search.results.highlight import Highlighter
from tests.search.corpus import EN, LT, changes, document

BODY = " ".join(f"{first}{second}{third}as" for first in "bdgklmnprst" for second in "aeiou" for third in "bdgkl")
CACHED = (analysis.word_keys, analysis.scanned_word_keys, highlight._all_keys)


@pytest.fixture(autouse=True)
def nothing_known() -> Iterator[None]:
    """As in a process that has just begun."""
    for cached in CACHED:
        cached.cache_clear()
    yield
    for cached in CACHED:
        cached.cache_clear()


def analysed(typed: str, body: str, language: str = LT) -> tuple[int, str]:
    """How many words are analysed for a highlight of a text from an index, and the highlight."""
    text = LanguageDocument(title="Antraštė", url="/", body=body)
    text = replace(text, irregular=irregular_words_of(text, language))
    highlighter = Highlighter(parse(typed), language, Matching())
    for cached in CACHED:
        cached.cache_clear()
    html = highlighter.explain(text).highlights[-1].html
    return analysis.word_keys.cache_info().misses, html


@pytest.mark.parametrize("typed", ["vizitas", "vizitas miestas", '"vizitas miestas"', "neapibrėžtas vizitas"])
def test_words_that_cannot_match_are_not_analysed(typed: str) -> None:
    count, html = analysed(typed, f"{BODY}. Vizitas mieste buvo vakar.")
    assert "<mark>Vizitas</mark>" in html or typed.startswith('"')
    assert count <= 40
    assert len(BODY.split()) > 250


def test_a_longer_text_costs_no_more_analysis() -> None:
    few, _html = analysed("vizitas", f"Vizitas. {BODY}")
    many, _html = analysed("vizitas", f"Vizitas. {BODY} {BODY.replace('as', 'ais')} {BODY.replace('as', 'ui')}")
    assert few == many


def test_an_irregular_form_is_marked_in_a_text_from_an_index(index: Engine) -> None:
    index.rebuild([LT, EN]).swap(list)
    index.write(changes([document(1, en=("News", "We went there in spring."))]))
    response = index.search(SearchRequest(parse("go"), EN))
    text = response.hits[0].document.languages[EN]
    assert text.irregular == ("went",)
    for known in (text, replace(text, irregular=None)):
        (shown,) = Highlighter(parse("go"), EN, Matching()).explain(known).highlights
        assert "<mark>went</mark>" in shown.html


def test_a_word_of_the_same_family_is_marked_however_it_begins() -> None:
    text = LanguageDocument(title="Antraštė", url="/", body="Mokyklos pastatymas truko metus.")
    text = replace(text, irregular=irregular_words_of(text, LT))
    # A family as short as this tells nothing alone.
    matching = Matching(roots=frozenset(["statyti", "mokykla"]))
    html = Highlighter(parse("statyti mokykla"), LT, matching).explain(text).highlights[-1].html
    assert "<mark>pastatymas</mark>" in html


def test_what_an_index_writes_down_is_no_part_of_the_content() -> None:
    made = document(1, en=("News", "We went there."))
    stored = with_irregular_words(made)
    assert stored.languages[EN].irregular == ("went",)
    assert stored.fingerprint() == made.fingerprint()
    assert stored == made


@pytest.mark.parametrize(
    ("typed", "body", "expected"),
    [
        ("vizitas", "darbo-vizitas, vizitas-darbas a-b-c.vizitas", 3),
        ('"vizitas mieste"', "vizitas mieste, vizitas-mieste, vizitas ir mieste", 4),
        ("vizitas", "pavizitas vizitas_ _vizitas vizitasx", 2),
        ("vizitas", "Vi\u00adzitas VIZITAI ｖｉｚｉｔａｓ vіzitas", 4),
    ],
)
def test_words_are_found_within_compounds_and_however_they_are_written(typed: str, body: str, expected: int) -> None:
    _count, html = analysed(typed, body)
    assert html.count("<mark>") == expected, html


def test_a_chain_of_thousands_of_parts_is_read_once() -> None:
    count, _html = analysed("vizitas", "-".join(["vizitas"] * 3000))
    assert count <= 40
