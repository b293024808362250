"""An alignment put right by hand keeps every paragraph in exactly one group."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.importer.pipeline.analysis import Group
from news.importer.pipeline.reviewed import groups_to_json
from news.importer.review.regrouping import ACTIONS, Impossible, join, move_down, move_up, set_alone, split

GROUPS = (Group((0,), (0,)), Group((1, 2), (1,)), Group((3,), (2, 3)))


def test_a_row_is_joined_with_the_next() -> None:
    assert groups_to_json(join(GROUPS, 0)) == [[[0, 1, 2], [0, 1]], [[3], [2, 3]]]


def test_a_row_is_split_and_what_is_left_over_stands_alone() -> None:
    assert groups_to_json(split(GROUPS, 1)) == [[[0], [0]], [[1], [1]], [[2], []], [[3], [2, 3]]]


def test_a_paragraph_moves_to_the_row_before_or_after() -> None:
    assert groups_to_json(move_up(GROUPS, 2, 2)) == [[[0], [0]], [[1, 2], [1, 2]], [[3], [3]]]
    assert groups_to_json(move_down(GROUPS, 0, 0)) == [[[0], []], [[1, 2], [0, 1]], [[3], [2, 3]]]


def test_a_row_of_a_translation_alone_vanishes_when_its_paragraph_moves_on() -> None:
    alone = set_alone(GROUPS, 2, 3)
    assert groups_to_json(alone)[-2:] == [[[3], [2]], [[], [3]]]
    assert groups_to_json(move_up(alone, 3, 3)) == groups_to_json(GROUPS)


@pytest.mark.parametrize(
    ("action", "row", "paragraph"),
    [("join", 2, 0), ("join", -1, 0), ("split", 0, 0), ("split", 9, 0), ("up", 0, 0), ("up", 2, 0), ("down", 2, 3)],
)
def test_what_the_groups_do_not_allow_is_refused(action: str, row: int, paragraph: int) -> None:
    with pytest.raises(Impossible):
        ACTIONS[action](GROUPS, row, paragraph)


def indices(groups: Sequence[Group], side: str) -> list[int]:
    return sorted(index for group in groups for index in getattr(group, side))


@given(st.lists(st.tuples(st.sampled_from(sorted(ACTIONS)), st.integers(-1, 6), st.integers(0, 4)), max_size=12))
def test_no_row_of_steps_loses_or_repeats_a_paragraph(steps: list[tuple[str, int, int]]) -> None:
    groups: tuple[Group, ...] = GROUPS
    for action, row, paragraph in steps:
        try:
            groups = ACTIONS[action](groups, row, paragraph)
        except Impossible:
            continue
    assert indices(groups, "source") == indices(GROUPS, "source")
    assert indices(groups, "target") == indices(GROUPS, "target")
    assert all(group.source or group.target for group in groups)
