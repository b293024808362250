"""Search finds what readers mean at least as well as it did; docs/relevance.md says what the figures are."""

import os
from pathlib import Path

from tests.search.contract.conftest import made
from tests.search.corpus import EN, LT
from tests.search.relevance.measuring import ALL, ask, by_class, fill, mean, read_queries

# Each suite measures the engine that goes with its database.
ENGINE = "elasticsearch" if "DATABASE_URL" in os.environ else "embedded"

# A little below what was measured; raise them when search gets better.
FLOORS = {
    "exact": 0.97,
    "inflected": 0.98,
    "no_diacritics": 0.98,
    "single_inflected": 0.95,
    "single_no_diacritics": 0.97,
    "single_typo": 0.62,
    "ocr": 0.94,
    "other_language_paired": 0.98,
    "other_language_unpaired": 0.25,
    "nordic_names": 0.98,
    "phrases": 0.95,
    "codes": 0.97,
    "prefixes": 0.83,
    "negatives": 0.78,
    ALL: 0.87,
}
# Where an engine differs.
FLOORS_BY_ENGINE: dict[str, dict[str, float]] = {"embedded": {"exact": 0.98}, "elasticsearch": {}}


def test_no_class_of_queries_is_answered_worse_than_it_was(tmp_path: Path) -> None:
    with made(ENGINE, tmp_path) as engine:
        fill(engine, [LT, EN])
        figures = {kind: round(mean(outcomes), 3) for kind, outcomes in by_class(ask(engine, read_queries())).items()}
    floors = FLOORS | FLOORS_BY_ENGINE[ENGINE]
    assert figures.keys() == floors.keys()
    assert {kind: figure for kind, figure in figures.items() if figure < floors[kind]} == {}
