"""Which paragraphs of a text in one language say the same as which of a text in another."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from .evidence import Evidence
from .ordering import Candidate, find_groups

# What speaks against a partner where every paragraph of the other side has one already.
LEFT_ALONE_SURELY = -3.0
# A pair of texts below this is taken for two different documents.
MISMATCHED_BELOW = 0.5
# What the words of a paragraph have to say, for each mark of the shorter text, for a confidence of one half. On the
# tuning half of the evaluation, texts that belong together had 1.1 or more and others 0.16 at most.
EVEN_EVIDENCE = 0.4


@dataclass(frozen=True)
class AlignedGroup:
    """Paragraphs, by number, that belong together; an empty side has no partner. `certainty` is from 0 to 1."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    certainty: float


@dataclass(frozen=True)
class Alignment:
    """`groups` name every paragraph once; `confidence` is from 0 to 1 that the texts are one document at all."""

    groups: tuple[AlignedGroup, ...]
    confidence: float

    @property
    def is_mismatched(self) -> bool:
        return self.confidence < MISMATCHED_BELOW


def align(
    source: Sequence[str], target: Sequence[str], *, source_language: str, target_language: str
) -> tuple[AlignedGroup, ...]:
    """Every paragraph of both texts once, in the order of the source; the target's may come in another order."""
    return align_texts(source, target, source_language=source_language, target_language=target_language).groups


def alignment_confidence(
    source: Sequence[str], target: Sequence[str], *, source_language: str, target_language: str
) -> float:
    """How sure it is that two texts are one document in two languages; see MISMATCHED_BELOW."""
    return align_texts(source, target, source_language=source_language, target_language=target_language).confidence


def align_texts(
    source: Sequence[str], target: Sequence[str], *, source_language: str, target_language: str
) -> Alignment:
    evidence = Evidence(source, target, source_language, target_language)
    found = find_groups(evidence)
    groups = [AlignedGroup(one.source, one.target, _logistic(one.score)) for one in found]
    paired_sources = {one for group in found for one in group.source}
    paired_targets = {one for group in found for one in group.target}
    for one in range(len(source)):
        if one not in paired_sources:
            rest = (evidence.pair(one, other) for other in range(len(target)) if other not in paired_targets)
            groups.append(AlignedGroup((one,), (), _logistic(-max(rest, default=LEFT_ALONE_SURELY))))
    groups.sort(key=lambda group: group.source[0])
    for other in range(len(target)):
        if other not in paired_targets:
            rest = (evidence.pair(one, other) for one in range(len(source)) if one not in paired_sources)
            alone = AlignedGroup((), (other,), _logistic(-max(rest, default=LEFT_ALONE_SURELY)))
            before = [place for place, group in enumerate(groups) if other - 1 in group.target]
            groups.insert(before[0] + 1 if before else 0, alone)
    return Alignment(tuple(groups), _confidence(evidence, found))


def _logistic(score: float) -> float:
    return 1 / (1 + math.exp(-max(min(score, 30.0), -30.0)))


def _confidence(evidence: Evidence, found: Sequence[Candidate]) -> float:
    words = sum(max(evidence.words(one.source, one.target), 0.0) for one in found)
    marks = min(sum(map(len, side.marks)) for side in (evidence.source, evidence.target))
    share = words / marks if marks else 0.0
    return share / (share + EVEN_EVIDENCE)
