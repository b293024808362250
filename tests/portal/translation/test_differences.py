import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.translation.differences import Difference, Passage, word_differences

SAME, REMOVED, ADDED = Difference.SAME, Difference.REMOVED, Difference.ADDED


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Vizitas Osle", "Vizitas Osle", [(SAME, "Vizitas Osle")]),
        ("Vizitas Osle", "Vizitas Osle atšauktas", [(SAME, "Vizitas Osle"), (ADDED, " atšauktas")]),
        (
            "kovo 14–16 d.",
            "kovo 15–16 d.",
            [(SAME, "kovo "), (REMOVED, "14"), (ADDED, "15"), (SAME, "–16 d.")],
        ),
        (
            "They met in Oslo today.",
            "They worked at Bergen today.",
            [(SAME, "They "), (REMOVED, "met in Oslo"), (ADDED, "worked at Bergen"), (SAME, " today.")],
        ),
        ("", "new", [(ADDED, "new")]),
        ("old", "", [(REMOVED, "old")]),
    ],
)
def test_changed_words_are_named_and_a_replaced_phrase_is_one(
    before: str, after: str, expected: list[tuple[Difference, str]]
) -> None:
    assert word_differences(before, after) == [Passage(*passage) for passage in expected]


WORDS = st.lists(st.sampled_from(["vizitas", "Osle", " ", "–", "2017", ",", "\n"]), max_size=12).map("".join)


@given(WORDS, WORDS)
def test_both_texts_can_be_read_from_the_passages(before: str, after: str) -> None:
    passages = word_differences(before, after)
    assert "".join(passage.text for passage in passages if passage.kind is not ADDED) == before
    assert "".join(passage.text for passage in passages if passage.kind is not REMOVED) == after
