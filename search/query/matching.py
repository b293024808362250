"""Matching: what a query asks of a text in a language; engines look it up, and the highlighter marks it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain as chained

from portal.languages.analysis import (
    MAX_WORD_LETTERS,
    WordKeys,
    compound_key,
    compounds,
    is_asking_word,
    scan_key,
    sought_keys,
    word_keys,
)
from portal.languages.common.folding import fold
from portal.languages.families import tells_alone

from .parse import Phrase, Query, Term, TypedWord

# Words in a row as typed, folded.
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spellings:
    """Words of the index, by language and by the word of the query that they may have been meant by."""

    words: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)

    def of(self, word: str, language: str) -> tuple[str, ...]:
        return self.words.get(language, {}).get(word, ())

    def only(self, words: Collection[str]) -> "Spellings":
        """Those of some of the words."""
        kept = {
            language: {word: near for word, near in found.items() if word in words}
            for language, found in self.words.items()
        }
        return Spellings({language: found for language, found in kept.items() if found})


@dataclass(frozen=True, slots=True)
class Expansion:
    """What else words of a query may be called, by language of the text and by the folded words of the query.

    Synonyms are as good as what was typed. Translations are looked for only in items that exist in no other language.
    """

    synonyms: Mapping[str, Mapping[Words, tuple[str, ...]]] = field(default_factory=dict)
    translations: Mapping[str, Mapping[Words, tuple[str, ...]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Matching:
    """How a query is to be matched: which of its words by their roots too, and by which other spellings.

    `loosely`: of two words one is enough where they were translated.

    `beginnings` are words of the query that may be unfinished. `doubtful` are words that no dictionary has: a damaged
    word near one of them may as well be another.
    """

    roots: frozenset[str] = frozenset()
    beginnings: frozenset[str] = frozenset()
    spellings: Spellings = field(default_factory=Spellings)
    loosely: bool = False
    expansion: Expansion = field(default_factory=Expansion)
    doubtful: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class WordMatch:
    """Matches a word that has any of these keys, or one of `roots`; in scans, one whose key is near.

    With a `beginning`, folded, it matches words that begin so too. `is_doubtful`: no dictionary has it.
    """

    keys: WordKeys
    spellings: tuple[WordKeys, ...] = ()
    roots: tuple[str, ...] = ()
    scan: str = ""
    beginning: str = ""
    is_doubtful: bool = False

    def forms(self) -> tuple[WordKeys, ...]:
        return (self.keys, *self.spellings)


@dataclass(frozen=True, slots=True)
class TermMatch:
    """All of `words`, a phrase's in their order, or one of `wholes`, keys of compounds and of days.

    `text` is what was typed, and `parts` which part of it each word stands for.
    """

    text: str
    words: tuple[WordMatch, ...]
    wholes: tuple[str, ...] = ()
    is_phrase: bool = False
    parts: tuple[str, ...] = ()

    def by_part(self) -> Iterator[tuple[str, WordMatch]]:
        """Each part that is sought by itself, as typed, with what it matches."""
        return zip(self.parts, self.words, strict=True)


@dataclass(frozen=True, slots=True)
class Every:
    """All of these are needed."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """One of these is enough."""

    parts: tuple["Condition", ...]


Condition = TermMatch | Every | Either


@dataclass(frozen=True, slots=True)
class Asked:
    """What a text is asked to meet, for a word or for words that belong together.

    `is_telling` is false where it is only a word with which people ask, in another language than the text's: a text
    that has it is none the worse, and none lacks it. `typed` is what a text that does not meet it may lack, each as
    typed with what it is met by.
    """

    condition: Condition
    is_telling: bool
    typed: tuple[tuple[str, Condition], ...]


def asked(query: Query, language: str, matching: Matching, *, translated: bool = False) -> list[Asked]:
    """What a text of a language is asked to meet, in order.

    `translated`: words of another language may stand for what was typed.
    """
    expansions = [matching.expansion.synonyms.get(language, {})]
    if translated:
        expansions.append(matching.expansion.translations.get(language, {}))
    required = set(query.required(language))
    found: list[Asked] = []
    for block in _blocks(query, expansions):
        clauses = [number for number in block if number in required]
        others = list(_others(query, block, expansions, language))
        if clauses or others:
            each = {
                number: _clause(query.clauses[number], language, matching, expansions) for number in clauses or block
            }
            is_date = any(span.first == block.start for span in query.dates)
            together = _as_phrase(query, clauses, language) if is_date else None
            condition = _either([together or _every(list(each.values())), *others])
            telling = [number for number in each if not query.is_asking(number, language)]
            typed = (
                [(query.as_typed(block), condition)]
                if is_date
                else [(_as_typed(term), each[number]) for number in telling for term in query.clauses[number]]
            )
            found.append(Asked(condition, bool(others or telling), tuple(typed)))
    return found


def _as_phrase(query: Query, clauses: Sequence[int], language: str) -> TermMatch | None:
    """A date whose month people ask with in a language too: only beside each other its words tell of a date."""
    typed = {number: word for number, word in query.typed_words() if number in clauses}
    if len(typed) < 2 or not any(is_asking_word(typed[number], language) for number in query.months if number in typed):
        return None
    return _term(Phrase(tuple(typed.values())), language, None)


def _as_typed(term: Term) -> str:
    return term.quoted if isinstance(term, Phrase) else term.text


def term_matches(conditions: Sequence[Condition]) -> Iterator[TermMatch]:
    """Everything that conditions are made of."""
    for condition in conditions:
        if isinstance(condition, TermMatch):
            yield condition
        else:
            yield from term_matches(condition.parts)


def without_guesses(condition: Condition) -> Condition:
    """A condition that no text meets by a damaged word near one that no dictionary has; itself where it has none."""
    if isinstance(condition, TermMatch):
        if not any(word.is_doubtful and word.scan for word in condition.words):
            return condition
        words = tuple(replace(word, scan="") if word.is_doubtful else word for word in condition.words)
        return replace(condition, words=words)
    parts = tuple(map(without_guesses, condition.parts))
    is_same = all(part is other for part, other in zip(parts, condition.parts, strict=True))
    return condition if is_same else replace(condition, parts=parts)


def excluded(query: Query, language: str) -> list[TermMatch]:
    """What a text must not have; roots and damaged words would exclude too much."""
    return [_term(term, language, None) for term in query.excluded]


def neighbours(query: Query, language: str) -> TermMatch | None:
    """The words of a query beside each other, where it has several and nothing but words."""
    terms = [clause[0] for clause in query.clauses if len(clause) == 1 and isinstance(clause[0], TypedWord)]
    words = tuple(part for term in terms if isinstance(term, TypedWord) for part in term.parts)
    if len(terms) < 2 or len(terms) < len(query.clauses):
        return None
    return _term(Phrase(words), language, None)


def _blocks(query: Query, expansions: Sequence[Mapping[Words, tuple[str, ...]]]) -> Iterator[range]:
    """Clauses that are expanded together, by their numbers: dates, and words in a row that mean something else."""
    dates = {span.first: span.last + 1 for span in query.dates}
    typed = {number: fold(word) for number, word in query.typed_words()}
    longest = max((len(words) for words in chained.from_iterable(expansions)), default=1)
    place = 0
    while place < len(query.clauses):
        end = dates.get(place, place + 1)
        if place not in dates:
            for length in range(longest, 1, -1):
                words = tuple(typed.get(number, "") for number in range(place, place + length))
                if any(words in known for known in expansions):
                    end = place + length
                    break
        yield range(place, end)
        place = end


def _others(
    query: Query,
    block: range,
    expansions: Sequence[Mapping[Words, tuple[str, ...]]],
    language: str,
) -> Iterator[Condition]:
    """What may stand for the clauses of a block."""
    for span in query.dates:
        if span.first == block.start:
            text = " ".join(term.text for number in block for term in query.clauses[number])
            yield TermMatch(text, (), span.keys)
    if len(block) > 1:
        typed = {number: word for number, word in query.typed_words() if number in block}
        if len(typed) == len(block):
            yield from _alternatives(" ".join(typed.values()), expansions, language)


def _clause(
    terms: Sequence[Term],
    language: str,
    matching: Matching,
    expansions: Sequence[Mapping[Words, tuple[str, ...]]],
) -> Condition:
    found: list[Condition] = []
    for term in terms:
        found.append(_term(term, language, matching))
        found += _alternatives(term.text, expansions, language)
    return _either(found)


def _alternatives(
    typed: str, expansions: Sequence[Mapping[Words, tuple[str, ...]]], language: str
) -> Iterator[Condition]:
    words = tuple(fold(word) for word in typed.split())
    for known in expansions:
        for text in known.get(words, ()):
            parts = tuple(part for compound in compounds(text) for part in compound.parts)
            if len(parts) > 1:
                yield _term(Phrase(parts), language, None, typed)
            elif parts:
                yield _term(TypedWord(text, parts), language, Matching(), typed)


def _term(term: Term, language: str, matching: Matching | None, typed: str | None = None) -> TermMatch:
    """`matching` is None where nothing but the words themselves will do."""
    text = term.text if typed is None else typed
    if isinstance(term, Phrase):
        words = tuple(WordMatch(word_keys(word, language)) for word in term.words)
        return TermMatch(text, words, is_phrase=True, parts=term.words if typed is None else (text,) * len(words))
    wholes = (compound_key(term.parts),) if len(term.parts) > 1 else ()
    parts = _parts_to_match(term)
    words = tuple(_word(part, language, matching) for part in parts)
    return TermMatch(text, words, wholes, parts=parts if typed is None else (text,) * len(words))


def _parts_to_match(term: TypedWord) -> tuple[str, ...]:
    """Parts that a compound is found by. One with digits is a code or a date and is found as it stands only."""
    if len(term.parts) == 1:
        return term.parts
    if any(letter.isdigit() for part in term.parts for letter in part):
        return ()
    return tuple(part for part in term.parts if len(part) > 1)


def _word(word: str, language: str, matching: Matching | None) -> WordMatch:
    keys = sought_keys(word, language)
    if matching is None:
        return WordMatch(keys)
    others = tuple(sought_keys(other, language) for other in matching.spellings.of(word, language))
    beginning = fold(word)[:MAX_WORD_LETTERS] if word in matching.beginnings else ""
    roots: tuple[str, ...] = ()
    if word in matching.roots:
        roots = keys.root if len(matching.roots) > 1 else tuple(filter(tells_alone, keys.root))
    return WordMatch(keys, others, roots, scan_key(word, language), beginning, word in matching.doubtful)


def _every(conditions: Sequence[Condition]) -> Condition:
    return conditions[0] if len(conditions) == 1 else Every(tuple(conditions))


def _either(conditions: Sequence[Condition]) -> Condition:
    return conditions[0] if len(conditions) == 1 else Either(tuple(dict.fromkeys(conditions)))
