"""What the texts hold, by construction: which items name a concept, and what their words are."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache, cached_property

from .lexicon import EN, LT, Concept, normalised
from .texts import Item, items, plain


class Archive:
    def __init__(self, found: Sequence[Item]) -> None:
        self.items = list(found)

    @cached_property
    def concepts(self) -> list[Concept]:
        """Everything that items are about, once each, in the order of their keys."""
        named = [concept for item in self.items for concept in (*item.concepts, *item.subject.concept.heads())]
        found = {(concept.kind, concept.key): concept for concept in named}
        return [found[name] for name in sorted(found)]

    @cache  # noqa: B019 (there is one archive a process)
    def naming(self, concept: Concept, language: str) -> frozenset[str]:
        """Identifiers of items whose text, as it was written, names a concept in any form."""
        return frozenset(item.identifier for item in self.items if item.names(concept, language))

    def naming_all(self, concepts: Iterable[Concept], language: str) -> frozenset[str]:
        return frozenset.intersection(*(self.naming(concept, language) for concept in concepts))

    def saying(self, words: str) -> frozenset[str]:
        """Identifiers of items in which these words stand beside each other, with or without their diacritics."""
        wanted = plain(normalised(words))
        return frozenset(
            item.identifier
            for item in self.items
            if any(wanted in field for text in item.stored.values() for field in text.plain_fields)
        )

    def of_day(self, day: date) -> frozenset[str]:
        """Identifiers of items of a day; every text that names a day names its own."""
        return frozenset(item.identifier for item in self.items if item.day == day)

    def beginning(self, start: str, *, titles_only: bool) -> frozenset[str]:
        """Identifiers of items with words, in one language, that begin like each of these."""
        wanted = [f" {word}" for word in plain(normalised(start)).split()]
        return frozenset(
            item.identifier
            for item in self.items
            for text in item.stored.values()
            if all(word in (text.plain_fields[0] if titles_only else text.plain) for word in wanted)
        )

    @cached_property
    def words(self) -> frozenset[str]:
        """All words, without diacritics."""
        return frozenset(
            word for item in self.items for text in item.stored.values() for word in text.plain.split()
        ) | frozenset(
            word
            for concept in self.concepts
            for language in (LT, EN)
            for form in concept.forms(language)
            for word in plain(normalised(form)).split()
        )

    def of(self, identifiers: Iterable[str]) -> list[Item]:
        wanted = set(identifiers)
        return [item for item in self.items if item.identifier in wanted]


@cache
def archive() -> Archive:
    return Archive(items())
