"""The passages that the repair of scanned text is measured on, in two halves."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TEXTS = Path(__file__).parent / "texts"
TUNING, FROZEN = "tuning", "frozen"

_HEADING = re.compile(r"^# (\S+)\n", re.MULTILINE)


@dataclass(frozen=True)
class Passage:
    """`text` is what was printed: correct, a line a paragraph, one empty line between paragraphs."""

    identifier: str
    text: str

    @property
    def half(self) -> str:
        """Follows from the identifier alone, so that it stays when passages are added."""
        return FROZEN if hashlib.sha256(self.identifier.encode()).digest()[0] % 2 else TUNING


@cache
def read_passages(language: str, half: str | None = None) -> tuple[Passage, ...]:
    passages = (
        passage
        for path in sorted((TEXTS / language).glob("*.txt"))
        for passage in _in_file(path.read_text(encoding="utf-8"))
    )
    return tuple(passage for passage in passages if half in (None, passage.half))


@cache
def read_scans(language: str) -> Mapping[str, str]:
    """By identifier, what Tesseract read on printed passages; see `scanning.py`."""
    content = (TEXTS / "scanned" / f"{language}.txt").read_text(encoding="utf-8")
    return {scan.identifier: scan.text for scan in _in_file(content)}


def written(name: str, passages: Iterable[Passage]) -> None:
    content = "\n\n".join(f"# {passage.identifier}\n{passage.text}" for passage in passages)
    (TEXTS / name).write_text(f"{content}\n", encoding="utf-8")


def _in_file(content: str) -> list[Passage]:
    _, *parts = _HEADING.split(content)
    return [Passage(identifier, text.strip()) for identifier, text in zip(parts[::2], parts[1::2], strict=True)]
