"""What a translation does not say yet, or says differently: the parts of its source then and now, compared."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from portal.languages.common.html_text import word_count

from .segments import ContentPart


class ChangeKind(Enum):
    TEXT = "text"
    VALUE = "value"
    ORDER = "order"


@dataclass(frozen=True)
class SourceChange:
    """One change of the source at a context path. `before` and `after` are texts, "" for what was not there."""

    path: str
    kind: ChangeKind
    before: str = ""
    after: str = ""

    @property
    def words(self) -> int:
        """Words to translate."""
        return word_count(self.after)


def changes(basis: Sequence[ContentPart], source: Sequence[ContentPart]) -> list[SourceChange]:
    """What changed from `basis`, the parts that a translation was made from, to `source`; in the order of the source.

    Empty exactly when the two are equal. A change of something else than text is not named where text of the same
    block, row or field changed: it comes with it.
    """
    before, after = {part.path: part for part in basis}, {part.path: part for part in source}
    found = [change for path in _merged(list(before), list(after)) for change in _of_part(path, before, after)]
    textual = {_unit(change.path) for change in found if change.kind is ChangeKind.TEXT}
    found = [change for change in found if change.kind is ChangeKind.TEXT or _unit(change.path) not in textual]
    if [path for path in before if path in after] != [path for path in after if path in before]:
        found.append(SourceChange("", ChangeKind.ORDER))
    return found


def _merged(before: list[str], after: list[str]) -> Iterator[str]:
    """Every path once: those of the source in their order, what is gone where it was."""
    known = set(after)
    gone: dict[str, list[str]] = {}
    previous = ""
    for path in before:
        if path in known:
            previous = path
        else:
            gone.setdefault(previous, []).append(path)
    yield from gone.get("", [])
    for path in after:
        yield path
        yield from gone.get(path, [])


def _of_part(path: str, before: dict[str, ContentPart], after: dict[str, ContentPart]) -> Iterator[SourceChange]:
    old, new = before.get(path, ContentPart(path)).as_seen(), after.get(path, ContentPart(path)).as_seen()
    if old.texts != new.texts:
        for old_text, new_text in paired(old.texts, new.texts):
            if old_text != new_text:
                yield SourceChange(path, ChangeKind.TEXT, old_text, new_text)
    elif old != new or (path in before) != (path in after):
        yield SourceChange(path, ChangeKind.VALUE)


def paired(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Texts of one place then and now, side by side; "" stands for what one of the sides lacks."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for _tag, start, end, other_start, other_end in matcher.get_opcodes():
        old, new = before[start:end], after[other_start:other_end]
        for index in range(max(len(old), len(new))):
            yield old[index] if index < len(old) else "", new[index] if index < len(new) else ""


def _unit(path: str) -> str:
    """A block, a row or a field."""
    return ".".join(path.split(".")[:2])
