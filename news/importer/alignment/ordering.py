"""Finds the best groups: in order first, then again and again among what was left, so that moved text is found too."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest

from .evidence import Evidence

# What a group has to make up for: (paragraphs of the source, of the target) → score.
MERGED = {(1, 2): -2.5, (2, 1): -2.5, (1, 3): -6.0, (3, 1): -6.0}
# Two neighbours in the other order.
SWAPPED = -3.0
LEFT_ALONE = -1.0
# A larger group needs two paragraphs that score as much by themselves, each among the best partners of the other.
MERGE_FROM = -5.0
PARTNERS = 2
# A group out of order needs evidence of its own: its place says nothing for it.
MOVED = -3.0
# So many pairs are looked through for moved text before it is paired by evidence alone: a text in reverse order would
# take as many rounds as it has paragraphs.
MOST_CELLS = 200_000


@dataclass(frozen=True, slots=True)
class Candidate:
    source: tuple[int, ...]
    target: tuple[int, ...]
    score: float


def find_groups(evidence: Evidence) -> list[Candidate]:
    """Groups with paragraphs of both sides; no paragraph is in two."""
    sources = list(range(len(evidence.source.marks)))
    targets = list(range(len(evidence.target.marks)))
    found = _in_order(evidence, sources, targets, 0.0)
    cells = 0
    while True:
        taken_sources = {one for group in found for one in group.source}
        taken_targets = {one for group in found for one in group.target}
        sources = [one for one in sources if one not in taken_sources]
        targets = [one for one in targets if one not in taken_targets]
        cells += len(sources) * len(targets)
        if cells > MOST_CELLS:
            return found + _best_pairs(evidence, sources, targets)
        moved = _in_order(evidence, sources, targets, MOVED)
        if not moved:
            return found
        found += moved


def _best_pairs(evidence: Evidence, sources: Sequence[int], targets: Sequence[int]) -> list[Candidate]:
    """The best pairs first, wherever they stand."""
    free_sources, free_targets = set(sources), set(targets)
    scores = [
        (score, source, target)
        for source in sources
        for target, score in evidence.pairs[source].items()
        if target in free_targets and score + MOVED > 2 * LEFT_ALONE
    ]
    found: list[Candidate] = []
    for score, source, target in sorted(scores, key=lambda pair: (-pair[0], *pair[1:])):
        if source in free_sources and target in free_targets:
            free_sources.remove(source)
            free_targets.remove(target)
            found.append(Candidate((source,), (target,), score + MOVED))
    return found


def _in_order(evidence: Evidence, sources: Sequence[int], targets: Sequence[int], prior: float) -> list[Candidate]:
    """The best groups that keep the order of both sides, each starting from `prior`."""
    height, width = len(sources), len(targets)
    merges = _merges(evidence, sources, targets)
    before = [LEFT_ALONE * place for place in range(width + 1)]
    rows = [before]
    # Where each cell was reached from: paragraphs of the source and of the target that its group has.
    steps: list[list[tuple[int, int]]] = [[(0, 1)] * (width + 1)]
    for row in range(1, height + 1):
        scores = evidence.pairs[sources[row - 1]]
        above = evidence.pairs[sources[row - 2]] if row > 1 else {}
        current = [before[0] + LEFT_ALONE]
        step = [(1, 0)]
        for column in range(1, width + 1):
            target = targets[column - 1]
            best = before[column] + LEFT_ALONE
            taken = (1, 0)
            alone = current[column - 1] + LEFT_ALONE
            if alone > best:
                best, taken = alone, (0, 1)
            if target in scores:
                paired = before[column - 1] + prior + scores[target]
                if paired > best:
                    best, taken = paired, (1, 1)
            if column > 1 and target in above and targets[column - 2] in scores:
                swapped = rows[row - 2][column - 2] + 2 * prior + SWAPPED
                swapped += scores[targets[column - 2]] + above[target]
                if swapped > best:
                    best, taken = swapped, (2, 2)
            for size, score in merges.get((row, column), ()):
                merged = rows[row - size[0]][column - size[1]] if size[0] > 1 else before[column - size[1]]
                merged += prior + score
                if merged > best:
                    best, taken = merged, size
            current.append(best)
            step.append(taken)
        rows.append(current)
        steps.append(step)
        before = current
    return _trace(evidence, sources, targets, rows, steps)


def _merges(
    evidence: Evidence, sources: Sequence[int], targets: Sequence[int]
) -> dict[tuple[int, int], list[tuple[tuple[int, int], float]]]:
    """By the cell where they end, groups of more than two paragraphs and their scores."""
    rows, columns = ({paragraph: place for place, paragraph in enumerate(side)} for side in (sources, targets))
    cells = {
        (rows[source] + 1 + down, columns[target] + 1 + right, size)
        for source, target in _likely_pairs(evidence, sources, targets)
        for size in MERGED
        for down in range(size[0])
        for right in range(size[1])
    }
    found: dict[tuple[int, int], list[tuple[tuple[int, int], float]]] = {}
    for row, column, size in cells:
        one, other = sources[max(row - size[0], 0) : row], targets[max(column - size[1], 0) : column]
        if _is_run(one, size[0]) and _is_run(other, size[1]):
            score = MERGED[size] + evidence.group(tuple(one), tuple(other))
            found.setdefault((row, column), []).append((size, score))
    return found


def _likely_pairs(evidence: Evidence, sources: Sequence[int], targets: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs of which either is among the best partners of the other."""
    wanted = set(targets)
    by_target: dict[int, list[tuple[float, int]]] = {}
    for source in sources:
        scores = [(score, target) for target, score in evidence.pairs[source].items() if target in wanted]
        for score, target in nlargest(PARTNERS, scores):
            if score > MERGE_FROM:
                yield source, target
        for score, target in scores:
            by_target.setdefault(target, []).append((score, source))
    for target, others in by_target.items():
        for score, source in nlargest(PARTNERS, others):
            if score > MERGE_FROM:
                yield source, target


def _is_run(paragraphs: Sequence[int], count: int) -> bool:
    """Whether they are so many, one after another in their text."""
    return len(paragraphs) == count and paragraphs[-1] - paragraphs[0] == count - 1


def _trace(
    evidence: Evidence,
    sources: Sequence[int],
    targets: Sequence[int],
    rows: list[list[float]],
    steps: list[list[tuple[int, int]]],
) -> list[Candidate]:
    found: list[Candidate] = []
    row, column = len(sources), len(targets)
    while row or column:
        high, wide = steps[row][column] if row else (0, 1)
        if (high, wide) == (2, 2):
            for one, other in ((row - 1, column - 2), (row - 2, column - 1)):
                score = evidence.pair(sources[one], targets[other])
                found.append(Candidate((sources[one],), (targets[other],), score))
        elif high and wide:
            score = rows[row][column] - rows[row - high][column - wide]
            found.append(Candidate(tuple(sources[row - high : row]), tuple(targets[column - wide : column]), score))
        row, column = row - high, column - wide
    return found[::-1]
