"""Synonym store: a file beside the index that searching reads synonyms from, so that answers need no database.

Written when editors change them, and again by the worker of each machine, which may not be the one that they were
changed on.
"""

import json
import logging
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from portal.storage.files import write_whole
from portal.translation.glossary.models import LearntTranslation
from portal.translation.glossary.terms import glossary_groups
from portal.translation.glossary.thesaurus import Thesaurus, of_groups

from ..models import SynonymGroup

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Read:
    """The file as it was when the lexicons were made from it."""

    path: Path
    inode: int
    changed: int
    edited: Thesaurus
    learnt: Thesaurus


_read: _Read | None = None
# Said once.
_out_of_reach: set[Path] = set()


class Unusable(Exception):
    """The file is not what `write_words` writes."""


def _path() -> Path:
    return Path(settings.SEARCH_INDEX_PATH).with_name("search-words.json")


def read_lexicons() -> tuple[Thesaurus, Thesaurus]:
    """What editors have written down, and what was learnt. Costs a look at a file, no database.

    Where the file cannot be used it is what was read last, until the worker has written it anew.
    """
    global _read
    path = _path()
    try:
        status = path.stat()
    except FileNotFoundError:
        return Thesaurus(), Thesaurus()
    except OSError as error:
        if path not in _out_of_reach:
            logger.error("%s cannot be read: %s", path, error)
        _out_of_reach.add(path)
        return Thesaurus(), Thesaurus()
    _out_of_reach.discard(path)
    if _read is None or (_read.path, _read.inode, _read.changed) != (path, status.st_ino, status.st_mtime_ns):
        try:
            edited, learnt = _parse(path, status.st_mode)
        except (OSError, Unusable) as error:
            # Once: what is remembered is not looked at again.
            logger.error("%s cannot be used until it is written anew: %s", path, error)
            known = _read is not None and _read.path == path
            edited, learnt = (_read.edited, _read.learnt) if _read and known else (Thesaurus(), Thesaurus())
        _read = _Read(path, status.st_ino, status.st_mtime_ns, edited, learnt)
    return _read.edited, _read.learnt


def _parse(path: Path, mode: int) -> tuple[Thesaurus, Thesaurus]:
    """Raises OSError and Unusable."""
    if not stat.S_ISREG(mode):
        raise Unusable("it is no file")
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise Unusable(str(error)) from error
    if not isinstance(values, dict):
        raise Unusable("it is no object")
    edited, learnt = Thesaurus(), Thesaurus()
    for lexicon, name in ((edited, "edited"), (learnt, "learnt")):
        groups = values.get(name)
        if not isinstance(groups, list) or not all(map(_is_group, groups)):
            raise Unusable(f"“{name}” is no list of groups of terms")
        lexicon.add(of_groups(groups))
    return edited, learnt


def _is_group(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(term, list) and len(term) == 2 and all(isinstance(each, str) for each in term) for term in value
    )


def write_words() -> None:
    """Brings the file up to the database. Also for the worker, again and again; it writes only what differs."""
    text = json.dumps({"edited": [*glossary_groups(), *_synonyms()], "learnt": list(_learnt())}, ensure_ascii=False)
    path = _path()
    try:
        is_current = path.is_file() and path.read_text(encoding="utf-8") == text
    except (OSError, UnicodeDecodeError):
        is_current = False
    if not is_current:
        write_whole(path, text)


def _synonyms() -> Iterator[list[Any]]:
    for group in SynonymGroup.objects.order_by("language", "pk"):
        yield [(group.language, term) for term in group.terms]


def _learnt() -> Iterator[list[Any]]:
    rows = LearntTranslation.objects.order_by("-strength", "pk")
    for language, word, other_language, other in rows.values_list("language", "word", "other_language", "other_word"):
        yield [(language, word), (other_language, other)]
