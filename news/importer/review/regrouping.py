"""How a reviewer puts an alignment right: each function gives the groups as they are afterwards.

Every paragraph stays in exactly one group. Groups with a source stand in the order of the source; a group without one
stands where its paragraphs belong.
"""

from collections.abc import Callable, Sequence

from ..pipeline.analysis import Group

Groups = tuple[Group, ...]


class Impossible(Exception):
    """The groups do not allow this; they have changed, or it was never offered."""


def join(groups: Sequence[Group], row: int, _paragraph: int = 0) -> Groups:
    """The group and the next become one."""
    if not 0 <= row < len(groups) - 1:
        raise Impossible
    first, second = groups[row], groups[row + 1]
    joined = Group(_sorted(first.source, second.source), (*first.target, *second.target))
    return (*groups[:row], joined, *groups[row + 2 :])


def split(groups: Sequence[Group], row: int, _paragraph: int = 0) -> Groups:
    """Paragraph by paragraph, in order; what is left over on one side stands without a partner."""
    group = _group(groups, row)
    length = max(len(group.source), len(group.target))
    if length < 2:
        raise Impossible
    parts = [Group(group.source[index : index + 1], group.target[index : index + 1]) for index in range(length)]
    return (*groups[:row], *parts, *groups[row + 1 :])


def move_up(groups: Sequence[Group], row: int, paragraph: int) -> Groups:
    """The translation's paragraph goes to the group before, at its end."""
    group = _group(groups, row)
    if row == 0 or paragraph not in group.target:
        raise Impossible
    before = groups[row - 1]
    return _without_empty(
        (
            *groups[: row - 1],
            Group(before.source, (*before.target, paragraph)),
            Group(group.source, _without(group.target, paragraph)),
            *groups[row + 1 :],
        )
    )


def move_down(groups: Sequence[Group], row: int, paragraph: int) -> Groups:
    """The translation's paragraph goes to the group after, at its beginning."""
    group = _group(groups, row)
    if row == len(groups) - 1 or paragraph not in group.target:
        raise Impossible
    after = groups[row + 1]
    return _without_empty(
        (
            *groups[:row],
            Group(group.source, _without(group.target, paragraph)),
            Group(after.source, (paragraph, *after.target)),
            *groups[row + 2 :],
        )
    )


def set_alone(groups: Sequence[Group], row: int, paragraph: int) -> Groups:
    """The translation's paragraph has no partner: it gets a group of its own behind."""
    group = _group(groups, row)
    if paragraph not in group.target or not group.source:
        raise Impossible
    return (
        *groups[:row],
        Group(group.source, _without(group.target, paragraph)),
        Group((), (paragraph,)),
        *groups[row + 1 :],
    )


ACTIONS: dict[str, Callable[[Sequence[Group], int, int], Groups]] = {
    "join": join,
    "split": split,
    "up": move_up,
    "down": move_down,
    "alone": set_alone,
}


def _group(groups: Sequence[Group], row: int) -> Group:
    if not 0 <= row < len(groups):
        raise Impossible
    return groups[row]


def _sorted(*sides: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted(index for side in sides for index in side))


def _without(side: tuple[int, ...], paragraph: int) -> tuple[int, ...]:
    return tuple(index for index in side if index != paragraph)


def _without_empty(groups: Groups) -> Groups:
    return tuple(group for group in groups if group.source or group.target)
