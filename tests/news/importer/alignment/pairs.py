"""Texts in two languages whose right alignment is known, with gaps, merges, splits and moves put in by a seed.

The texts are the announcements beside this folder, the items of the demonstration and the founding pair. Half of them,
by a hash of their names, served to set the weights; the other half, which has the founding pair, is frozen and serves
for figures alone.
"""

import hashlib
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from tests.news.importer.announcements import LANGUAGES, read_announcements
from tests.repository.files import ROOT
from tests.search.relevance.damage import damaged

FOUNDING = ROOT / "tests/news/importer/founding"
# By hand. The English text lacks two addresses and the last sentence of the Lithuanian one and ends in a list of links.
FOUNDING_LINKS = {**{one: one for one in range(8)}, 9: 8, 10: 9, 12: 10, 13: 11, 14: 12}
DEMONSTRATION = ROOT / "news/fixtures/demonstration/items.jsonl"

# What is done to a text, so many times; each text has one of these.
CHANGES = (
    {"gap": 1, "merge": 1},
    {"move": 1, "split": 1},
    {"gap": 2, "move": 1},
    {"merge": 2, "split": 1},
    {"gap": 1, "merge": 1, "move": 1},
    {"gap": 2, "split": 2, "move": 2},
)
DAMAGED_SHARE = 3

_SENTENCE = re.compile(r"(?<=[a-zž][.!?])(?<!\b(?:Nr|No)\.) ")


@dataclass
class Group:
    source: list[str]
    target: list[str]


@dataclass(frozen=True)
class Pair:
    """`groups` are the right ones, as numbers of paragraphs; either side of one may be empty."""

    name: str
    half: str
    kind: str
    source: list[str]
    target: list[str]
    groups: list[tuple[tuple[int, ...], tuple[int, ...]]] = field(default_factory=list)


def read_pairs(variants: int = 1) -> list[Pair]:
    """Each text in so many forms, the first of which are always the same."""
    changed = [_changed(f"{name}/{variant}", groups) for variant in range(variants) for name, groups in _texts()]
    return [*changed, *_founding_pairs()]


def _founding_pairs() -> Iterator[Pair]:
    """The founding pair, once transcribed and once as it was scanned."""
    target = _paragraphs("raw.en.txt")
    for name in ("transcription.lt.txt", "raw.lt.txt"):
        source = _paragraphs(name)
        links = FOUNDING_LINKS
        groups: list[tuple[tuple[int, ...], tuple[int, ...]]] = [((one,), (other,)) for one, other in links.items()]
        groups += [((one,), ()) for one in range(len(source)) if one not in links]
        groups += [((), (other,)) for other in range(len(target)) if other not in links.values()]
        yield Pair(f"founding/{name}", "frozen", "founding", source, target, groups)


def _paragraphs(name: str) -> list[str]:
    text = (FOUNDING / name).read_text(encoding="utf-8")
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip()]


def half_of(name: str) -> str:
    return "tuning" if hashlib.sha256(name.encode()).digest()[0] % 2 else "frozen"


def _texts() -> Iterator[tuple[str, list[Group]]]:
    for announcement in read_announcements():
        yield announcement.name, [Group(list(source), list(target)) for source, target in announcement.groups]
    for line in DEMONSTRATION.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        if set(item["languages"]) == set(LANGUAGES) and item["identifier"] != "oslo-visit-2017":
            source, target = (list(_item_paragraphs(item["languages"][language])) for language in LANGUAGES)
            if len(source) == len(target):
                yield item["identifier"], [Group([one], [other]) for one, other in zip(source, target, strict=True)]


def _item_paragraphs(version: dict[str, Any]) -> Iterator[str]:
    yield version["title"]
    yield version["lead"]
    for block in version["body"]:
        value = block if isinstance(block, str) else block["value"]
        if isinstance(value, str):
            parts = re.split(r"</?(?:p|li|ul|ol|h\d)\b[^>]*>", value)
            yield from (unescape(re.sub(r"<[^>]*>", "", part)).strip() for part in parts if part.strip())
        elif "attribution" in value:
            yield f"„{value['text']}“ – {value['attribution']}"
        else:
            yield from (value[key] for key in ("title", "indicator", "text") if key in value)


def _changed(name: str, groups: list[Group]) -> Pair:
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[1:5], "big")
    chance = random.Random(number)  # noqa: S311
    changes = CHANGES[number % len(CHANGES)]
    is_damaged = number // 7 % DAMAGED_SHARE == 0
    order = list(range(len(groups)))
    for change, times in changes.items():
        for _ in range(times):
            if change == "gap":
                _leave_out(groups, chance)
            elif change == "split":
                _split(groups, chance)
            elif change == "merge":
                groups = _merge(groups, chance)
                order = list(range(len(groups)))
            else:
                # The title stays where it is.
                moved = order.pop(chance.randrange(1, len(order)))
                order.insert(chance.randrange(1, len(order) + 1), moved)
    if is_damaged:
        for group in groups:
            group.source = [damaged(text, f"{name} {text}") for text in group.source]
    return _pair(name, "+".join(changes) + ("+damage" if is_damaged else ""), groups, order)


def _pair(name: str, kind: str, groups: list[Group], order: list[int]) -> Pair:
    source = [text for group in groups for text in group.source]
    target = [text for number in order for text in groups[number].target]
    starts: dict[int, int] = {}
    place = 0
    for number in order:
        starts[number] = place
        place += len(groups[number].target)
    place = 0
    numbered = []
    for number, group in enumerate(groups):
        sources = tuple(range(place, place + len(group.source)))
        place += len(group.source)
        targets = tuple(range(starts[number], starts[number] + len(group.target)))
        if sources and targets:
            numbered.append((sources, targets))
        else:
            numbered += [((one,), ()) for one in sources] + [((), (one,)) for one in targets]
    return Pair(name, half_of(name.partition("/")[0]), kind, source, target, numbered)


def _leave_out(groups: list[Group], chance: random.Random) -> None:
    group = chance.choice([group for group in groups[1:] if group.source and group.target])
    side = chance.choice((group.source, group.target))
    side.clear()


def _split(groups: list[Group], chance: random.Random) -> None:
    """One paragraph of one sentence becomes two, on either side."""
    able = [
        (side, sentences)
        for group in groups
        for side in (group.source, group.target)
        if len(group.source) == len(group.target) == 1 and (sentences := _SENTENCE.split(side[0]))[1:]
    ]
    if able:
        side, sentences = chance.choice(able)
        place = chance.randrange(1, len(sentences))
        side[:] = [" ".join(sentences[:place]), " ".join(sentences[place:])]


def _merge(groups: list[Group], chance: random.Random) -> list[Group]:
    """Two paragraphs in a row become one on one side."""
    able = [
        place
        for place in range(1, len(groups) - 1)
        if all(len(group.source) == len(group.target) == 1 for group in groups[place : place + 2])
    ]
    if not able:
        return groups
    place = chance.choice(able)
    first, second = groups[place : place + 2]
    merged = Group(first.source + second.source, first.target + second.target)
    side = chance.choice((merged.source, merged.target))
    side[:] = [" ".join(side)]
    return [*groups[:place], merged, *groups[place + 2 :]]
