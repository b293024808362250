"""The word list that carries a query into the other language."""

import re
import unicodedata
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from portal.languages import lt

PATH = Path(lt.__file__).with_name("dictionaries") / "en.tsv"
ALTERNATIVE = re.compile(r"[^\W\d_]+(?:'?[ '-][^\W\d_]+)*'?")
LITHUANIAN_LETTERS = set("aąbcčdeęėfghiįyjklmnoprsštuųūvzž")


def lines() -> list[str]:
    return [line for line in PATH.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


def entries() -> list[tuple[list[str], list[str]]]:
    pairs = (line.split("\t") for line in lines())
    return [(lithuanian.split("; "), english.split("; ")) for lithuanian, english in pairs]


def test_each_line_has_two_sides() -> None:
    assert [line for line in lines() if line.count("\t") != 1] == []


def test_each_alternative_is_made_of_words() -> None:
    terms = [term for entry in entries() for side in entry for term in side]
    assert [term for term in terms if not ALTERNATIVE.fullmatch(term)] == []


def test_letters_are_composed() -> None:
    assert unicodedata.is_normalized("NFC", PATH.read_text(encoding="utf-8"))


def test_lithuanian_terms_have_lithuanian_letters_only() -> None:
    terms = [term for lithuanian, _ in entries() for term in lithuanian]
    assert [term for term in terms if set(term.lower()) - LITHUANIAN_LETTERS - set(" -")] == []


def test_lines_are_sorted_by_the_lithuanian_side() -> None:
    sides = [line.split("\t")[0] for line in lines()]
    assert [(first, second) for first, second in pairwise(sides) if first > second] == []


def test_a_lithuanian_term_stands_in_one_place() -> None:
    terms = [term.lower() for lithuanian, _ in entries() for term in lithuanian]
    assert [term for term, count in Counter(terms).items() if count > 1] == []


def test_an_entry_repeats_no_english_term() -> None:
    assert [english for _, english in entries() if len(set(english)) < len(english)] == []


@pytest.mark.parametrize(
    ("lithuanian", "english"),
    [
        ("viešieji pirkimai", "public procurement"),
        ("dvišalis bendradarbiavimas", "bilateral cooperation"),
        ("savivaldybė", "municipality"),
        ("slaugytoja", "nurse"),
        ("mokymai", "training"),
        ("mokyti", "teach"),
        ("gaisrininkas", "firefighter"),
        ("savanorystė", "volunteering"),
    ],
)
def test_a_term_has_its_translation(lithuanian: str, english: str) -> None:
    assert [translations for terms, translations in entries() if lithuanian in terms and english in translations]
