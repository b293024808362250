"""Query parsing: what a reader typed, as a structure. Nothing raises, and no engine's own syntax gets through.

`word word` both, `"some words"` in this order, `-word` without it, `word OR word` or `word | word` either; dates as
dates.py reads them.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from portal.i18n import language_codes
from portal.languages.analysis import compounds, is_asking_word, is_dictionary_word, is_stop_word
from portal.languages.common.normalization import compared

from .dates import DateSpan, find_dates, months_beside_numbers

MAX_CHARACTERS = 10_000
MAX_WORDS = 32

# Addresses are copied with it and written without.
_SCHEME = re.compile(r"\b(?:https?://(?:www\.)?|www\.|mailto:)", re.IGNORECASE)

_PIECES = re.compile(r'(?P<sign>(?<!\S)[-–])?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"|]+)|(?P<bar>\|))')


@dataclass(frozen=True, slots=True)
class TypedWord:
    """One word, or several written as one (`e-Factor`, a grant number), as typed."""

    text: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand beside each other in this order; their endings may differ."""

    words: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(self.words)

    @property
    def quoted(self) -> str:
        return f'"{self.text}"'


Term = TypedWord | Phrase


@dataclass(frozen=True, slots=True)
class Query:
    """`clauses` must all match, each by any of its terms, `excluded` must not. `is_cut`: more was typed than used.

    A document of one of the days of `dates` need not have the words that name them. `months` are the numbers of the
    clauses that name a month beside a year or a day: `May` is no word with which people ask there.
    """

    text: str
    clauses: tuple[tuple[Term, ...], ...] = ()
    excluded: tuple[Term, ...] = ()
    dates: tuple[DateSpan, ...] = ()
    months: frozenset[int] = frozenset()
    is_cut: bool = False

    def __bool__(self) -> bool:
        return bool(self.clauses or self.excluded)

    def required(self, language: str) -> list[int]:
        """Numbers of the clauses, without those of nothing but words with which people ask in a language.

        Where all are such words, without stop words; where all are stop words, all of them.
        """
        for is_said in (is_asking_word, is_stop_word):
            kept = [
                number
                for number, clause in enumerate(self.clauses)
                if number in self.months or not _all_are(is_said, clause, [language])
            ]
            if kept:
                return kept
        return list(range(len(self.clauses)))

    def is_asking(self, number: int, language: str) -> bool:
        """Whether a clause is nothing but words with which people ask in another language, and none in this one."""
        clause = self.clauses[number]
        if number in self.months:
            return False
        return _all_are(is_asking_word, clause, language_codes()) and not any(
            is_dictionary_word(term.text, language) for term in clause
        )

    def as_typed(self, numbers: Sequence[int]) -> str:
        """Clauses of words that stand beside each other, with what stands between them."""
        words = [term.text for number in numbers for term in self.clauses[number]]
        place = re.search(r"[\W_]+".join(map(re.escape, words)), self.text)
        return place.group() if place else " ".join(words)

    def typed_words(self) -> Iterator[tuple[int, str]]:
        """Clauses that are one single word, each with its number."""
        for number, clause in enumerate(self.clauses):
            if len(clause) == 1 and isinstance(clause[0], TypedWord) and len(clause[0].parts) == 1:
                yield number, clause[0].parts[0]

    def words(self) -> list[str]:
        """Single words that are asked for, once each, in order."""
        found = [
            term.parts if isinstance(term, TypedWord) else term.words for clause in self.clauses for term in clause
        ]
        return list(dict.fromkeys(word for words in found for word in words))


def _all_are(is_said: Callable[[str, str], bool], clause: Sequence[Term], languages: Iterable[str]) -> bool:
    return all(
        isinstance(term, TypedWord)
        and len(term.parts) == 1
        and any(is_said(term.text, language) for language in languages)
        for term in clause
    )


@dataclass
class _Builder:
    clauses: list[list[Term]] = field(default_factory=list)
    excluded: list[Term] = field(default_factory=list)
    joins_previous: bool = False

    def add(self, terms: Iterable[Term], is_excluded: bool) -> None:
        for term in terms:
            if is_excluded:
                self.excluded.append(term)
            elif self.joins_previous and self.clauses:
                self.clauses[-1].append(term)
            else:
                self.clauses.append([term])
            self.joins_previous = False


def parse(typed: str) -> Query:
    """The query that a text means, however it was typed. Beyond MAX_CHARACTERS and MAX_WORDS words it is cut."""
    text = " ".join(_SCHEME.sub(" ", compared(typed[:MAX_CHARACTERS])).split())
    is_cut = len(typed) > MAX_CHARACTERS
    builder = _Builder()
    left = MAX_WORDS
    for piece in _PIECES.finditer(text):
        if piece["bar"] or piece["word"] == "OR":
            builder.joins_previous = True
            continue
        terms, count = _terms(piece)
        if count > left:
            is_cut = True
            break
        left -= count
        builder.add(terms, bool(piece["sign"]))
    clauses = tuple(map(tuple, builder.clauses))
    plain = [_plain_parts(clause) for clause in clauses]
    dates, months = tuple(find_dates(plain)), months_beside_numbers(plain)
    return Query(text, clauses, tuple(builder.excluded), dates, months, is_cut)


def _plain_parts(clause: tuple[Term, ...]) -> tuple[str, ...]:
    """Parts of a clause that is one word; nothing of others."""
    return clause[0].parts if len(clause) == 1 and isinstance(clause[0], TypedWord) else ()


def _terms(piece: re.Match[str]) -> tuple[list[Term], int]:
    """Terms of a piece of the query, and how many words they hold."""
    text = piece["phrase"] if piece["phrase"] is not None else piece["word"]
    found = list(compounds(text))
    if piece["phrase"] is not None:
        words = tuple(part for compound in found for part in compound.parts)
        if len(words) > 1:
            return [Phrase(words)], len(words)
    return [TypedWord(text[compound.start : compound.end], compound.parts) for compound in found], len(found)


def replace_words(query: Query, replacements: Mapping[str, str]) -> str:
    """The text of a query with other words in the place of some."""
    if not replacements:
        return query.text
    pattern = "|".join(re.escape(word) for word in sorted(replacements, key=len, reverse=True))
    return re.sub(rf"\b(?:{pattern})\b", lambda match: replacements[match.group()], query.text)
