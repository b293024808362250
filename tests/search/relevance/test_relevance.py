"""Search finds what readers mean at least as well as it did; docs/relevance.md says what the figures are."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.search.contract.conftest import made
from tests.search.corpus import EN, LT
from tests.search.relevance.measuring import ALL, FIRST, SECOND, THIRD, ask, by_class, fill, mean, read_queries
from tests.search.relevance.queries import FROZEN

# Each suite measures the engine that goes with its database.
ENGINE = "elasticsearch" if "DATABASE_URL" in os.environ else "embedded"

# Of the frozen half: a little below what the weaker engine was measured at. Raise them when search gets better.
FLOORS = {
    "exact": 0.98,
    "inflected": 0.98,
    "no_diacritics": 0.97,
    "single_inflected": 0.94,
    "single_no_diacritics": 0.97,
    "single_typo": 0.92,
    "ocr": 0.91,
    "other_language_paired": 0.98,
    "other_language_unpaired": 0.93,
    "nordic_names": 0.96,
    "phrases": 0.95,
    "codes": 0.98,
    "prefixes": 0.88,
    "negatives": 0.95,
    ALL: 0.96,
}


# Of the same half of the second set, which has more queries in fewer classes.
SECOND_FLOORS = {
    "single_inflected": 0.98,
    "other_language_paired": 0.97,
    "prefixes": 0.96,
    "single_no_diacritics": 0.97,
    "single_typo": 0.94,
    "negatives": 0.96,
    ALL: 0.97,
}


# Of the third, of whole questions and sentences.
THIRD_FLOORS = {
    "questions": 0.97,
    "sentences": 0.97,
    "other_language_unpaired": 0.63,
    "derivations": 0.92,
    "negatives": 0.95,
    ALL: 0.93,
}


@pytest.mark.parametrize(("name", "floors"), [(FIRST, FLOORS), (SECOND, SECOND_FLOORS), (THIRD, THIRD_FLOORS)])
def test_no_class_of_queries_is_answered_worse_than_it_was(
    tmp_path: Path, name: str, floors: Mapping[str, float]
) -> None:
    with made(ENGINE, tmp_path) as engine:
        fill(engine, [LT, EN], name)
        outcomes = ask(engine, [query for query in read_queries(name) if query.half == FROZEN], name=name)
    figures = {kind: round(mean(found), 3) for kind, found in by_class(outcomes).items()}
    assert figures.keys() == floors.keys()
    assert {kind: figure for kind, figure in figures.items() if figure < floors[kind]} == {}
