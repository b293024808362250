"""What the builder makes of a language's sources."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from portal.languages.building.lemmas import build_lemmas, rule
from portal.languages.building.texts import read_texts
from portal.languages.grammar import Grammar
from portal.languages.lemmas import FILE, Lemmas
from portal.languages.lt.building import SOURCES
from portal.languages.word_graph import read
from tests.repository.files import ROOT


def test_the_grammar_of_texts_is_built_for_the_language_that_is_named(tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text((SOURCES.texts / "cases.txt").read_text(encoding="utf-8"), encoding="utf-8")
    command = [sys.executable, "-m", "portal.languages.building", "lt", "grammar"]
    options = ["--texts", str(text), "--output", str(tmp_path)]
    subprocess.run([*command, *options], cwd=ROOT, check=True, capture_output=True)
    grammar = Grammar(**json.loads((tmp_path / "grammar.json").read_text(encoding="utf-8")))
    assert sum(grammar.shares.values()) == pytest.approx(1, abs=0.01)
    # A preposition of the genitive is followed by one.
    assert grammar.after["Pg"]["Nfsg"] > 10 * grammar.after["Pg"]["Nfsa"]


def test_lemmas_are_built_from_rows_of_the_best_source(tmp_path: Path) -> None:
    rows = [("namo", 0, 0, "namas"), ("namo", 1, 0, "namo"), ("namais", 0, 0, "namas"), ("namai", 0, 0, "namas")]
    build_lemmas(rows, tmp_path / FILE)
    built = Lemmas(*read(tmp_path / FILE))
    assert built.of("namo") == ("namas",)
    assert built.of("namais") == ("namas",)
    assert built.of("nam") == ()


def test_a_rule_says_what_goes_and_what_comes() -> None:
    assert rule("namais", "namas") == "2s"
    assert rule("namas", "namas") == "0"


def test_texts_of_the_language_are_told_from_others_by_its_letters(tmp_path: Path) -> None:
    file = tmp_path / "items.jsonl"
    lines = [{"body": ["Žmonės įžengė į šilą. The people entered."]}, {"body": ["<p>Šešios žąsys</p>"]}]
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert read_texts(file, "".join(SOURCES.plain)) == ["Žmonės įžengė į šilą.", "Šešios žąsys"]


def test_words_are_of_the_alphabet() -> None:
    assert SOURCES.is_word("šešėlis")
    assert not SOURCES.is_word("-šešėlis")
    assert isinstance(SOURCES.alphabet, re.Pattern)
