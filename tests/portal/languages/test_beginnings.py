"""Words that cannot have a key, told by their first letters."""

import pytest

from portal.languages.analysis import COMPOUND, compound_keys, tokens, word_keys
from portal.languages.beginnings import Beginnings, irregular_words, is_irregular
from portal.languages.common.folding import fold
from portal.languages.common.normalization import compared
from tests.search.relevance.measuring import read_documents


@pytest.mark.parametrize(("word", "language"), [("went", "en"), ("best", "en"), ("dvi", "lt"), ("ją", "lt")])
def test_a_word_is_irregular_whose_dictionary_form_begins_otherwise(word: str, language: str) -> None:
    assert is_irregular(word, language)
    assert irregular_words([f"{word}, {word}"], language) == (word,)


@pytest.mark.parametrize(("word", "language"), [("klasterysčių", "lt"), ("Slotterøy", "lt"), ("visited", "en")])
def test_most_words_begin_as_all_of_their_keys_do(word: str, language: str) -> None:
    assert not is_irregular(word, language)


@pytest.mark.parametrize("language", ["lt", "en"])
def test_a_word_with_a_key_is_found_by_the_beginning_of_the_key_or_is_irregular(language: str) -> None:
    texts = [document.languages[language] for document in read_documents("third") if language in document.languages]
    odd = ["Ægis", "ßa", "ŉa", "Аtviras", "e-Factor", "1.1.1", "NOR-LT10-VRM-01-K-02-006", "M", "a_b", "ǆ", "Σίσυφος"]
    joined = "\n".join(f"{text.title} {text.lead} {text.body}" for text in texts)
    words = set(COMPOUND.findall(compared("\n".join([joined, *odd]))))
    for word in words:
        parts = list(tokens(word))
        if any(is_irregular(part.text, language) for part in parts):
            continue
        for key in {key for part in parts for key in _keys(part.text, language)}:
            sought = Beginnings([key])
            assert any(sought.may_have(found) for found in sought.pattern.findall(word)), (word, key)
        for part in parts:
            for key in compound_keys(part.whole.parts) if part.whole else ():
                sought = Beginnings([key])
                assert any(sought.may_have(found) for found in sought.pattern.findall(word)), (word, key)


def _keys(word: str, language: str) -> set[str]:
    keys = word_keys(word, language)
    return {keys.exact, *keys.stem, *keys.folded, fold(keys.exact)}


def test_few_of_other_words_are_looked_at() -> None:
    sought = Beginnings(["vizitas_", "vizit"])
    text = "Vizitas Osle, vyko vakar; privizitas, e-vizitas."
    assert [word for word in sought.pattern.findall(text) if sought.may_have(word)] == ["Vizitas", "vizitas"]
