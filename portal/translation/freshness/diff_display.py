"""Changes of a source in words: which place, and which words came and went."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models

from portal.languages.common.html_text import plain_text
from portal.languages.common.normalization import seen

from .comparing import ChangeKind, SourceChange


@dataclass(frozen=True)
class Passage:
    """A run of words: `kept`, `removed` or `added`."""

    state: str
    text: str


@dataclass(frozen=True)
class WordedChange:
    """`place` names the field in the reader's language; `passages` is empty for what is no text."""

    place: str
    is_order: bool
    passages: tuple[Passage, ...]


def word_diff(before: str, after: str) -> tuple[Passage, ...]:
    """Two texts, marked up or not, as runs of words that stayed, went and came."""
    old, new = seen(plain_text(before)).split(), seen(plain_text(after)).split()
    found: list[Passage] = []
    for tag, start, end, other_start, other_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Passage("kept", " ".join(old[start:end])))
            continue
        if end > start:
            found.append(Passage("removed", " ".join(old[start:end])))
        if other_end > other_start:
            found.append(Passage("added", " ".join(new[other_start:other_end])))
    return tuple(found)


def worded(changes: list[SourceChange], model: type[models.Model]) -> Iterator[WordedChange]:
    """The changes as readers see them, in their order; what is no text once for each field."""
    named: set[str] = set()
    for change in changes:
        place = place_name(change.path, model)
        if change.kind is ChangeKind.TEXT:
            yield WordedChange(place, False, word_diff(change.before, change.after))
        elif change.kind is ChangeKind.ORDER:
            yield WordedChange("", True, ())
        elif place not in named:
            named.add(place)
            yield WordedChange(place, False, ())


def place_name(path: str, model: type[models.Model]) -> str:
    """What the field at the beginning of a context path is called in the language of whoever reads."""
    name = path.split(".")[0]
    try:
        model_field: Any = model._meta.get_field(name)
    except FieldDoesNotExist:
        return name
    if isinstance(model_field, models.ManyToOneRel):
        return str(model_field.related_model._meta.verbose_name_plural)
    return str(model_field.verbose_name)
