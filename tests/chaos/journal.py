"""What the editors did, as they wrote it down, and what readers must therefore find in the end."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Act:
    """`word` stands in the text that the act made and in no other; `public`: readers are to find it from now on.

    `shown` and `old_until` are those of `pages.Shown`, None for drafts.
    """

    act: str
    item: str
    word: str
    public: bool
    seconds: float
    error: str
    shown: float | None = None
    old_until: float | None = None


@dataclass
class Item:
    """`word` finds it, if it is published; `hidden` words are of older texts, of drafts and of what was withdrawn."""

    key: str
    word: str = ""
    hidden: list[str] = field(default_factory=list)


def read(files: Iterable[Path]) -> Iterator[Act]:
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            yield Act(**json.loads(line))


def items(acts: Iterable[Act]) -> list[Item]:
    """As they are after all the acts, of which none may have failed."""
    known: dict[str, Item] = {}
    for act in acts:
        item = known.setdefault(act.item, Item(act.item))
        is_replaced = act.public or act.act in ("unpublish", "delete")
        if is_replaced and item.word:
            item.hidden.append(item.word)
            item.word = ""
        if act.public:
            item.word = act.word
        elif act.word:
            item.hidden.append(act.word)
    return list(known.values())
