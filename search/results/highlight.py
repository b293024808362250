"""Highlighting: marks what a query matches in a document's own text, for every engine alike.

Of a text only those words are analysed that begin as something sought does, and the irregular ones that its index tells
of; of an unchecked scan, every one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice

from portal.languages.analysis import (
    COMPOUND,
    WORD,
    Token,
    WordKeys,
    compound_keys,
    date_keys,
    legible,
    scan_key,
    scan_keys,
    scanned_word_keys,
    tokens,
    word_keys,
    words,
)
from portal.languages.beginnings import Beginnings
from portal.languages.common.folding import fold
from portal.languages.common.normalization import align, compared, stored

from ..index.document import LanguageDocument
from ..index.irregular_words import irregular_words_of
from ..query.matching import Matching, TermMatch, WordMatch, asked, neighbours, term_matches
from ..query.parse import Query
from ..query.presence import Met, is_met
from ..query.spelling import is_near_scan, near_scans
from .snippets import Mark, Marked, render, snippet_of
from .word_places import compounds_beginning_so, compounds_with

MAX_FORMS = 4
MAX_LINES = 3
# Words whose keys a process keeps, with their compounds: a megabyte or two.
WORDS_KEPT = 5_000


@dataclass(frozen=True, slots=True)
class Highlight:
    """`html` is escaped text with `<mark>` as its only markup."""

    field: str
    language: str
    html: str


@dataclass(frozen=True, slots=True)
class Reason:
    """A word of the query and the forms of it that the text has."""

    word: str
    forms: tuple[str, ...]


def _has_form(keys: WordKeys, match: WordMatch) -> bool:
    """Whether a word of a text with these keys is one of the forms that a word of the query matches."""
    for form in match.forms():
        if keys.exact == form.exact or _meet(keys.stem, form.stem) or _meet(keys.folded, form.folded):
            return True
    if match.beginning and fold(keys.exact).startswith(match.beginning):
        return True
    return _meet(keys.root, match.roots)


def _sought_keys(match: WordMatch) -> Iterator[str]:
    """Keys of which a word has one, if the match finds it neither by its beginning nor as a damaged word."""
    for form in match.forms():
        yield from (form.exact, *form.stem, *form.folded)
    yield from match.roots


def _meet(first: Sequence[str], second: Sequence[str]) -> bool:
    return any(key in second for key in first)


@lru_cache(maxsize=WORDS_KEPT)
def _all_keys(compound: str, language: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Every key by which a word or compound may be found, whatever kind it is of; and how its words begin, folded."""
    found: set[str] = set()
    beginnings: list[str] = []
    for token in tokens(compound):
        keys = word_keys(token.text, language)
        found |= {keys.exact, *keys.root, *keys.stem, *keys.folded}
        beginnings.append(fold(keys.exact))
        if token.whole:
            found.update(compound_keys(token.whole.parts))
    return frozenset(found), tuple(beginnings)


@dataclass(frozen=True, slots=True)
class _Word:
    """The marks within a word or compound, from its beginning, and what of the query it meets."""

    marks: Sequence[Mark]
    met: frozenset[Met]


_NO_WORD = _Word((), frozenset())


@dataclass(frozen=True, slots=True)
class _Reading:
    """What was found in `text`, as it is compared; `places` are those of the compounds that meet something."""

    text: str
    marks: Sequence[Mark]
    met: frozenset[Met]
    places: Sequence[int]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Title, names and codes where they match, a snippet of lead or body in any case; and why the item was found.

    `lacking` is what of the query the text does not have, as typed.
    """

    highlights: list[Highlight]
    reasons: list[Reason]
    lacking: tuple[str, ...]


class Highlighter:
    """Marks a query's words in texts of one language."""

    def __init__(self, query: Query, language: str, matching: Matching) -> None:
        self.language = language
        self._words: list[tuple[str, WordMatch]] = []
        # Compounds, and words that a text may write as compounds (`efactor`), by their key.
        self._wholes: dict[str, str] = {}
        self._phrases: list[TermMatch] = []
        # In scans and elsewhere: texts repeat most of their words.
        self._known: dict[bool, dict[str, _Word]] = {False: {}, True: {}}
        self._asked = asked(query, language, matching, translated=True)
        self._beside = neighbours(query, language)
        for match in dict.fromkeys(term_matches([each.condition for each in self._asked])):
            if match.is_phrase:
                self._phrases.append(match)
            else:
                self._add(match)
        in_phrases = [*self._phrases, *([self._beside] if self._beside else [])]
        matches = [match for _, match in self._words] + [match for phrase in in_phrases for match in phrase.words]
        self._matches = list(dict.fromkeys(matches))
        self._sought = {key for match in matches for key in _sought_keys(match)} | self._wholes.keys()
        self._beginnings = tuple(match.beginning for match in matches if match.beginning)
        # A word of the same family may begin in any way.
        in_any_way = [""] if any(match.roots for match in matches) else []
        self._first_letters = Beginnings((*self._sought, *self._beginnings, *in_any_way))
        self._reads_scans = any(match.scan for match in matches)

    def _add(self, match: TermMatch) -> None:
        for key in match.wholes:
            self._wholes.setdefault(key, match.text)
        for part, word in match.by_part():
            self._words.append((part, word))
            self._wholes.setdefault(word.keys.exact, part)

    def explain(self, text: LanguageDocument, days: Iterable[date] = ()) -> Explanation:
        """Highlights and reasons: a snippet of lead or body in any case, of where it matches best.

        `days` are those of the item of the text, by which it is found too.
        """
        irregular = self._irregular_words(text)
        title, lead, body = (
            self._marked(field, value, irregular, is_scan=text.is_scan)
            for field, value in (("title", text.title), ("lead", text.lead), ("body", text.body))
        )
        names = [*text.names.splitlines(), *text.codes]
        # Most items have none that matches, and to ask once is much less work than to ask of each.
        all_names = self._marked("names", "\n".join(names), irregular)
        lines = [self._marked("names", line, irregular) for line in names] if all_names.marks else []
        matching_lines = [line for line in lines if line.marks]
        shown = [self._highlight(line.field, render(line.text, line.marks)) for line in matching_lines[:MAX_LINES]]
        if title.marks:
            shown.insert(0, self._highlight("title", render(title.text, title.marks)))
        field, html = snippet_of(lead, body)
        shown.append(self._highlight(field, html))
        return Explanation(
            shown, _reasons([title, lead, body, *lines]), self._lacking(text, days, [title, lead, body, all_names])
        )

    def typed_words_in_title(self, text: LanguageDocument) -> set[str]:
        """What of the query the title of a text has, as typed."""
        met = self._marked("title", text.title, self._irregular_words(text)).met
        return {typed for each in self._asked for typed, condition in each.typed if is_met(condition, met)}

    def _irregular_words(self, text: LanguageDocument) -> Sequence[str]:
        """Those that may match."""
        return [word for word in irregular_words_of(text, self.language) if self._may_match(word)]

    def _lacking(self, text: LanguageDocument, days: Iterable[date], fields: Sequence[Marked]) -> tuple[str, ...]:
        # One thing that is asked for is what the text was found by.
        if len(self._asked) < 2:
            return ()
        met = frozenset[Met]().union(*(field.met for field in fields))
        lacking = self._typed_without(met)
        if lacking:
            lacking = self._typed_without(met | self._met_unseen(text, days))
        return () if lacking and self._has_neighbours(fields, met, is_scan=text.is_scan) else lacking

    def _typed_without(self, met: frozenset[Met]) -> tuple[str, ...]:
        lacking = (
            typed
            for each in self._asked
            if each.is_telling and not is_met(each.condition, met)
            for typed, condition in each.typed
            if not is_met(condition, met)
        )
        return tuple(dict.fromkeys(lacking))

    def _met_unseen(self, text: LanguageDocument, days: Iterable[date]) -> frozenset[Met]:
        """What finds a text without being marked in it: days, codes as wholes, and what a scan may have had."""
        keys = {*date_keys(days), *(key for code in text.codes for key in compound_keys(tuple(words(code))))}
        met = self._met_by((), keys)
        if text.is_scan:
            damaged = set(scan_keys("\n".join((text.title, text.lead, text.body)), self.language))
            met |= self._marked("body", text.readings, self._irregular_words(text)).met
            met |= {
                match
                for match in self._matches
                if match.scan and not damaged.isdisjoint(near_scans(match.scan, self.language, list(damaged)))
            }
        return met

    def _has_neighbours(self, fields: Sequence[Marked], met: frozenset[Met], *, is_scan: bool) -> bool:
        """Whether the words of the query stand beside each other, by which a text is found as if it had all of them."""
        beside = self._beside
        if beside is None or not met.issuperset(beside.words):
            return False
        for field in fields:
            places = field.places
            if is_scan:
                # Where its words end is told by signs that were read as letters to find these places.
                places = [place.start() for place in COMPOUND.finditer(field.compared)]
            if any(True for _ in self._phrase_marks(beside, field.compared, places)):
                return True
        return False

    def _highlight(self, field: str, html: str) -> Highlight:
        return Highlight(field, self.language, html)

    def _marked(self, field: str, text: str, irregular: Sequence[str], *, is_scan: bool = False) -> Marked:
        """Where the query matches, in order, without overlaps; in a scan, damaged words too.

        The text is read as it is compared, and marked as it stands.
        """
        aligned = align(text)
        reading = self._reading(aligned.text, irregular, is_scan=is_scan)
        marks = [Mark(aligned.start(mark.start), aligned.end(mark.end), mark.word) for mark in reading.marks]
        return Marked(field, text, marks, reading.met, aligned.text, reading.places)

    def _reading(self, text: str, irregular: Sequence[str], *, is_scan: bool) -> _Reading:
        read = legible(text, self.language) if is_scan else text
        known = self._known[is_scan]
        reads_all = is_scan and self._reads_scans
        marks: list[Mark] = []
        places: list[int] = []
        matching: dict[str, _Word] = {}
        for start, compound in self._candidates(read, irregular, reads_all=reads_all):
            word = known.get(compound)
            if word is None:
                is_near = reads_all or self._may_match(compound)
                word = known[compound] = self._read(compound, is_scan) if is_near else _NO_WORD
            if word is not _NO_WORD:
                places.append(start)
                matching[compound] = word
                marks += [Mark(start + mark.start, start + mark.end, mark.word) for mark in word.marks]
        met = frozenset[Met]().union(*(word.met for word in matching.values()))
        for phrase in self._phrases:
            if inside := list(self._phrase_marks(phrase, read, places)):
                marks += inside
                met |= {phrase}
        kept: list[Mark] = []
        for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
            if not kept or mark.start >= kept[-1].end:
                kept.append(mark)
        return _Reading(read, kept, met, places)

    def _candidates(self, text: str, irregular: Sequence[str], *, reads_all: bool) -> Iterator[tuple[int, str]]:
        """Places and words or compounds of a text, among them all that match."""
        if reads_all:
            return ((place.start(), place.group()) for place in COMPOUND.finditer(text))
        found = compounds_beginning_so(text, self._first_letters)
        return iter(sorted({*found, *compounds_with(text, irregular)})) if irregular else found

    def _may_match(self, compound: str) -> bool:
        """False for most words, at the cost of a lookup."""
        keys, beginnings = _all_keys(compound, self.language)
        if not keys.isdisjoint(self._sought):
            return True
        return bool(self._beginnings) and any(word.startswith(self._beginnings) for word in beginnings)

    def _read(self, compound: str, is_scan: bool) -> _Word:
        found = list(tokens(compound))
        marks = [mark for token in found if (mark := self._mark(token, is_scan))]
        whole = found[0].whole if found else None
        met = self._met_by([token.text for token in found], compound_keys(whole.parts) if whole else (), is_scan)
        return _Word(marks, met) if marks or met else _NO_WORD

    def _met_by(self, texts: Sequence[str], whole_keys: Iterable[str], is_scan: bool = False) -> frozenset[Met]:
        """What of the query words meet that are written as one, and keys of them as a whole."""
        each = [(self._keys(text, is_scan), scan_key(text, self.language) if is_scan else "") for text in texts]
        exact = {*whole_keys, *(keys.exact for keys, _ in each)}
        met = (
            match
            for match in self._matches
            if any(form.exact in exact for form in match.forms())
            or any(_has_form(keys, match) or self._is_damaged(damaged, match) for keys, damaged in each)
        )
        return frozenset[Met]((*(exact & self._wholes.keys()), *met))

    def _keys(self, text: str, is_scan: bool) -> WordKeys:
        return scanned_word_keys(text, self.language) if is_scan else word_keys(text, self.language)

    def _is_damaged(self, damaged: str, match: WordMatch) -> bool:
        return bool(damaged and match.scan) and is_near_scan(match.scan, damaged, self.language)

    def _mark(self, token: Token, is_scan: bool) -> Mark | None:
        if token.whole and self._wholes:
            for key in compound_keys(token.whole.parts):
                if key in self._wholes:
                    return Mark(token.whole.start, token.whole.end, self._wholes[key])
        word = self._word_of(token.text, is_scan)
        return Mark(token.start, token.end, word) if word is not None else None

    def _word_of(self, text: str, is_scan: bool) -> str | None:
        keys = self._keys(text, is_scan)
        if keys.exact in self._wholes:
            return self._wholes[keys.exact]
        damaged = scan_key(text, self.language) if is_scan else ""
        for word, match in self._words:
            if _has_form(keys, match) or self._is_damaged(damaged, match):
                return word
        return None

    def _phrase_marks(self, phrase: TermMatch, text: str, places: Sequence[int]) -> Iterator[Mark]:
        """Marks of the words of a phrase wherever it begins in a compound at one of these places."""
        for place in places:
            compound = COMPOUND.match(text, place)
            for first in WORD.finditer(text, place, compound.end()) if compound else ():
                if not self._is_form(first.group(), phrase.words[0]):
                    continue
                inside = list(islice(WORD.finditer(text, first.start()), len(phrase.words)))
                if len(inside) == len(phrase.words) and all(
                    self._is_form(word.group(), match) for word, match in zip(inside, phrase.words, strict=True)
                ):
                    for word, part in zip(inside, phrase.parts, strict=True):
                        yield Mark(word.start(), word.end(), part)

    def _is_form(self, text: str, match: WordMatch) -> bool:
        return _has_form(word_keys(text, self.language), match)


def _reasons(fields: Sequence[Marked]) -> list[Reason]:
    forms: dict[str, dict[str, str]] = {}
    for field in fields:
        for mark in field.marks:
            form = field.text[mark.start : mark.end]
            forms.setdefault(mark.word, {}).setdefault(compared(form).lower(), stored(form))
    return [Reason(word, tuple(list(found.values())[:MAX_FORMS])) for word, found in forms.items()]
