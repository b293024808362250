"""What an engine counts as having all that is asked for lacks nothing, and whatever else it finds lacks something."""

import dataclasses

import pytest

from search.engines import Engine, SearchRequest
from search.query.matching import Expansion
from search.query.parse import parse
from search.results.presentation import results
from tests.search.corpus import EN, GRANT_NUMBER, LT, OSLO, changes, distractors, document

SCANNED = document(
    1000, lt=("vieSojo sektoriaus iSSUkiai", "Partneriai da1ijosi apie šaltiniy apsaugą ir k1as teryste Prienuose.")
)
ONE_LANGUAGE = document(1001, en=("A kindergarten garden in Prienai", "Children plant apple trees."))
TRANSLATIONS = {EN: {("vaiku", "darzelis"): ("kindergarten",), ("sodas",): ("garden",), ("obelys",): ("apple trees",)}}


@pytest.fixture
def indexed(engine: Engine) -> Engine:
    scan = dataclasses.replace(SCANNED.languages[LT], is_scan=True)
    scanned = dataclasses.replace(SCANNED, languages={LT: scan})
    engine.write(changes([OSLO, scanned, ONE_LANGUAGE, *distractors()]))
    return engine


@pytest.mark.parametrize("language", [LT, EN])
@pytest.mark.parametrize(
    "typed",
    [
        "vizitas Osle klasterystės kompetencijos",
        "vizito Osle drakonai nauda",
        "partner visit Oslo dragons",
        "kas yra socialinė klasterystė Osle",
        "2017 m. balandžio 3 d. vizitas Osle savivaldybėms",
        f"{GRANT_NUMBER} visit Oslo Norway",
        "e-factor mokymai Vienola Danijoje",
        '"social clustering" model Oslo',
        '"clustering social" model Oslo indicator',
        "šaltinių apsauga sektorius",
        "klasterystė viešojo dalijosi iššūkiai",
        "sodas vaikų darželis Prienai",
        "obelys sodas Prienai drakonai",
        "bridge OR river Alytus parks station",
        "tilto statyba Alytuje",
        "statyba tiltų Alytus stotis",
        "museum about amber jewellery Plungė -Zarasai",
    ],
)
def test_what_has_all_words_lacks_none_and_what_has_not_lacks_some(indexed: Engine, typed: str, language: str) -> None:
    expansion = Expansion(translations=TRANSLATIONS)
    response = indexed.search(SearchRequest(parse(typed), language, page_size=100, expansion=expansion))
    assert response.total
    assert sum(not card.lacks for card in results(response)) == response.whole
