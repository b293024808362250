"""Whether a text and its translation pair up, segment by segment, as wagtail-localize would store the pairs."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from wagtail.models import TranslatableMixin

from portal.translation.acceptable import is_no_text
from portal.translation.localize import (
    OverridableSegmentValue,
    StringSegmentValue,
    TemplateSegmentValue,
    extract_segments,
    quote_path_component,
)

BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')
LINK_ID = re.compile(r'<a id="(a\d+)"')


@dataclass
class Pairing:
    """`strings` are (context path, text of the source, translation), the texts as wagtail-localize's HTML.

    `overrides` are values by context path that the translation has of its own (links, choices); `untranslated` are
    the paths of source segments without a text in the translation, and `missing` their number (a list is one path).
    """

    strings: list[tuple[str, str, str]] = field(default_factory=list)
    overrides: dict[str, Any] = field(default_factory=dict)
    untranslated: list[str] = field(default_factory=list)
    missing: int = 0


class DoesNotPair(Exception):
    """The translation says something that no segment of the source can hold."""


@dataclass
class Segments:
    """`in_order` is all that wagtail-localize extracts; the rest is what pairing looks at, by context path."""

    in_order: list[Any]
    strings: dict[str, list[StringSegmentValue]]
    templates: dict[str, str]
    values: dict[str, Any]


def pair(theirs: Segments, ours: Segments, untranslated: Iterable[str] | None = None) -> Pairing:
    """Pairs a source's segments with those of its translation; blocks and rows that correspond have the same ids.

    `untranslated` names the paths whose text in the translation is known to be none of the source's present text; where
    it is given, the translation may also lack blocks of the source and keep blocks that the source has lost.

    Raises:
        DoesNotPair: unless every text of the translation belongs to a segment of the source.
    """
    is_behind = untranslated is not None
    known = set(untranslated or ())
    if not is_behind and set(ours.strings) - set(theirs.strings):
        raise DoesNotPair(sorted(set(ours.strings) - set(theirs.strings)))
    pairing = Pairing()
    for path, segments in theirs.strings.items():
        own = ours.strings.get(path, [])
        if path in known or not own:
            pairing.untranslated.append(path)
            pairing.missing += len(segments)
            continue
        if len(own) != len(segments) or theirs.templates.get(path) != ours.templates.get(path):
            raise DoesNotPair([path])
        _pair_strings(path, segments, own, pairing)
    for path, value in theirs.values.items():
        if path in ours.values and ours.values[path] != value:
            pairing.overrides[path] = ours.values[path]
    return pairing


def segments_of(instance: TranslatableMixin) -> Segments:
    in_order = extract_segments(instance)
    strings: dict[str, list[StringSegmentValue]] = defaultdict(list)
    templates: dict[str, str] = {}
    values: dict[str, Any] = {}
    for segment in in_order:
        if isinstance(segment, StringSegmentValue):
            strings[segment.path].append(segment)
        elif isinstance(segment, TemplateSegmentValue):
            templates[segment.path] = BLOCK_KEY.sub("", segment.template)
        elif isinstance(segment, OverridableSegmentValue) and not segment.path.endswith("'"):
            # The addresses of links end in a quotation mark: they are compared link by link, with their strings.
            values[segment.path] = segment.data
    return Segments(in_order, dict(strings), templates, values)


def _pair_strings(
    path: str, segments: list[StringSegmentValue], own: list[StringSegmentValue], pairing: Pairing
) -> None:
    translations: dict[str, str] = {}
    for segment, translated in zip(segments, own, strict=True):
        if is_no_text(segment.string.data, translated.string.data):
            pairing.untranslated.append(path)
            pairing.missing += 1
            continue
        text = with_links_of(segment, translated, path, pairing)
        if translations.setdefault(segment.string.data, text) != text:
            # One text of the source, twice in one place, cannot have two translations there.
            raise DoesNotPair([path])
    pairing.strings += [(path, text, translation) for text, translation in translations.items()]


def with_links_of(segment: StringSegmentValue, translated: StringSegmentValue, path: str, pairing: Pairing) -> str:
    """The translation with its links numbered like the source's; a link that leads elsewhere becomes an override.

    Raises:
        DoesNotPair: where it has links that the source has not.
    """
    theirs, own = dict(segment.attrs or {}), dict(translated.attrs or {})
    if len(own) > len(theirs):
        raise DoesNotPair([path])
    numbers: dict[str, str] = {}
    for identifier, attributes in own.items():
        same = next((other for other, values in theirs.items() if values == attributes), None)
        if same is not None:
            numbers[identifier] = same
            del theirs[same]
    for identifier in [identifier for identifier in own if identifier not in numbers]:
        other = next(iter(theirs))
        old, new = theirs.pop(other).get("href"), own[identifier].get("href")
        if old and new and old != new:
            override = f"{path}.{quote_path_component(old)}"
            if pairing.overrides.setdefault(override, new) != new:
                raise DoesNotPair([path])
        elif old != new:
            raise DoesNotPair([path])
        numbers[identifier] = other
    return LINK_ID.sub(lambda match: f'<a id="{numbers.get(match[1], match[1])}"', translated.string.data)
