"""Announcements in two languages, paragraph by paragraph, and the facts that are in them.

A file holds announcements that begin with `== name`. Lines of `key: value` follow, then groups of paragraphs between
empty lines; `lt> ` or `en> ` begins a paragraph of a language. Values of a key are apart by `;` and their parts by `|`:
`people` (name, role per language), `organisations` (name per language), `days` (first and last day), `place` (name and
country), `grant`, `links`, `title` (per language).
"""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

LANGUAGES = ("lt", "en")


@dataclass(frozen=True)
class Announcement:
    """`groups` are pairs of the paragraphs of both languages that belong together."""

    name: str
    groups: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    values: dict[str, str]

    def paragraphs(self, language: str) -> list[str]:
        side = LANGUAGES.index(language)
        return [paragraph for group in self.groups for paragraph in group[side]]

    def rows(self, key: str) -> list[list[str]]:
        """The values of a key, each in its parts."""
        value = self.values.get(key, "")
        return [[part.strip() for part in row.split("|")] for row in value.split(";") if row.strip()]

    @property
    def days(self) -> tuple[date, date] | None:
        if "days" not in self.values:
            return None
        first, last = map(date.fromisoformat, self.values["days"].split())
        return first, last


def read_announcements() -> list[Announcement]:
    """Every announcement of this folder's files, in the order of their names."""
    paths = sorted(Path(__file__).parent.glob("*.txt"))
    return [_read(part) for path in paths for part in path.read_text(encoding="utf-8").split("\n== ")[1:]]


def _read(text: str) -> Announcement:
    header, *groups = re.split(r"\n\s*\n", text.strip())
    name, *lines = header.splitlines()
    values = dict(line.split(": ", 1) for line in lines)
    return Announcement(name, tuple(_group(group.splitlines()) for group in groups), values)


def _group(lines: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    source, target = (
        tuple(line.removeprefix(f"{language}> ") for line in lines if line.startswith(f"{language}> "))
        for language in LANGUAGES
    )
    return source, target
