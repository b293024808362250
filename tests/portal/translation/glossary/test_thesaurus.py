"""What words are also called, found in any form of theirs."""

from pathlib import Path

import pytest

from portal.languages.bilingual import Meaning, read_dictionary
from portal.languages.common.folding import fold
from portal.translation.glossary.thesaurus import Thesaurus
from search.query.expansion import expand
from search.query.parse import parse


@pytest.fixture
def lexicon() -> Thesaurus:
    made = Thesaurus()
    made.add(
        [
            Meaning("lt", "vaikų darželis", "en", ("kindergarten", "nursery school")),
            Meaning("lt", "sodas", "en", ("garden", "orchard")),
            Meaning("lt", "darželis", "lt", ("ikimokyklinė įstaiga",)),
            Meaning("en", "garden", "lt", ("sodas",)),
            Meaning("en", "public procurement", "lt", ("viešieji pirkimai",)),
            Meaning("lt", "su", "en", ("with",)),
        ]
    )
    return made


@pytest.mark.parametrize("typed", ["vaikų darželis", "vaikų darželiuose", "VAIKU DARZELIAI", "vaiku darzeliu"])
def test_terms_of_several_words_are_found_in_any_form_and_without_diacritics(lexicon: Thesaurus, typed: str) -> None:
    translations = expand([lexicon], parse(typed), ["lt", "en"]).translations["en"]
    assert translations[tuple(map(fold, typed.split()))] == ("kindergarten", "nursery school")


def test_words_are_translated_from_every_other_language(lexicon: Thesaurus) -> None:
    expansion = expand([lexicon], parse("gardens sode"), ["lt", "en"])
    assert expansion.translations["lt"] == {("gardens",): ("sodas",)}
    assert expansion.translations["en"] == {("sode",): ("garden", "orchard")}


def test_synonyms_stay_within_their_language_and_remain_without_translation(lexicon: Thesaurus) -> None:
    expansion = expand([lexicon], parse("darželyje"), ["lt", "en"], translate=False)
    assert expansion.synonyms == {"lt": {("darzelyje",): ("ikimokyklinė įstaiga",)}}
    assert expansion.translations == {}


@pytest.mark.parametrize("typed", ['"vaikų darželis"', "vaikų -darželis", "vaikų OR darželis", "su", "", "x" * 500])
def test_phrases_alternatives_exclusions_and_stop_words_are_not_translated(lexicon: Thesaurus, typed: str) -> None:
    assert not expand([lexicon], parse(typed), ["lt", "en"]).translations


def test_what_was_added_first_comes_first_and_nothing_twice(lexicon: Thesaurus) -> None:
    lexicon.add([Meaning("lt", "sodai", "en", ("orchard", "park"))])
    assert lexicon.others(["sodų"], "lt", "en") == ("garden", "orchard", "park")


def test_a_dictionary_is_read_in_both_directions(tmp_path: Path) -> None:
    path = tmp_path / "en.tsv"
    path.write_text("# a comment\nvizitas; apsilankymas\tvisit\n", encoding="utf-8")
    assert list(read_dictionary(path, "lt")) == [
        Meaning("lt", "vizitas", "en", ("visit",)),
        Meaning("lt", "apsilankymas", "en", ("visit",)),
        Meaning("en", "visit", "lt", ("vizitas", "apsilankymas")),
    ]
