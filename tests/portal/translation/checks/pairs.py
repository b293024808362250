"""Segments and their translations: of the relevance set's texts, and of the demonstration, which people wrote."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from wagtail_localize.strings import StringValue

from portal.translation.checks.checks import Languages
from portal.translation.checks.names import KnownName

ITEMS = Path(__file__).parents[3] / "search" / "relevance" / "items.jsonl"
FOLDER = Path(settings.BASE_DIR) / "news" / "fixtures" / "demonstration"
PARAGRAPHS = re.compile(r"<li>(.*?)</li>|<p>(.*?)</p>", re.DOTALL)


@dataclass(frozen=True)
class Pair:
    source: str
    target: str
    languages: Languages
    known_names: tuple[KnownName, ...] = ()


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@cache
def generated() -> tuple[Pair, ...]:
    """Of texts that are no scans, in both directions in turns."""
    found = []
    for item in _lines(ITEMS):
        texts = item["languages"]
        if len(texts) < 2 or any(text["is_scan"] for text in texts.values()):
            continue
        (source_language, source), (target_language, target) = texts.items()
        if item["number"] % 2:
            source_language, source, target_language, target = target_language, target, source_language, source
        languages = Languages(source_language, target_language)
        segments = zip(
            [source["title"], source["lead"], *source["body"]],
            [target["title"], target["lead"], *target["body"]],
            strict=True,
        )
        names = tuple(KnownName(*pair, must_match=False) for pair in zip(source["names"], target["names"], strict=True))
        found += [Pair(text, translation, languages, names) for text, translation in segments]
    return tuple(found)


@cache
def demonstration() -> tuple[Pair, ...]:
    found = []
    for item in _lines(FOLDER / "items.jsonl"):
        source_language = item["source_language"]
        for language, text in item["languages"].items():
            if language == source_language:
                continue
            source = item["languages"][source_language]
            pairs = list(zip(_segments(source), _segments(text), strict=False))
            if len(list(_segments(source))) == len(list(_segments(text))):
                languages, names = Languages(source_language, language), _names(source_language, language)
                found += [Pair(_cut(one), _cut(other), languages, names) for one, other in pairs]
    return tuple(found)


def _cut(html: str) -> str:
    """As wagtail-localize keeps it: without the addresses of links."""
    return StringValue.from_source_html(html)[0].data


def _segments(text: dict[str, Any]) -> Iterator[str]:
    yield text["title"]
    yield text["lead"]
    for block in text["body"]:
        value = block if isinstance(block, str) else block["value"]
        if isinstance(value, dict):
            yield from (value[name] for name in ("text", "attribution", "title", "caption") if value.get(name))
        elif isinstance(value, str) and "<" in value:
            yield from ("".join(parts) for parts in PARAGRAPHS.findall(value))
        elif isinstance(value, str):
            yield value


@cache
def _names(language: str, other_language: str) -> tuple[KnownName, ...]:
    """Names of the demonstration's people, organisations and places."""
    found = []
    for entity in _lines(FOLDER / "entities.jsonl"):
        names = {code: text.get("name", "") for code, text in entity.get("languages", {}).items()}
        if names.get(language) and names.get(other_language):
            found.append(KnownName(names[language], names[other_language]))
    for item in _lines(FOLDER / "items.jsonl"):
        place = item.get("visit", {}).get("place", {})
        if language in place and other_language in place:
            found.append(KnownName(place[language], place[other_language], must_match=False))
    return tuple(found)
