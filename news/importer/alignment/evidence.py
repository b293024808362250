"""What speaks for and against paragraphs of two languages saying the same, as logarithms of likelihood ratios."""

import math
from collections.abc import Iterable, Sequence
from functools import cached_property

from .marks import Mark, marks

# Words of a paragraph are not independent of each other, so each says less than it would alone.
MARK_WEIGHT = 0.5
# So many paragraphs of other documents are taken to stand beside those of this one when chance is reckoned.
BACKGROUND = 6
# In a long document a mark of more paragraphs than this share says next to nothing and is passed over.
FREQUENT = 0.25
LONG_DOCUMENT = 60
# A paragraph of so few marks may have a partner without any of them.
FEW_MARKS = 3
# Two paragraphs below this are not considered at all.
HOPELESS = -9.0

# Spread of the logarithm of the ratio of two lengths: of translations, more for short ones, and of any two paragraphs.
LENGTH_SPREAD, SHORT_SPREAD, CHANCE_SPREAD = 0.14, 1.0, 1.0
LOWEST_LENGTH_SCORE = -6.0

Group = tuple[int, ...]


class Side:
    """The paragraphs of one language with their marks."""

    def __init__(self, texts: Sequence[str], language: str, other_language: str, *, translate: bool) -> None:
        self.lengths = [len(text.strip()) for text in texts]
        self.marks: list[list[Mark]] = [marks(text, language, other_language, translate=translate) for text in texts]
        # By paragraph and mark: what is gained where the mark is met again, over what is lost where it is not.
        self.gains: list[list[float]] = []
        self.losses: list[float] = []

    def weigh(self, met_in: Sequence[Sequence[int]], other_count: int) -> None:
        """`met_in`: by paragraph and mark, in how many paragraphs of the other side it is met."""
        for own, counts in zip(self.marks, met_in, strict=True):
            gains = []
            loss = 0.0
            for mark, count in zip(own, counts, strict=True):
                expected = mark.kind.in_translation
                others = max(count - 1, 0)
                chance = (others + BACKGROUND * mark.kind.by_chance) / (max(other_count - 1, 0) + BACKGROUND)
                chance = min(chance, expected)
                missed = math.log((1 - expected) / (1 - chance))
                loss += missed
                gains.append(MARK_WEIGHT * (math.log(expected / chance) - missed))
            self.gains.append(gains)
            self.losses.append(MARK_WEIGHT * loss)

    def gained(self, paragraph: int, met: int) -> float:
        """`met`: bits of the paragraph's marks that were met again."""
        gains = self.gains[paragraph]
        total = 0.0
        while met:
            lowest = met & -met
            total += gains[lowest.bit_length() - 1]
            met ^= lowest
        return total


class Evidence:
    """Scores of any group of paragraphs; positive where more speaks for the group than against it."""

    def __init__(
        self, source: Sequence[str], target: Sequence[str], source_language: str, target_language: str
    ) -> None:
        self.source = Side(source, source_language, target_language, translate=True)
        self.target = Side(target, target_language, source_language, translate=False)
        # By source paragraph, then target paragraph: bits of the marks of each that the other has.
        self._met: list[dict[int, tuple[int, int]]] = self._meet()
        self._groups: dict[tuple[Group, Group], float] = {}
        self.source.weigh(self._counts(0, self.source), len(target))
        self.target.weigh(self._counts(1, self.target), len(source))

    def _meet(self) -> list[dict[int, tuple[int, int]]]:
        index: dict[str, list[tuple[int, int]]] = {}
        for paragraph, own in enumerate(self.target.marks):
            for place, mark in enumerate(own):
                for key in mark.keys:
                    index.setdefault(key, []).append((paragraph, 1 << place))
        count = len(self.target.marks)
        most = count * FREQUENT if count > LONG_DOCUMENT else count + 1
        index = {key: found for key, found in index.items() if len(found) <= most or key[0] in "@"}
        met: list[dict[int, tuple[int, int]]] = []
        for own in self.source.marks:
            row: dict[int, tuple[int, int]] = {}
            for place, mark in enumerate(own):
                bit = 1 << place
                for key in mark.keys:
                    for paragraph, other_bit in index.get(key, ()):
                        mine, theirs = row.get(paragraph, (0, 0))
                        row[paragraph] = mine | bit, theirs | other_bit
            met.append(row)
        return met

    def _counts(self, which: int, side: Side) -> list[list[int]]:
        counts = [[0] * len(own) for own in side.marks]
        for source, row in enumerate(self._met):
            for target, bits in row.items():
                own = counts[target if which else source]
                met = bits[which]
                while met:
                    lowest = met & -met
                    own[lowest.bit_length() - 1] += 1
                    met ^= lowest
        return counts

    @cached_property
    def pairs(self) -> list[dict[int, float]]:
        """By source and target paragraph, what marks and lengths of the two say, where that is not hopeless."""
        found: list[dict[int, float]] = []
        is_long = max(len(self.source.marks), len(self.target.marks)) > LONG_DOCUMENT
        for source, met in enumerate(self._met):
            others: Iterable[int] = range(len(self.target.marks))
            if is_long and len(self.source.marks[source]) > FEW_MARKS:
                others = met
            scores = ((target, self._pair(source, target, *met.get(target, (0, 0)))) for target in others)
            found.append({target: score for target, score in scores if score > HOPELESS})
        return found

    def pair(self, source: int, target: int) -> float:
        return self.pairs[source].get(target, HOPELESS)

    def _pair(self, source: int, target: int, mine: int, theirs: int) -> float:
        words = self.source.losses[source] + self.target.losses[target]
        words += self.source.gained(source, mine) + self.target.gained(target, theirs)
        return words + self.length((source,), (target,))

    def group(self, source: Group, target: Group) -> float:
        """What marks and lengths of a group say."""
        known = self._groups.get((source, target))
        if known is None:
            known = self._groups[source, target] = self.words(source, target) + self.length(source, target)
        return known

    def words(self, source: Group, target: Group) -> float:
        """What the marks of a group say.

        Where a side has several paragraphs, each counts as far as it meets marks that the others do not: a paragraph
        that says once more what another one says is no part of the group.
        """
        met = [[self._met[one].get(other, (0, 0)) for other in target] for one in source]
        total = sum(self.source.losses[one] for one in source) + sum(self.target.losses[one] for one in target)
        for row, one in enumerate(source):
            own = self.source.gained(one, _union(bits[0] for bits in met[row]))
            total += own * _share_of_its_own([[bits[1] for bits in line] for line in met], row)
        for column, other in enumerate(target):
            own = self.target.gained(other, _union(row[column][1] for row in met))
            total += own * _share_of_its_own([[row[place][0] for row in met] for place in range(len(target))], column)
        return total

    def length(self, source: Group, target: Group) -> float:
        """What the lengths of a group say (W. Gale and K. Church, 1993, with a normal law of the ratio's logarithm)."""
        return _length_score(
            sum(self.source.lengths[one] for one in source), sum(self.target.lengths[one] for one in target)
        )


def _union(masks: Iterable[int]) -> int:
    union = 0
    for mask in masks:
        union |= mask
    return union


def _share_of_its_own(met: Sequence[Sequence[int]], own: int) -> float:
    """Of the other side's marks that paragraph `own` meets, the share that it alone meets. `met`: bits by paragraph."""
    if len(met) == 1:
        return 1.0
    mine = unique = 0
    for place, bits in enumerate(met[own]):
        mine += bits.bit_count()
        unique += (bits & ~_union(line[place] for number, line in enumerate(met) if number != own)).bit_count()
    return unique / mine if mine else 1.0


def _length_score(source: int, target: int) -> float:
    ratio = math.log((target + 5) / (source + 5))
    spread = LENGTH_SPREAD + SHORT_SPREAD / math.sqrt(source + target + 10)
    score = math.log(CHANCE_SPREAD / spread) - ratio**2 / 2 * (1 / spread**2 - 1 / CHANCE_SPREAD**2)
    return max(score, LOWEST_LENGTH_SCORE)
