"""Builds the lemmas of all forms of a language: read by portal/languages/lemmas.py."""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from portal.languages.word_graph import packed, write

from .sources import LemmaRow


def build_lemmas(found_rows: Iterable[LemmaRow], path: Path) -> None:
    rows = sorted(set(found_rows))
    payloads: dict[tuple[str, ...], int] = {}
    entries: list[tuple[str, int]] = []
    for word, readings in groupby(rows, key=lambda row: row[0]):
        # What the best source says, and what the form is likeliest.
        _, found = next(groupby(readings, key=lambda row: row[1:3]))
        lemmas = [row[3] for row in found]
        rules = tuple(rule(word, lemma) for lemma in lemmas)
        entries.append((word, payloads.setdefault(rules, len(payloads))))
    letters = "".join(sorted({letter for word, _ in entries for letter in word}))
    edges = packed(entries, letters)
    write(path, letters, [" ".join(rules) for rules in payloads], edges)
    print(f"{len(entries)} forms, {len(edges)} edges, {len(payloads)} sets of lemmas, {path.stat().st_size} bytes")


def rule(word: str, lemma: str) -> str:
    """How a lemma is made of a form: how many letters go, and which come in their place."""
    common = 0
    for ours, theirs in zip(word, lemma, strict=False):
        if ours != theirs:
            break
        common += 1
    return f"{len(word) - common}{lemma[common:]}"
