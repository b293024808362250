import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news.importer.alignment import MISMATCHED_BELOW, align, alignment_confidence
from tests.news.importer.alignment.measuring import aligned, measure, total
from tests.news.importer.alignment.pairs import Pair, read_pairs

SOURCE = [
    "Bibliotekoje prasideda kursai",
    "Kursai vyks 2019 m. spalio 7 d. Rokiškyje.",
    "Registruotis galima adresu kursai@biblioteka.lt.",
    "Mokymus ves dėstytoja Daiva Vaitkutė.",
]
TARGET = [
    "Courses begin at the library",
    "The courses will be held in Rokiškis on 7 October 2019.",
    "You can register at kursai@biblioteka.lt.",
    "The training will be led by the lecturer Daiva Vaitkutė.",
]


@pytest.fixture(scope="module")
def pairs() -> list[Pair]:
    return read_pairs()


def groups(source: list[str], target: list[str]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    found = align(source, target, source_language="lt", target_language="en")
    return [(group.source, group.target) for group in found]


def test_paragraphs_are_aligned_one_by_one() -> None:
    assert groups(SOURCE, TARGET) == [((0,), (0,)), ((1,), (1,)), ((2,), (2,)), ((3,), (3,))]


def test_the_languages_may_change_places() -> None:
    found = align(TARGET, SOURCE, source_language="en", target_language="lt")
    assert [(group.source, group.target) for group in found] == [((one,), (one,)) for one in range(4)]


def test_a_paragraph_that_was_moved_is_found() -> None:
    moved = [TARGET[0], TARGET[3], TARGET[1], TARGET[2]]
    assert groups(SOURCE, moved) == [((0,), (0,)), ((1,), (2,)), ((2,), (3,)), ((3,), (1,))]


def test_two_neighbours_in_the_other_order_are_not_taken_for_one_group() -> None:
    assert groups(SOURCE, [TARGET[0], TARGET[2], TARGET[1], TARGET[3]])[1:3] == [((1,), (2,)), ((2,), (1,))]


def test_paragraphs_that_became_one_are_a_group() -> None:
    assert groups(SOURCE, [TARGET[0], f"{TARGET[1]} {TARGET[2]}", TARGET[3]])[1] == ((1, 2), (1,))


def test_a_paragraph_that_became_several_is_a_group() -> None:
    merged = [SOURCE[0], f"{SOURCE[1]} {SOURCE[2]}", SOURCE[3]]
    assert groups(merged, TARGET)[1] == ((1,), (1, 2))


def test_what_has_no_partner_is_shown_as_such_in_its_place() -> None:
    assert groups(SOURCE, [TARGET[0], TARGET[2], "Coffee costs two euros.", TARGET[3]]) == [
        ((0,), (0,)),
        ((1,), ()),
        ((2,), (1,)),
        ((), (2,)),
        ((3,), (3,)),
    ]


def test_numbers_are_the_same_however_each_language_writes_them() -> None:
    source = ["Skirta 12 500 eurų.", "Skirta 3,5 mln. eurų.", "Skirta 125 eurai."]
    target = ["A grant of 125 euros.", "A grant of 12,500 euros.", "A grant of 3.5 million euros."]
    assert groups(source, target) == [((0,), (1,)), ((1,), (2,)), ((2,), (0,))]


def test_an_empty_text_has_no_partner() -> None:
    assert groups([], TARGET[:1]) == [((), (0,))]
    assert groups(SOURCE[:1], []) == [((0,), ())]
    assert alignment_confidence([], [], source_language="lt", target_language="en") == 0


def test_a_language_without_a_dictionary_is_aligned_by_names_numbers_and_length() -> None:
    target = [
        "Kurser i biblioteket",
        "Kursene holdes i Rokiškis 7. oktober 2019.",
        "Meld deg på: kursai@biblioteka.lt.",
    ]
    found = align(SOURCE[:3], target, source_language="lt", target_language="is")
    assert [(group.source, group.target) for group in found] == [((one,), (one,)) for one in range(3)]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=6), st.lists(st.text(max_size=60), max_size=6))
def test_every_paragraph_is_in_one_group_exactly(source: list[str], target: list[str]) -> None:
    found = align(source, target, source_language="lt", target_language="en")
    assert sorted(one for group in found for one in group.source) == list(range(len(source)))
    assert sorted(one for group in found for one in group.target) == list(range(len(target)))
    assert all(0 <= group.certainty <= 1 for group in found)


def test_there_are_enough_pairs_with_every_change(pairs: list[Pair]) -> None:
    assert len(pairs) >= 40
    kinds = {part for pair in pairs for part in pair.kind.split("+")}
    assert kinds == {"gap", "merge", "split", "move", "damage", "founding"}


@pytest.mark.parametrize("half", ["tuning", "frozen"])
def test_alignment_is_as_right_as_it_was(pairs: list[Pair], half: str) -> None:
    score = total(measure(pair, aligned(pair)) for pair in pairs if pair.half == half)
    assert score.link_share >= 0.98
    assert score.paragraph_share >= 0.97
    assert score.group_share >= 0.965


def test_the_founding_pair_is_aligned_as_by_hand(pairs: list[Pair]) -> None:
    founding = [pair for pair in pairs if pair.kind == "founding"]
    assert [measure(pair, aligned(pair)).group_share for pair in founding] == [1.0, 1.0]


def test_texts_that_do_not_belong_together_are_told_from_those_that_do(pairs: list[Pair]) -> None:
    chance = random.Random(5)  # noqa: S311
    for pair in pairs:
        assert (
            alignment_confidence(pair.source, pair.target, source_language="lt", target_language="en")
            > MISMATCHED_BELOW
        )
        stranger = chance.choice([other for other in pairs if other.kind != pair.kind and other.name != pair.name])
        other = alignment_confidence(pair.source, stranger.target, source_language="lt", target_language="en")
        assert other < MISMATCHED_BELOW, (pair.name, stranger.name)


def test_five_hundred_paragraphs_take_less_than_three_seconds(pairs: list[Pair]) -> None:
    source = [f"{number} {text}" for pair in pairs for number, text in enumerate(pair.source)][:500]
    target = [f"{number} {text}" for pair in pairs for number, text in enumerate(pair.target)][:500]
    assert len(source) == len(target) == 500
    started = time.process_time()
    found = align(source, target, source_language="lt", target_language="en")
    assert time.process_time() - started < 3
    assert sum(1 for group in found if group.source and group.target) > 300
