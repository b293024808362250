"""Which source a translation was made from, read from its content alone.

A text of the translation is looked up among the translations that wagtail-localize keeps for its place: what it is the
translation of is what it was made from. So an old draft that is published late, a scheduled one and an import tell the
truth like a translation from the editor, and taking a change of the source back makes the translation current again.
"""

import json
import uuid
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from portal.languages.common.html_text import plain_text
from portal.languages.common.normalization import seen
from portal.translation.localize import SegmentOverride, StringTranslation

from .models import AcceptedGap
from .segments import ContentPart

# (translation key, locale's id)
Target = tuple[uuid.UUID, int]


@dataclass
class KnownTranslation:
    """What wagtail-localize knows of one translation.

    `origins` are the source's texts by context path and plain translation as it is seen, `overrides` the values that
    the translation has of its own, by context path.
    """

    origins: dict[str, dict[str, list[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    overrides: dict[str, Any] = field(default_factory=dict)


def read_known(targets: Iterable[Target]) -> Mapping[Target, KnownTranslation]:
    """What is known of each translation, in two queries; of others nothing."""
    wanted = set(targets)
    keys = {key for key, _locale in wanted}
    known: dict[Target, KnownTranslation] = defaultdict(KnownTranslation)
    translations = StringTranslation.objects.filter(
        context__object_id__in=keys, locale_id__in={locale for _key, locale in wanted}, has_error=False
    ).values_list("context__object_id", "locale_id", "context__path", "data", "translation_of__data")
    for key, locale, path, data, origin in translations.iterator(chunk_size=2000):
        known[key, locale].origins[path][_looks(data)].append(origin)
    overrides = SegmentOverride.objects.filter(context__object_id__in=keys, has_error=False).values_list(
        "context__object_id", "locale_id", "context__path", "data_json"
    )
    for key, locale, path, data in overrides:
        known[key, locale].overrides[path] = json.loads(data)
    return known


def basis_of(
    target: Sequence[ContentPart],
    source: Sequence[ContentPart],
    known: KnownTranslation,
    previous: Sequence[ContentPart] = (),
) -> tuple[ContentPart, ...]:
    """The parts of the source that `target` was made from; equal to `source` exactly when it says all of that.

    Args:
        target: the translation's own parts.
        source: the parts of its source as published now.
        previous: what it was made from when it was published last. A text that was changed by hand since keeps that.
    """
    sources, before = {part.path: part for part in source}, {part.path: part for part in previous}
    return tuple(_part(part, sources.get(part.path), known, before.get(part.path)) for part in target)


def _part(
    own: ContentPart, source: ContentPart | None, known: KnownTranslation, previous: ContentPart | None
) -> ContentPart:
    if source is None:
        texts = _origins(own, (), known, previous)
        # Something that the source has not: the part is kept, so that it differs.
        return ContentPart(own.path, texts, own.links, own.value)
    overrides = {path: value for path, value in known.overrides.items() if path.startswith(f"{own.path}.'")}
    is_value_taken = own.value == source.value or own.path in known.overrides
    return ContentPart(
        own.path,
        _origins(own, source.texts, known, previous),
        source.links if _has_no_old_link(own, source, overrides) else own.links,
        source.value if is_value_taken else own.value,
    )


def _origins(
    own: ContentPart, source: Sequence[str], known: KnownTranslation, previous: ContentPart | None
) -> tuple[str, ...]:
    """The source's text of each of the translation's texts, without those that nothing is known of."""
    by_text = known.origins.get(own.path, {})
    found = []
    for index, text in enumerate(own.texts):
        origins = by_text.get(_looks(text), [])
        as_seen = set(map(seen, origins))
        current = [candidate for candidate in source if seen(candidate) in as_seen]
        if current:
            # Several texts of one place may have one translation: the one at the same place of the order first.
            same_place = index < len(source) and source[index] in current
            found.append(source[index] if same_place else current[0])
        elif origins:
            found.append(origins[-1])
        elif previous is not None and len(previous.texts) == len(own.texts):
            found.append(previous.texts[index])
    return tuple(found)


def _has_no_old_link(own: ContentPart, source: ContentPart, overrides: Mapping[str, Any]) -> bool:
    """A translator may leave out a link of the source, but not keep one that the source no longer has."""
    allowed = set(source.links)
    own_addresses = set(overrides.values())
    return all(link in allowed or json.loads(link).get("href") in own_addresses for link in own.links)


def untranslated_texts(
    target: Sequence[ContentPart], source: Sequence[ContentPart], known: KnownTranslation
) -> list[str]:
    """The source's own words that the translation shows although no translator said so, as plain text, in order."""
    sources = {part.path: set(map(seen, part.texts)) for part in source}
    return [
        plain_text(text)
        for part in target
        for text in part.texts
        if seen(text) in sources.get(part.path, ())
        and seen(text) not in map(seen, known.origins.get(part.path, {}).get(_looks(text), []))
    ]


def read_accepted(targets: Iterable[Target]) -> Mapping[Target, set[str]]:
    """The texts of its source, as seen, that somebody chose to show in each translation. One query; none for none."""
    accepted: dict[Target, set[str]] = defaultdict(set)
    wanted = set(targets)
    if wanted:
        rows = AcceptedGap.objects.filter(
            translation__source__object_id__in={key for key, _locale in wanted},
            translation__target_locale_id__in={locale for _key, locale in wanted},
        ).values_list("translation__source__object_id", "translation__target_locale_id", "string__data")
        for key, locale, text in rows:
            accepted[key, locale].add(seen(text))
    return accepted


def accepted_texts(own: Iterable[ContentPart], accepted: Container[str]) -> list[str]:
    """Texts of a text edited apart that are among those accepted, as plain text, in order."""
    return [plain_text(text) for part in own for text in part.texts if seen(text) in accepted]


def _looks(html: str) -> str:
    return seen(plain_text(html))
