"""The relevance set is what its description says, and its judgements hold."""

import random
from collections import Counter
from itertools import chain

import pytest
from rapidfuzz.distance import OSA, Indel

from tests.search.relevance.archive import archive
from tests.search.relevance.build import built
from tests.search.relevance.damage import damaged
from tests.search.relevance.declension import Phrase, foreign_name, phrase
from tests.search.relevance.lexicon import EN, LT, normalised, read
from tests.search.relevance.measuring import NEGATIVES, SECOND, THIRD, Outcome, read_documents, read_queries
from tests.search.relevance.queries import FROZEN, TUNING, Query
from tests.search.relevance.texts import plain
from tests.search.relevance.wording import misspelt

SMALLEST_CLASS = 40


def test_the_files_are_what_the_data_yield() -> None:
    """Run `python -m tests.search.relevance.build` after a change of the data."""
    assert [path.name for path, text in built().items() if path.read_text(encoding="utf-8") != text] == []


def test_there_are_enough_texts_in_both_languages_and_in_one() -> None:
    languages = Counter(tuple(document.languages) for document in read_documents())
    count = languages.total()
    assert count >= 190
    assert 0.65 <= languages[LT, EN] / count <= 0.75
    assert 0.12 <= languages[LT,] / count <= 0.18
    assert 0.12 <= languages[EN,] / count <= 0.18
    assert len({item.subject.concept.key for item in archive().items}) >= 70


def test_every_class_is_large_enough_and_half_of_it_frozen() -> None:
    queries = read_queries()
    halves = Counter((query.kind, query.half) for query in queries)
    for kind in {query.kind for query in queries}:
        tuning, frozen = halves[kind, TUNING], halves[kind, FROZEN]
        assert tuning + frozen >= SMALLEST_CLASS, kind
        assert 0.4 <= frozen / (tuning + frozen) <= 0.6, kind


def test_every_query_but_the_negatives_is_answered_by_some_item_and_not_by_many() -> None:
    for query in read_queries():
        assert bool(query.relevant) != (query.kind == NEGATIVES), query
        assert len(query.relevant) <= 20, query


def test_only_queries_of_the_unpaired_class_are_in_a_language_that_no_relevant_item_has() -> None:
    """Names are the same in every language."""
    languages = {document.identifier: set(document.languages) for document in read_documents()}
    for query in read_queries():
        spoken = any(query.language in languages[identifier] for identifier in query.relevant)
        if query.kind not in (NEGATIVES, "nordic_names"):
            assert spoken != (query.kind == "other_language_unpaired"), query


def test_every_rare_word_is_in_the_texts_of_its_item() -> None:
    missing = [
        (item.identifier, language, concept.key)
        for item in archive().items
        for language, text in item.texts.items()
        for concept in (item.subject.concept, *item.story.words)
        if not concept.occurs_in(text.normalised, language)
    ]
    assert missing == []


def test_no_word_of_a_negative_is_in_any_text() -> None:
    words = read("negatives.toml")
    codes = words.pop("codes")
    for text in chain.from_iterable(texts for kind in words.values() for texts in kind.values()):
        assert [word for word in plain(normalised(text)).split() if word in archive().words] == [], text
    assert [text for text in chain.from_iterable(codes.values()) if archive().saying(text)] == []


def test_the_second_set_is_large_enough_and_its_words_stand_where_they_are_said_to() -> None:
    texts = {
        (document.identifier, language): normalised(f"{text.title} {text.body}")
        for document in read_documents(SECOND)
        for language, text in document.languages.items()
    }
    assert len(texts) >= 120
    queries = read_queries(SECOND)
    sizes = Counter(query.kind for query in queries)
    assert min(sizes[kind] for kind in ("single_inflected", "prefixes", NEGATIVES)) >= 60
    assert sizes["other_language_paired"] >= SMALLEST_CLASS
    for query in queries:
        assert bool(query.relevant) != (query.kind == NEGATIVES), query
        if query.kind == "single_inflected":
            assert not any(normalised(query.text) in texts[name, query.language] for name in query.relevant), query
        if query.kind == NEGATIVES:
            assert not any(plain(normalised(query.text)) in plain(text) for text in texts.values()), query


def test_the_third_set_is_large_enough_and_every_query_is_in_a_language_in_which_it_can_be_answered_or_in_none() -> (
    None
):
    languages = {document.identifier: set(document.languages) for document in read_documents(THIRD)}
    queries = read_queries(THIRD)
    assert len({(query.text, query.language) for query in queries}) == len(queries)
    sizes = Counter((query.kind, query.language) for query in queries)
    assert all(sizes[kind, language] >= 80 for kind in ("questions", "sentences") for language in (LT, EN))
    assert all(sizes["derivations", language] >= 40 for language in (LT, EN))
    assert sizes["other_language_unpaired", LT] + sizes["other_language_unpaired", EN] >= 60
    for query in queries:
        assert bool(query.relevant) != (query.kind == NEGATIVES), query
        spoken = any(query.language in languages[identifier] for identifier in query.relevant)
        assert spoken == (query.kind in ("questions", "sentences", "derivations")), query
    halves = Counter((query.kind, query.half) for query in queries)
    for kind in {query.kind for query in queries}:
        assert 0.4 <= halves[kind, FROZEN] / (halves[kind, FROZEN] + halves[kind, TUNING]) <= 0.6, kind


@pytest.mark.parametrize("word", ["klasterystė", "bibliobusas", "sūpynės", "lighthouse", "šaltkalvis"])
def test_a_typing_error_is_one_letter_and_now_and_then_the_first(word: str) -> None:
    typed = {misspelt(word, random.Random(seed)) for seed in range(300)}  # noqa: S311
    assert {OSA.distance(word, text) for text in typed} <= {0, 1}
    assert {text[0] == word[0] for text in typed} == {True, False}


def test_damage_is_always_the_same_and_leaves_what_can_be_read() -> None:
    text = "Šaltkalviai atkūrė garvežio katilą ir iešmų mechanizmą iš muziejaus brėžinių."
    assert damaged(text, "a") == damaged(text, "a") != damaged(text, "b")
    assert 0.7 < Indel.normalized_similarity(text, damaged(text, "a")) < 0.97


@pytest.mark.parametrize(
    ("kind", "found", "score"),
    [
        ("exact", ("right", "wrong"), 1.0),
        ("exact", ("wrong", "right", "right-too"), 0.5),
        ("exact", ("wrong",), 0.0),
        ("exact", (), 0.0),
        (NEGATIVES, (), 1.0),
        (NEGATIVES, ("wrong",), 0.0),
    ],
)
def test_the_score_is_that_of_the_first_relevant_result(kind: str, found: tuple[str, ...], score: float) -> None:
    relevant = () if kind == NEGATIVES else ("right", "right-too")
    assert Outcome(Query(kind, "", LT, LT, TUNING, relevant), found).score == score


@pytest.mark.parametrize(
    ("made", "number", "case", "form"),
    [
        (phrase("socialinė klasterystė"), "pl", "gen", "socialinių klasterysčių"),
        (phrase("viešasis pirkimas"), "pl", "acc", "viešuosius pirkimus"),
        (phrase("specialusis ugdymas"), "sg", "acc", "specialųjį ugdymą"),
        (phrase("=vaikų darželis"), "sg", "loc", "vaikų darželyje"),
        (phrase("atvirieji duomenys"), "pl", "ins", "atviraisiais duomenimis"),
        (phrase("platus kelias"), "sg", "dat", "plačiam keliui"),
        (phrase("pirtis:f"), "sg", "dat", "pirčiai"),
        (phrase("medis"), "pl", "gen", "medžių"),
        (phrase("muziejus"), "sg", "loc", "muziejuje"),
        (phrase("skaičius"), "pl", "nom", "skaičiai"),
        (phrase("kapinės"), "pl", "loc", "kapinėse"),
        (Phrase((foreign_name("Bjørnsson", True),), "sg"), "sg", "gen", "Bjørnssono"),
        (Phrase((foreign_name("Müller", True),), "sg"), "sg", "ins", "Mülleriu"),
        (Phrase((foreign_name("Åse", False),), "sg"), "sg", "gen", "Åse"),
    ],
)
def test_words_are_declined(made: Phrase, number: str, case: str, form: str) -> None:
    assert made.form(case, number) == form
