"""How right an alignment is.

*Links* are pairs of paragraphs in one group: their share that is right among those found and those missed (F1).
*Paragraphs* are right where they have exactly the right partners, or rightly none. *Groups* are right where they were
found exactly as they are; every paragraph without a partner is a group.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from news.importer.alignment import AlignedGroup, align
from tests.news.importer.alignment.pairs import Pair

Group = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True)
class Score:
    right_links: int
    links: int
    right_paragraphs: int
    paragraphs: int
    right_groups: int
    groups: int

    @property
    def link_share(self) -> float:
        return 2 * self.right_links / self.links if self.links else 1.0

    @property
    def paragraph_share(self) -> float:
        return self.right_paragraphs / self.paragraphs

    @property
    def group_share(self) -> float:
        return self.right_groups / self.groups


def aligned(pair: Pair) -> tuple[AlignedGroup, ...]:
    return align(pair.source, pair.target, source_language="lt", target_language="en")


def measure(pair: Pair, groups: Sequence[AlignedGroup]) -> Score:
    found = [(group.source, group.target) for group in groups]
    links, right = _links(found), _links(pair.groups)
    sides = ((0, len(pair.source)), (1, len(pair.target)))
    right_paragraphs = sum(
        _partners(links, side, one) == _partners(right, side, one) for side, count in sides for one in range(count)
    )
    return Score(
        right_links=len(links & right),
        links=len(links) + len(right),
        right_paragraphs=right_paragraphs,
        paragraphs=len(pair.source) + len(pair.target),
        right_groups=len(set(found) & set(pair.groups)),
        groups=len(pair.groups),
    )


def total(scores: Iterable[Score]) -> Score:
    columns = zip(
        *(
            (one.right_links, one.links, one.right_paragraphs, one.paragraphs, one.right_groups, one.groups)
            for one in scores
        ),
        strict=True,
    )
    return Score(*map(sum, columns))


def _links(groups: Iterable[Group]) -> frozenset[tuple[int, int]]:
    return frozenset((one, other) for source, target in groups for one in source for other in target)


def _partners(links: frozenset[tuple[int, int]], side: int, paragraph: int) -> frozenset[int]:
    return frozenset(link[1 - side] for link in links if link[side] == paragraph)
