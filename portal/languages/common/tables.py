"""Word lists and tables in files; lines that begin with `#` are comments."""

from collections.abc import Iterator
from pathlib import Path


def read_words(path: Path) -> frozenset[str]:
    """Words parted by spaces and line breaks."""
    return frozenset(word for line in _lines(path) for word in line.split())


def read_rows(path: Path) -> Iterator[tuple[str, ...]]:
    """Columns parted by tabulators."""
    return (tuple(line.split("\t")) for line in _lines(path))


def read_place_names(path: Path) -> dict[tuple[str, str], str]:
    """What a language calls places, by country and by what they are called there; see `PlaceRules.names`."""
    return {(country, local): name for country, local, name in read_rows(path)}


def _lines(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
