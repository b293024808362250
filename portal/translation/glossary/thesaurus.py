"""A thesaurus: synonyms within a language, translations between languages; found whatever the form of a word."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import permutations

from portal.languages.analysis import WordKeys, sought_keys, word_keys, words
from portal.languages.bilingual import Meaning, shipped_meanings

# More alternatives than these say less and cost more.
MAX_ALTERNATIVES = 8
MAX_TERM_WORDS = 5


@dataclass
class Thesaurus:
    """Meanings by the keys of their words; those that are added first are preferred."""

    _meanings: dict[tuple[str, str], dict[str, tuple[str, ...]]] = field(default_factory=dict)
    longest: int = 1

    def add(self, meanings: Iterable[Meaning]) -> None:
        for meaning in meanings:
            parts = list(words(meaning.term))
            if not 1 <= len(parts) <= MAX_TERM_WORDS:
                continue
            self.longest = max(self.longest, len(parts))
            known = self._meanings.setdefault((meaning.language, meaning.other_language), {})
            for keys in _term_keys([_keys(part, meaning.language) for part in parts]):
                others = known.get(keys)
                known[keys] = tuple(dict.fromkeys((*others, *meaning.others))) if others else meaning.others

    def others(self, parts: Sequence[str], language: str, other_language: str) -> tuple[str, ...]:
        """What words in a row, in any form, are called in another language, or besides in their own."""
        known = self._meanings.get((language, other_language))
        if not known:
            return ()
        found: dict[str, None] = {}
        find = sought_keys if len(parts) == 1 else word_keys
        for keys in _term_keys([find(part, language) for part in parts]):
            found.update(dict.fromkeys(known.get(keys, ())))
        return tuple(found)[:MAX_ALTERNATIVES]


@lru_cache(maxsize=500)
def _keys(word: str, language: str) -> WordKeys:
    """As `word_keys`, which would keep what it makes of every word of a dictionary, in eleven megabytes."""
    made: WordKeys = word_keys.__wrapped__(word, language)
    return made


def _term_keys(keys: Sequence[WordKeys]) -> Iterator[str]:
    """Keys of a word; of words in a row by their lemmas, by their stems, and by their stems without diacritics."""
    if len(keys) == 1:
        yield from dict.fromkeys((*keys[0].stem, *keys[0].folded))
        return
    yield from dict.fromkeys(
        (
            " ".join(each.lemma for each in keys),
            " ".join(each.stem[0] for each in keys),
            " ".join(each.folded[0] for each in keys),
        )
    )


def of_groups(groups: Iterable[Iterable[tuple[str, str]]]) -> Iterator[Meaning]:
    """Every term of a group of pairs (language, term) means each other one."""
    for group in groups:
        for (language, term), (other_language, other) in permutations(group, 2):
            yield Meaning(language, term, other_language, (other,))


@cache
def shipped() -> Thesaurus:
    """What the dictionaries say that come with the portal."""
    lexicon = Thesaurus()
    lexicon.add(shipped_meanings())
    return lexicon
