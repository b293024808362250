"""Text that knows where each of its characters was in the text that was given, and what has been changed."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace

# From this certainty on a change needs no one to look at it.
SURE = 0.9


@dataclass(frozen=True)
class TextChange:
    """A repair, or a doubtful reading where `is_applied` is false and the text keeps `before`.

    `raw_start` and `raw_end` are offsets in the text that was given, `start` and `end` in the repaired text.
    `alternatives` are other readings, the best first.
    """

    raw_start: int
    raw_end: int
    start: int
    end: int
    before: str
    after: str
    rule: str
    certainty: float
    alternatives: tuple[str, ...] = ()
    is_applied: bool = True

    @property
    def is_sure(self) -> bool:
        return self.is_applied and self.certainty >= SURE


@dataclass(frozen=True, slots=True)
class Edit:
    """Puts `text` in the place of the characters from `start` to `end`. Without a rule it is not worth a mention."""

    start: int
    end: int
    text: str
    rule: str = ""
    certainty: float = 1.0
    alternatives: tuple[str, ...] = ()
    is_applied: bool = True


class TracedText:
    """`text` after the edits so far; `changes` are in its coordinates. Immutable."""

    def __init__(
        self, text: str, given: str, starts: list[int], ends: list[int], changes: tuple[TextChange, ...]
    ) -> None:
        self.text = text
        self.changes = changes
        self._given = given
        # Where in the given text each character begins and ends.
        self._starts = starts
        self._ends = ends

    @classmethod
    def of(cls, text: str) -> "TracedText":
        return cls(text, text, list(range(len(text))), list(range(1, len(text) + 1)), ())

    def given_span(self, start: int, end: int) -> tuple[int, int]:
        """Where in the given text the characters from `start` to `end` were."""
        if start < end:
            return self._starts[start], max(self._starts[start], self._ends[end - 1])
        place = self._starts[start] if start < len(self._starts) else len(self._given)
        return place, place

    def edited(self, edits: Iterable[Edit]) -> "TracedText":
        """The text after edits, given in order; they must not overlap."""
        text: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        changes: list[TextChange] = []
        # Old position → how far it has moved, from that position on.
        moved_at: list[int] = [0]
        moved_by: list[int] = [0]
        length = 0
        place = 0
        spans: list[tuple[int, int]] = []
        for edit in edits:
            text.append(self.text[place : edit.start])
            starts += self._starts[place : edit.start]
            ends += self._ends[place : edit.start]
            length += edit.start - place
            place = edit.end
            raw_start, raw_end = self.given_span(edit.start, edit.end)
            new = edit.text if edit.is_applied else self.text[edit.start : edit.end]
            if edit.rule:
                changes.append(
                    TextChange(
                        raw_start, raw_end, length, length + len(new), self._given[raw_start:raw_end], edit.text,
                        edit.rule, edit.certainty, edit.alternatives, edit.is_applied,
                    )
                )  # fmt: skip
                if edit.is_applied:
                    spans.append((edit.start, edit.end))
            text.append(new)
            if edit.is_applied:
                starts += self._aligned_starts(edit, raw_start, raw_end)
                ends += self._aligned_ends(edit, raw_start, raw_end)
            else:
                starts += self._starts[edit.start : edit.end]
                ends += self._ends[edit.start : edit.end]
            length += len(new)
            moved_at.append(edit.end)
            moved_by.append(length - edit.end)
        text.append(self.text[place:])
        starts += self._starts[place:]
        ends += self._ends[place:]

        def moved(position: int) -> int:
            index = bisect_left(moved_at, position + 1) - 1
            return position + moved_by[index]

        kept = [
            replace(change, start=moved(change.start), end=max(moved(change.start), moved(change.end)))
            for change in self.changes
            if not _is_within(change, spans)
        ]
        result = "".join(text)
        merged = sorted([*kept, *changes], key=lambda change: (change.raw_start, change.raw_end))
        return TracedText(result, self._given, starts, ends, tuple(merged))

    def _aligned_starts(self, edit: Edit, raw_start: int, raw_end: int) -> list[int]:
        if len(edit.text) == edit.end - edit.start:
            return self._starts[edit.start : edit.end]
        return [raw_start] * len(edit.text)

    def _aligned_ends(self, edit: Edit, raw_start: int, raw_end: int) -> list[int]:
        if len(edit.text) == edit.end - edit.start:
            return self._ends[edit.start : edit.end]
        return [raw_end] * len(edit.text)


def _is_within(change: TextChange, spans: list[tuple[int, int]]) -> bool:
    """Whether a later edit covers a change, so that it tells of both."""
    index = bisect_left(spans, (change.start + 1, -1)) - 1
    return any(
        start <= change.start and change.end <= end and start < end for start, end in spans[max(0, index) : index + 2]
    )
