"""What is marked in a text, and that nothing else in it becomes markup."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.index.document import LanguageDocument
from search.query.matching import Matching
from search.query.parse import parse
from search.results.highlight import Explanation, Highlighter
from tests.search.corpus import EN, LT, OSLO


def explain(typed: str, text: LanguageDocument, language: str = LT) -> Explanation:
    return Highlighter(parse(typed), language, Matching()).explain(text)


def marked(typed: str, text: str, language: str = LT) -> list[str]:
    found = explain(typed, LanguageDocument(title=text, url="/"), language)
    return re.findall("<mark>(.*?)</mark>", "".join(item.html for item in found.highlights if item.field == "title"))


@pytest.mark.parametrize(
    ("typed", "text", "expected"),
    [
        ("klasterystes", "Socialinės klasterystės ir klasterysčių nauda", ["klasterystės", "klasterysčių"]),
        ("vizite", "Vizitas, vizito, vizitų", ["Vizitas", "vizito", "vizitų"]),
        ("Slotteroy", "Stian Slotterøy Johnsen", ["Slotterøy"]),
        ("efactor", "organizacija „e-Factor“", ["e-Factor"]),
        ("e-factor", "organizacija eFactor", ["eFactor"]),
        ("efaktor", "žr. www.efaktor.no", ["efaktor"]),
        ("02-006", "Nr. NOR-LT10-VRM-01-K-02-006.", ["NOR-LT10-VRM-01-K-02-006"]),
        ('"viešojo sektoriaus"', "viešoji tvarka, viešojo sektoriaus", ["viešojo", "sektoriaus"]),
        ("-vizitas sektorius", "vizitas sektoriuje", ["sektoriuje"]),
        ("kosmodromas", "Vizitas Osle", []),
    ],
)
def test_the_forms_that_match_are_marked(typed: str, text: str, expected: list[str]) -> None:
    assert marked(typed, text) == expected


def test_reasons_name_the_forms_for_each_word_of_the_query() -> None:
    reasons = explain("vizite klasterystes", OSLO.languages[LT]).reasons
    assert {reason.word: reason.forms for reason in reasons} == {
        "vizite": ("vizitas", "vizite", "Vizito"),
        "klasterystes": ("klasterystę", "klasterystės", "klasterysčių"),
    } or {reason.word: set(map(str.lower, reason.forms)) for reason in reasons} == {
        "vizite": {"vizitas", "vizite", "vizito"},
        "klasterystes": {"klasterystę", "klasterystės", "klasterysčių"},
    }


def test_the_snippet_shows_the_place_with_most_of_the_words() -> None:
    body = "Pirmas apie miestą. " * 40 + "Čia minimas tiltas ir upė kartu. " + "Dar apie tiltą. " * 40
    found = explain("tiltas upė", LanguageDocument(title="", url="/", body=body)).highlights
    assert "<mark>tiltas</mark> ir <mark>upė</mark>" in found[0].html
    assert found[0].html.startswith("… ")
    assert len(found[0].html) < 500


def test_codes_and_names_that_match_are_shown() -> None:
    found = explain("NOR-LT10-VRM-01-K-02-006", OSLO.languages[EN], EN).highlights
    assert [item.html for item in found if item.field == "names"] == ["<mark>NOR-LT10-VRM-01-K-02-006</mark>"]


def test_markup_in_a_text_stays_text() -> None:
    text = LanguageDocument(title="<script>vizitas</script>", url="/", body='<img src=x onerror="vizitas()"> & vizitas')
    for item in explain("vizitas", text).highlights:
        assert re.findall("<[^>]*>", item.html.replace("<mark>", "").replace("</mark>", "")) == []


@given(st.text(alphabet="<>&\"' avizts-.\n", max_size=400), st.sampled_from(["vizitas", "a", '"a a"', "v-i", "<b>"]))
def test_without_its_marks_a_highlight_is_a_piece_of_the_text(text: str, typed: str) -> None:
    for item in explain(typed, LanguageDocument(title=text, url="/", body=text)).highlights:
        plain = re.sub("</?mark>", "", item.html)
        assert "<" not in plain
        assert ">" not in plain
        piece = unescape(plain).removeprefix("… ").removesuffix(" …")
        assert "".join(piece.split()) in "".join(text.split())
