"""The passages are what their description says, and the damage done to them is what its name promises."""

import re
import unicodedata
from collections import Counter

import pytest
from rapidfuzz.distance import Levenshtein

from tests.news.importer.passages.damage import FORMS, JOINED, SCAN, damaged
from tests.news.importer.passages.passages import FROZEN, Passage, read_passages, read_scans

LITHUANIAN = "lt"
FEWEST = {LITHUANIAN: 240, "en": 40}
SHORTEST, LONGEST = 40, 110
RATES = {"light 2 %": 0.02, "scan 5.5 %": 0.055, "heavy 9 %": 0.09}


def one_line(text: str) -> str:
    return " ".join(text.split())


def test_there_are_enough_passages_and_about_half_are_frozen() -> None:
    for language, fewest in FEWEST.items():
        passages = read_passages(language)
        assert len(passages) >= fewest
        assert len({passage.identifier for passage in passages}) == len(passages)
        assert 0.4 <= len(read_passages(language, FROZEN)) / len(passages) <= 0.6


@pytest.mark.parametrize("language", FEWEST)
def test_every_passage_is_as_long_as_a_passage(language: str) -> None:
    lengths = {passage.identifier: len(passage.text.split()) for passage in read_passages(language)}
    assert {name: length for name, length in lengths.items() if not SHORTEST <= length <= LONGEST} == {}


def test_lithuanian_passages_are_set_as_print_sets_them() -> None:
    def faults(passage: Passage) -> list[str]:
        text = passage.text
        return [
            *re.findall(r"[\"'‘’”]|,,| - |—|\w–\s|\s–\w|  | [,.;:!?]", text),
            *(["quotes"] if text.count("„") != text.count("“") else []),
            *(["composition"] if unicodedata.normalize("NFC", text) != text else []),
        ]

    found = {passage.identifier: faults(passage) for passage in read_passages(LITHUANIAN)}
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.parametrize("form", RATES)
def test_a_form_of_damage_has_the_character_error_rate_of_its_name(form: str) -> None:
    counts: Counter[str] = Counter()
    for passage in read_passages(LITHUANIAN):
        printed = one_line(passage.text)
        counts["characters"] += len(printed)
        counts["errors"] += Levenshtein.distance(
            printed, one_line(damaged(passage.text, form, passage.identifier).text)
        )
    assert counts["errors"] / counts["characters"] == pytest.approx(RATES[form], abs=0.003)


@pytest.mark.parametrize("form", FORMS)
def test_damage_is_the_same_each_time_and_tells_where_every_word_is(form: str) -> None:
    for passage in read_passages(LITHUANIAN)[::20]:
        scan = damaged(passage.text, form, passage.identifier)
        assert scan == damaged.__wrapped__(passage.text, form, passage.identifier)
        assert [word.clean for word in scan.words] == passage.text.split()
        for word in scan.words:
            assert (one_line(scan.text[word.start : word.end]) == word.clean) == (not word.kinds - {JOINED}), word


def test_lines_are_as_wide_as_those_of_a_page() -> None:
    widest = {
        max(len(line) for line in damaged(passage.text, SCAN, passage.identifier).text.splitlines())
        for passage in read_passages(LITHUANIAN)
        if len(passage.text.splitlines()) == 1
    }
    assert min(widest) > 70
    assert max(widest) <= 100


def test_tesseract_read_most_of_the_printed_passages_and_hardly_a_mark() -> None:
    printed = {passage.identifier: one_line(passage.text) for passage in read_passages(LITHUANIAN)}
    scans = read_scans(LITHUANIAN)
    assert len(scans) >= 0.9 * len(printed)
    errors = sum(Levenshtein.distance(printed[name], one_line(text)) for name, text in scans.items())
    assert 0.055 <= errors / sum(len(printed[name]) for name in scans) <= 0.09
    assert not set("ąčęįšųūž") & set("".join(scans.values()))
