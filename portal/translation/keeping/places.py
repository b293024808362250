"""Where in a document a text belongs that was written for an earlier version of it."""

from collections.abc import Sequence

from portal.translation.localize import StringSegment

from ..memory.similarity import comparable, similarity

# A translation of a text that is less like the present one is no help.
LEAST_ALIKE = 30


def place_of(path: str, source: str, segments: Sequence[StringSegment]) -> StringSegment | None:
    """The segment that took the place of a text; None where the document no longer has it.

    It is the likest of those at the same path, or the same text at another one: blocks are copied and moved.
    """
    own = [segment for segment in segments if segment.context.path == path]
    scored = [(similarity(comparable(segment.string.data), comparable(source)), segment) for segment in own]
    score, best = max(scored, key=lambda each: each[0], default=(0, None))
    if best is not None and (len(own) == 1 or score >= LEAST_ALIKE):
        return best
    return next((segment for segment in segments if segment.string.data == source), None)
