"""Synonyms where searching reads them: a file beside the index, so that an answer still comes from the index alone.

Written when editors change them, and again by the worker of each machine, which may not be the one that they were
changed on.
"""

import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from .models import SynonymGroup

Groups = Mapping[str, tuple[tuple[str, ...], ...]]


@dataclass(frozen=True, slots=True)
class _Read:
    """The file as it was when `groups` were read from it."""

    path: Path
    inode: int
    changed: int
    groups: Groups


_read: _Read | None = None


def _path() -> Path:
    return Path(settings.SEARCH_INDEX_PATH).with_name("search-synonyms.json")


def synonym_groups(language: str) -> tuple[tuple[str, ...], ...]:
    """Groups of words of a language that mean the same, as editors wrote them. Costs a look at a file, no database."""
    global _read
    path = _path()
    try:
        status = path.stat()
    except FileNotFoundError:
        return ()
    if _read is None or (_read.path, _read.inode, _read.changed) != (path, status.st_ino, status.st_mtime_ns):
        values = json.loads(path.read_text())
        groups = {code: tuple(map(tuple, lists)) for code, lists in values.items()}
        _read = _Read(path, status.st_ino, status.st_mtime_ns, groups)
    return _read.groups.get(language, ())


def write_synonyms() -> None:
    """Brings the file up to the database. Also for the worker, again and again; it writes only what differs."""
    groups: dict[str, list[tuple[str, ...]]] = {}
    for group in SynonymGroup.objects.order_by("language", "pk"):
        groups.setdefault(group.language, []).append(group.terms)
    text = json.dumps(groups, ensure_ascii=False)
    path = _path()
    if path.exists() and path.read_text() == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    # Renamed into place: whoever reads meanwhile reads the whole of the old one.
    with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=path.name, delete=False) as file:
        file.write(text)
    os.replace(file.name, path)
