"""Runs the repair over the passages and the founding text."""

import time
from pathlib import Path

from news.importer.repair import repair_text

from .damage import LINES_ALONE, Damaged, damaged
from .measuring import Figures
from .passages import Passage, read_passages, read_scans

# The form of damage that was not made but read.
TESSERACT = "Tesseract"
FOUNDING = Path(__file__).parent.parent / "founding"


def damaged_figures(language: str, form: str, half: str | None = None, every: int = 1) -> Figures:
    figures = Figures()
    for passage in read_passages(language, half)[::every]:
        scan = _scan(language, passage, form)
        if scan is not None:
            started = time.process_time()
            repaired = repair_text(scan.text, language)
            figures.seconds += time.process_time() - started
            figures.add_damaged(passage.text, scan, repaired)
    return figures


def _scan(language: str, passage: Passage, form: str) -> Damaged | None:
    if form != TESSERACT:
        return damaged(passage.text, form, passage.identifier)
    text = read_scans(language).get(passage.identifier)
    return None if text is None else Damaged(text, words=())


def founding_figures() -> Figures:
    raw, printed = ((FOUNDING / f"{name}.lt.txt").read_text(encoding="utf-8") for name in ("raw", "transcription"))
    figures = Figures()
    started = time.process_time()
    repaired = repair_text(raw, "lt")
    figures.seconds = time.process_time() - started
    figures.add(printed.strip(), raw, repaired)
    return figures


def clean_changes(half: str | None = None, every: int = 1) -> dict[str, float]:
    """The share of the characters that the repair changes in texts that are right, by language and layout.

    A text in lines has none but the damage of its layout; what is wrong after the repair is what was changed.
    """
    changes: dict[str, float] = {}
    for language in ("lt", "en"):
        plain, lines = Figures(), Figures()
        for passage in read_passages(language, half)[::every]:
            plain.add(passage.text, passage.text, repair_text(passage.text, language, has_layout_lines=False))
            scan = damaged(passage.text, LINES_ALONE, passage.identifier)
            lines.add(passage.text, scan.text, repair_text(scan.text, language))
        changes |= {language: plain.rate(plain.automatic), f"{language}, in lines": lines.rate(lines.automatic)}
    return changes
