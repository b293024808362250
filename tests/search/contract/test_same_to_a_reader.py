"""What looks the same is found the same on every engine, and marked where it stands."""

import datetime
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from html import unescape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.engines import Engine, SearchRequest
from search.index.document import Document, FacetValue, LanguageDocument
from search.index.interface import IndexChange
from search.query.parse import parse
from search.results.presentation import results
from tests.search.corpus import LT, key

TITLE = "Žemės ūkio rūmų vizitas pas e-Factor, Nr. NOR-LT10-VRM-01-K-02-006"
BODY = "2017 m. balandžio 3 d. ministras Petraitis skyrė 10 000 Eur O'Neil bendrovei „Ąžuolas“."
IGNORED = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u034f\u200e\u202e\u2069\ufe0f\U000e0067\x07"
# Ways to write the same text.
WAYS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "with soft hyphens": lambda text: re.sub(r"(?<=\w\w)(?=\w\w)", "\u00ad", text),
    "with zero-width spaces": lambda text: re.sub(r"(?<=\w)(?=\w)", "\u200b", text),
    "with directions": lambda text: f"\u202a{text}\u202c",
    "with no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "with narrow spaces": lambda text: text.replace(" ", "\u202f"),
    "with no-break hyphens": lambda text: text.replace("-", "\u2011"),
    "with minus signs": lambda text: text.replace("-", "\u2212"),
    "with other apostrophes": lambda text: text.replace("'", "’"),
    "in full width": lambda text: "".join(
        chr(ord(each) + 0xFEE0) if each.isascii() and each.isalnum() else each for each in text
    ),
    "with stress marks": lambda text: re.sub(r"([nlr])", "\\1\u0303", text),
    "with letters of Cyrillic": lambda text: text.replace("e", "\u0435").replace("o", "\u043e"),
}
QUERIES = (
    "žemės ūkis",
    "rumu vizite",
    "e-Factor",
    "NOR-LT10",
    "10 000",
    "Petraičio",
    "O'Neil",
    '"ministras Petraitis"',
    "Ąžuolas",
)


def document(title: str, body: str, place: str = "Oslas") -> Document:
    text = LanguageDocument(title=title, url="/lt/1/", lead=body, body=f"{title}\n{body}")
    return Document(
        key(1), "n-1", 1, datetime.date(2017, 4, 3), {LT: text}, facets={"place": (FacetValue(place, {LT: place}),)}
    )


def ask(engine: Engine, typed: str, **filters: str) -> SearchRequest:
    return SearchRequest(parse(typed), LT, filters=filters)


@pytest.mark.parametrize("written", WAYS)
def test_an_item_is_found_however_it_and_the_query_are_written(engine: Engine, written: str) -> None:
    engine.write([IndexChange(key(1), 1, document(WAYS[written](TITLE), WAYS[written](BODY)))])
    lost = [
        (typed, way)
        for typed in QUERIES
        for way, write in WAYS.items()
        if engine.search(ask(engine, write(typed))).total != 1
    ]
    assert lost == []


@pytest.mark.parametrize("written", WAYS)
def test_a_completion_is_found_however_it_is_written(engine: Engine, written: str) -> None:
    engine.write([IndexChange(key(1), 1, document(WAYS[written](TITLE), BODY))])
    found = [way for way, write in WAYS.items() if engine.complete(write("žemės ūki"), LT, 5)]
    assert found == list(WAYS)


def test_a_place_written_in_two_ways_is_one_value_of_the_facet(engine: Engine) -> None:
    second = replace(document("Kitas vizitas", "Kitas.", "O\u00adslas"), key=key(2), identifier="n-2", number=2)
    engine.write([IndexChange(key(1), 1, document(TITLE, BODY)), IndexChange(key(2), 1, second)])
    response = engine.search(SearchRequest(parse(""), LT))
    assert [(value.key, value.count) for value in response.facets["place"]] == [("Oslas", 2)]
    assert engine.search(ask(engine, "vizitas", place="Oslas")).total == 2


def scattered(data: st.DataObject, text: str) -> str:
    """With characters that nobody sees between any letters."""
    gaps = st.lists(st.tuples(st.integers(1, len(text)), st.sampled_from(IGNORED)), max_size=12)
    for place, character in sorted(data.draw(gaps), reverse=True):
        text = text[:place] + character + text[place:]
    return text


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_is_scattered_in_a_text_it_is_found_and_its_letters_are_marked(
    engine: Engine, data: st.DataObject
) -> None:
    written = document(scattered(data, TITLE), scattered(data, BODY))
    version = max((entry.version for entry in engine.entries([key(1)])), default=0) + 1
    engine.write([IndexChange(key(1), version, written)])

    response = engine.search(ask(engine, scattered(data, "vizitas") + " " + scattered(data, "Petraitis")))

    assert response.total == 1
    (card,) = results(response)
    html = card.title
    assert unescape(re.sub("</?mark>", "", html)) == written.languages[LT].title
    (marked,) = re.findall("<mark>(.*?)</mark>", html)
    assert "".join(letter for letter in unescape(marked) if letter not in IGNORED) == "vizitas"
