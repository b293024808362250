"""What typed text means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query.parse import MAX_CHARACTERS, MAX_WORDS, Phrase, TypedWord, parse, replace_words


def texts(typed: str) -> list[list[str]]:
    return [[term.text for term in clause] for clause in parse(typed).clauses]


@pytest.mark.parametrize(
    ("typed", "clauses"),
    [
        ("viešojo sektoriaus", [["viešojo"], ["sektoriaus"]]),
        ('"viešojo sektoriaus" vizitas', [["viešojo sektoriaus"], ["vizitas"]]),
        ("„viešojo sektoriaus“", [["viešojo sektoriaus"]]),
        ('"vizitas"', [["vizitas"]]),
        ('"not closed', [["not closed"]]),
        ("a OR b c", [["a", "b"], ["c"]]),
        ("a | b|c", [["a", "b", "c"]]),
        ("OR", []),
        ("or", [["or"]]),
        ("e-Factor", [["e-Factor"]]),
        ("http://www.efaktor.no/", [["efaktor.no"]]),
        ("NOR-LT10-VRM-01-K-02-006", [["NOR-LT10-VRM-01-K-02-006"]]),
    ],
)
def test_words_phrases_and_alternatives(typed: str, clauses: list[list[str]]) -> None:
    assert texts(typed) == clauses


def test_a_minus_before_a_word_or_phrase_excludes_it() -> None:
    query = parse('vizitas -Oslas -"viešojo sektoriaus" e-Factor')
    assert query.excluded == (TypedWord("Oslas", ("Oslas",)), Phrase(("viešojo", "sektoriaus")))
    assert texts('vizitas -Oslas -"viešojo sektoriaus" e-Factor') == [["vizitas"], ["e-Factor"]]


def test_long_queries_are_cut_to_whole_words_and_say_so() -> None:
    query = parse("žodis " * 100)
    assert (len(query.clauses), query.is_cut) == (MAX_WORDS, True)
    assert not parse("žodis " * MAX_WORDS).is_cut
    assert parse("a" * (MAX_CHARACTERS + 1)).is_cut


def test_stop_words_are_required_only_where_there_is_nothing_else() -> None:
    assert parse("visit to the Oslo").required("en") == [0, 3]
    assert parse("to the").required("en") == [0, 1]


def test_replacing_words_keeps_the_rest_of_the_query() -> None:
    assert replace_words(parse('competncy -modle "modle"'), {"modle": "model", "competncy": "competency"}) == (
        'competency -model "model"'
    )


@given(st.text())
def test_no_text_raises_and_nothing_grows(typed: str) -> None:
    query = parse(typed)
    assert len(query.words()) <= MAX_WORDS * max(1, len(typed))
    assert "\0" not in query.text
