"""Terms of the glossary in a text, found in any of their forms, and what they are called in another language."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from portal.languages.analysis import Token, tokens, word_keys, words
from portal.languages.common.html_text import plain_text

from .models import GlossaryEntry, GlossaryTerm

Keys = tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class TermEntry:
    """Terms by language, the one to use first, and a note to translators."""

    terms: Mapping[str, Sequence[str]]
    note: str = ""


@dataclass(frozen=True, slots=True)
class GlossaryUse:
    """A term at [start:end] of a plain text. `others` are its terms in the other language, the one to use first."""

    text: str
    start: int
    end: int
    others: tuple[str, ...]
    note: str
    is_used: bool = False


class Glossary:
    def __init__(self, entries: Iterable[TermEntry], language: str, other_language: str) -> None:
        self.other_language = other_language
        self.language = language
        self._entries: dict[str, list[tuple[Keys, tuple[str, ...], str]]] = {}
        for entry in entries:
            others = tuple(entry.terms.get(other_language, ()))
            for term in entry.terms.get(language, ()) if others else ():
                keys = _term_keys(term, language)
                for key in keys[0] if keys else ():
                    self._entries.setdefault(key, []).append((keys, others, entry.note))

    def uses(self, text: str, translation: str = "") -> list[GlossaryUse]:
        """Terms in a text (HTML or plain), the longest first where they overlap, each once.

        `is_used` says whether one of the other language's terms stands in the translation.
        """
        content = plain_text(text)
        found: dict[tuple[str, ...], GlossaryUse] = {}
        end = 0
        for use in sorted(self._found(content), key=lambda use: (use.start, -use.end)):
            if use.start >= end:
                end = use.end
                found.setdefault(use.others, use)
        own = [_word_keys(word, self.other_language) for word in words(plain_text(translation))]
        return [
            replace(use, is_used=any(_stands_in(_term_keys(other, self.other_language), own) for other in use.others))
            for use in found.values()
        ]

    def _found(self, text: str) -> Iterator[GlossaryUse]:
        parts = list(tokens(text))
        keys = [_word_keys(part.text, self.language) for part in parts]
        for place, own in enumerate(keys):
            for entry in {id(entry): entry for key in own for entry in self._entries.get(key, ())}.values():
                wanted, others, note = entry
                if _matches(wanted, keys[place : place + len(wanted)]):
                    yield _use(text, parts[place : place + len(wanted)], others, note)


def _use(text: str, parts: Sequence[Token], others: tuple[str, ...], note: str) -> GlossaryUse:
    start, end = parts[0].start, parts[-1].end
    return GlossaryUse(text[start:end], start, end, others, note)


def _word_keys(word: str, language: str) -> frozenset[str]:
    """Stem and lemma: either is enough."""
    return frozenset(word_keys(word, language).stem)


def _term_keys(term: str, language: str) -> Keys:
    return tuple(_word_keys(word, language) for word in words(term))


def _matches(wanted: Keys, keys: Sequence[frozenset[str]]) -> bool:
    return len(wanted) == len(keys) and all(one & other for one, other in zip(wanted, keys, strict=True))


def _stands_in(wanted: Keys, keys: Sequence[frozenset[str]]) -> bool:
    return any(_matches(wanted, keys[start : start + len(wanted)]) for start in range(len(keys)))


def read_entries() -> list[TermEntry]:
    """The glossary as editors keep it, in two queries."""
    entries = []
    for entry in GlossaryEntry.objects.prefetch_related("terms"):
        terms: dict[str, list[str]] = {}
        for term in entry.terms.all():
            terms.setdefault(term.language, []).append(term.text)
        entries.append(TermEntry(terms, entry.note))
    return entries


def glossary_groups() -> Iterator[list[tuple[str, str]]]:
    """Terms of each entry as pairs of language and text. One query."""
    entries: dict[int, list[tuple[str, str]]] = {}
    for entry, language, text in GlossaryTerm.objects.order_by("entry", "pk").values_list("entry", "language", "text"):
        entries.setdefault(entry, []).append((language, text))
    yield from entries.values()
