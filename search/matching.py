"""Which keys a term of a query has in a language: what engines look up and what the highlighter marks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from .analysis import WordKeys, compound_key, word_keys
from .query import Phrase, Term, Word


@dataclass(frozen=True, slots=True)
class Spellings:
    """Words of the index, by language and by the word of the query that they may have been meant by."""

    words: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)

    def of(self, word: str, language: str) -> tuple[str, ...]:
        return self.words.get(language, {}).get(word, ())


@dataclass(frozen=True, slots=True)
class WordMatch:
    """Matches a word that has any of these keys; a compound matches by its whole key too."""

    keys: WordKeys
    spellings: tuple[WordKeys, ...] = ()

    def forms(self) -> tuple[WordKeys, ...]:
        return (self.keys, *self.spellings)


@dataclass(frozen=True, slots=True)
class TermMatch:
    """A term of a query in a language: all of `words`, a phrase's in their order, or `whole`, a compound's key."""

    words: tuple[WordMatch, ...]
    whole: str = ""
    is_phrase: bool = False

    def by_part(self, term: Word) -> Iterator[tuple[str, WordMatch]]:
        """Each part of a term that is sought by itself, with what it matches."""
        return zip(_parts_to_match(term), self.words, strict=True)


def match_of(term: Term, language: str, spellings: Spellings) -> TermMatch:
    if isinstance(term, Phrase):
        return TermMatch(tuple(WordMatch(word_keys(word, language)) for word in term.words), is_phrase=True)
    whole = compound_key(term.parts) if len(term.parts) > 1 else ""
    return TermMatch(tuple(_word_match(part, language, spellings) for part in _parts_to_match(term)), whole)


def _parts_to_match(term: Word) -> tuple[str, ...]:
    """Parts that a compound is found by. One with digits is a code or a date and is found as it stands only."""
    if len(term.parts) == 1:
        return term.parts
    if any(letter.isdigit() for part in term.parts for letter in part):
        return ()
    return tuple(part for part in term.parts if len(part) > 1)


def _word_match(word: str, language: str, spellings: Spellings) -> WordMatch:
    others = tuple(word_keys(other, language) for other in spellings.of(word, language))
    return WordMatch(word_keys(word, language), others)
