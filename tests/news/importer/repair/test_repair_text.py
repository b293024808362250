"""What a scan is repaired to."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news.importer.repair import Change, RepairedText, repair_text
from tests.news.importer.passages.damage import FORMS, damaged
from tests.news.importer.passages.passages import TUNING, read_passages

LITHUANIAN, ENGLISH = "lt", "en"


def repaired(text: str) -> str:
    return repair_text(text, LITHUANIAN).text


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("Tvarios plétros skatinimas", "Tvarios plėtros skatinimas"),
        ("stiprinant vieSojo sektoriaus", "stiprinant viešojo sektoriaus"),
        ("su iSSUkiais", "su iššūkiais"),
        ("organizacijomis, veikian€iomis Norvegijoje", "organizacijomis, veikiančiomis Norvegijoje"),
        ("su jy struktGromis", "su jų struktūromis"),
        ("perimant gergjg patirtj", "perimant gerąją patirtį"),
        ("informacija apie perimtg gergjg patirt;.", "informacija apie perimtą gerąją patirtį."),
        ("atstovai i§ Lietuvos", "atstovai iš Lietuvos"),
        ("2017 m. balandzio mén. 3 diena", "2017 m. balandžio mėn. 3 diena"),
    ],
)
def test_words_misread_by_a_scan_are_read_again(read: str, printed: str) -> None:
    assert repaired(read) == printed


@pytest.mark.parametrize(
    "text",
    [
        "NOR-LT10-VRM-01-K-02-006",
        "www.socialcluster.lt",
        "http://www.efaktor.no/",
        "jonas.jonaitis@example.lt",
        "General Secretary of Association of NGOs in Norway",
        "Fleksibel utdanning Norge",
        "Haakon Meland Eriksen",
    ],
)
def test_names_codes_addresses_and_foreign_words_stay(text: str) -> None:
    assert repaired(f"Daugiau informacijos: {text}") == f"Daugiau informacijos: {text}"


def test_the_lines_of_a_page_become_paragraphs() -> None:
    assert repaired("Pagrindinis vizito tiks-\nlas yra\nsusitikti.\n\n\nVizitas vyks.\n") == (
        "Pagrindinis vizito tikslas yra susitikti.\n\nVizitas vyks."
    )


def test_days_broken_over_two_lines_are_joined() -> None:
    assert repaired("vizitas Osle 2017-04-\n03 — 2017-04-06") == "vizitas Osle 2017-04-03 – 2017-04-06"


@pytest.mark.parametrize(
    "quoted", [",, Gera patirtis“", '"Gera patirtis"', ",Gera patirtis“", "„Gera patirtis‘", "“Gera patirtis”"]
)
def test_quotation_marks_are_those_of_the_language(quoted: str) -> None:
    assert repaired(f"Projektas {quoted} baigiasi.") == "Projektas „Gera patirtis“ baigiasi."


def test_english_keeps_its_words_and_quotation_marks() -> None:
    text = 'The project "Sustainable Development" is a re-\nsult of the visit to Siauliai.'
    assert (
        repair_text(text, ENGLISH).text == 'The project "Sustainable Development" is a result of the visit to Siauliai.'
    )


def places_are_right(given_text: str, result: RepairedText) -> bool:
    def is_right(change: Change) -> bool:
        here = result.text[change.start : change.end]
        there = given_text[change.raw_start : change.raw_end]
        return there == change.before and (here == change.after if change.is_applied else here != change.after)

    return all(map(is_right, result.changes))


@pytest.mark.parametrize("form", FORMS)
def test_changes_tell_where_they_are_in_both_texts(form: str) -> None:
    for passage in read_passages(LITHUANIAN, TUNING)[::8]:
        scan = damaged(passage.text, form, passage.identifier)
        assert places_are_right(scan.text, repair_text(scan.text, LITHUANIAN))


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(codec="utf-8") | st.sampled_from(' \n\f-–—„“",;|1jiSG§$€éąčęėįšųūžaeis.'), max_size=200))
def test_any_text_can_be_repaired(text: str) -> None:
    result = repair_text(text, LITHUANIAN)
    assert places_are_right(text, result)
    assert "\n\n\n" not in result.text
