"""Words that mean the same where searching reads them: a file beside the index, so that answers need no database.

Written when editors change them, and again by the worker of each machine, which may not be the one that they were
changed on.
"""

import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from typing import Any

from django.conf import settings

from .lexicon import Lexicon, Meaning
from .models import GlossaryTerm, LearntTranslation, SynonymGroup


@dataclass(frozen=True, slots=True)
class _Read:
    """The file as it was when the lexicons were made from it."""

    path: Path
    inode: int
    changed: int
    edited: Lexicon
    learnt: Lexicon


_read: _Read | None = None


def _path() -> Path:
    return Path(settings.SEARCH_INDEX_PATH).with_name("search-words.json")


def read_lexicons() -> tuple[Lexicon, Lexicon]:
    """What editors have written down, and what was learnt. Costs a look at a file, no database."""
    global _read
    path = _path()
    try:
        status = path.stat()
    except FileNotFoundError:
        return Lexicon(), Lexicon()
    if _read is None or (_read.path, _read.inode, _read.changed) != (path, status.st_ino, status.st_mtime_ns):
        values = json.loads(path.read_text(encoding="utf-8"))
        edited, learnt = Lexicon(), Lexicon()
        edited.add(_meanings(values["edited"]))
        learnt.add(_meanings(values["learnt"]))
        _read = _Read(path, status.st_ino, status.st_mtime_ns, edited, learnt)
    return _read.edited, _read.learnt


def _meanings(groups: list[list[list[str]]]) -> Iterator[Meaning]:
    """Every term of a group of pairs (language, term) means each other one."""
    for group in groups:
        for (language, term), (other_language, other) in permutations(group, 2):
            yield Meaning(language, term, other_language, (other,))


def write_words() -> None:
    """Brings the file up to the database. Also for the worker, again and again; it writes only what differs."""
    text = json.dumps({"edited": [*_glossary(), *_synonyms()], "learnt": list(_learnt())}, ensure_ascii=False)
    path = _path()
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    # Renamed into place: whoever reads meanwhile reads the whole of the old one.
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, prefix=path.name, delete=False) as file:
        file.write(text)
    os.replace(file.name, path)


def _glossary() -> Iterator[list[Any]]:
    entries: dict[int, list[Any]] = {}
    for entry, language, text in GlossaryTerm.objects.order_by("entry", "pk").values_list("entry", "language", "text"):
        entries.setdefault(entry, []).append((language, text))
    yield from entries.values()


def _synonyms() -> Iterator[list[Any]]:
    for group in SynonymGroup.objects.order_by("language", "pk"):
        yield [(group.language, term) for term in group.terms]


def _learnt() -> Iterator[list[Any]]:
    rows = LearntTranslation.objects.order_by("-strength", "pk")
    for language, word, other_language, other in rows.values_list("language", "word", "other_language", "other_word"):
        yield [(language, word), (other_language, other)]
