"""What a scan is repaired to."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from hypothesis import given, settings
from hypothesis import strategies as st

from news.importer.repair import RepairedText, TextChange, repair_text
from news.importer.repair.words import repairer
from tests.news.importer.passages.damage import SCAN, damaged
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
        ("Gyvena odabar vieSojoje istaigoje", "Gyvena o dabar viešojoje įstaigoje"),
        ("socia linés klasterystés kompetencijy", "socialinės klasterystės kompetencijų"),
        ("V$| Gintariné akademija", "VšĮ Gintarinė akademija"),
        ("Direktoré Irena Tamulevi€iené", "Direktorė Irena Tamulevičienė"),
        ("atvyko 1l9 zmoniy ir 5O vaiky", "atvyko 119 žmonių ir 50 vaikų"),
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


def test_known_words_are_found_when_misread() -> None:
    text = "Kalbėjo Kazdimékas i§ Olkušų."
    repaired_text = repair_text(text, LITHUANIAN, known_words=["Každimėkas"]).text
    assert repaired_text == "Kalbėjo Každimėkas iš Olkušų."


def test_repairing_again_changes_nothing_that_is_sure() -> None:
    for passage in read_passages(LITHUANIAN, TUNING)[::16]:
        once = repair_text(damaged(passage.text, SCAN, passage.identifier).text, LITHUANIAN).text
        again = repair_text(once, LITHUANIAN, has_layout_lines=False)
        assert [change for change in again.changes if change.is_sure] == []


def test_the_repair_of_a_file_is_printed_with_every_change(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "scan.txt"
    file.write_bytes("Tvarios plėtros skatinimas ir vieSojo sektoriaus stiprinimas".encode("windows-1257"))
    call_command("repair_text", file, "--json")
    printed = json.loads(capsys.readouterr().out)
    assert printed["text"] == "Tvarios plėtros skatinimas ir viešojo sektoriaus stiprinimas"
    assert [(change["before"], change["after"]) for change in printed["changes"]] == [("vieSojo", "viešojo")]
    call_command("repair_text", file)
    assert capsys.readouterr().out == printed["text"] + "\n"


@pytest.mark.parametrize("content", [b"", bytes(range(256)), None], ids=["empty", "binary", "missing"])
def test_a_file_that_is_no_text_is_refused_with_a_message(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "scan.txt"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(CommandError, match=r"scan\.txt"):
        call_command("repair_text", file)


def places_are_right(given_text: str, result: RepairedText) -> bool:
    def is_right(change: TextChange) -> bool:
        here = result.text[change.start : change.end]
        there = given_text[change.raw_start : change.raw_end]
        return there == change.before and (here == change.after if change.is_applied else here != change.after)

    return all(map(is_right, result.changes))


@pytest.mark.parametrize("form", [SCAN, "lines alone"])
def test_changes_tell_where_they_are_in_both_texts(form: str) -> None:
    for passage in read_passages(LITHUANIAN, TUNING)[::24]:
        scan = damaged(passage.text, form, passage.identifier)
        assert places_are_right(scan.text, repair_text(scan.text, LITHUANIAN))


def test_what_was_repaired_before_does_not_change_how_a_text_is_repaired() -> None:
    repairer.cache_clear()
    before = repair_text("Kalbėjo syietimocentras.", LITHUANIAN)
    repair_text("Kalbėjo syietimo centras.", LITHUANIAN)
    assert repair_text("Kalbėjo syietimocentras.", LITHUANIAN) == before


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec="utf-8") | st.sampled_from(' \n\f-–—„“",;|1jiSG§$€éąčęėįšųūžaeis.'), max_size=200))
def test_any_text_can_be_repaired(text: str) -> None:
    result = repair_text(text, LITHUANIAN)
    assert places_are_right(text, result)
    assert "\n\n\n" not in result.text
