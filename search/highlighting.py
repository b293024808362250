"""Marks what a query matches in a document's own text, for every engine alike, by analysing the text again."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from .analysis import Token, WordKeys, chain, compound_keys, is_stop_word, tokens, word_keys
from .document import LanguageDocument
from .engines import Matching
from .matching import WordMatch, match_of
from .query import Phrase, Query

SNIPPET_CHARACTERS = 260
MAX_FORMS = 4
_SENTENCE_END = re.compile(r"[.!?…]\s+|\n")


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


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    word: str


@dataclass(frozen=True, slots=True)
class _Sought:
    """A word of the query: what its matches in a text may look like. `rank` is better the lower."""

    word: str
    match: WordMatch | None
    whole: str
    roots: bool

    def is_in(self, token: Token, keys: WordKeys, wholes: set[str]) -> bool:
        if self.whole and self.whole in wholes:
            return True
        if self.match is None:
            return False
        for form in self.match.forms():
            if (
                keys.exact == form.exact
                or not _disjoint(keys.stem, form.stem)
                or not _disjoint(keys.folded, form.folded)
            ):
                return True
        return self.roots and keys.root == self.match.keys.root


def _disjoint(first: Sequence[str], second: Sequence[str]) -> bool:
    return not any(key in second for key in first)


class Highlighter:
    """Marks a query's words in texts of one language."""

    def __init__(self, query: Query, language: str, matching: Matching) -> None:
        self.language = language
        roots = matching.roots or chain(language).root
        self._sought = [sought for sought in _sought(query, language, matching, roots)]
        self._has_compounds = any(sought.whole for sought in self._sought)
        self._known: dict[str, str | None] = {}

    def highlights(self, text: LanguageDocument) -> list[Highlight]:
        """The title, and names and codes, where they match; and always a snippet of lead or body, best match first."""
        found: list[Highlight] = []
        title = self.marks(text.title)
        if title:
            found.append(Highlight("title", self.language, render(text.title, title)))
        found.append(self._snippet(text))
        for line in (*text.names.splitlines(), *text.codes):
            marks = self.marks(line)
            if marks and len(found) < 4:
                found.append(Highlight("names", self.language, render(line, marks)))
        return found

    def reasons(self, text: LanguageDocument) -> list[Reason]:
        """Which words of the query the text has, and in which forms."""
        forms: dict[str, dict[str, str]] = {}
        for part in (text.title, text.lead, text.names, text.body, "\n".join(text.codes)):
            for mark in self.marks(part):
                form = part[mark.start : mark.end]
                forms.setdefault(mark.word, {}).setdefault(form.lower(), form)
        return [
            Reason(sought.word, tuple(list(forms[sought.word].values())[:MAX_FORMS]))
            for sought in {sought.word: sought for sought in self._sought}.values()
            if sought.word in forms
        ]

    def marks(self, text: str) -> list[_Mark]:
        found: list[_Mark] = []
        for token in tokens(text):
            mark = self._mark(token)
            if mark and not (found and mark.start < found[-1].end):
                found.append(mark)
        return found

    def _mark(self, token: Token) -> _Mark | None:
        if self._has_compounds and (token.whole or token.text.isalnum()):
            wholes = (
                set(compound_keys(token.whole.parts)) if token.whole else {word_keys(token.text, self.language).exact}
            )
            for sought in self._sought:
                if sought.whole in wholes and sought.whole:
                    place = token.whole or token
                    return _Mark(place.start, place.end, sought.word)
        if token.text not in self._known:
            keys = word_keys(token.text, self.language)
            found = [sought for sought in self._sought if sought.is_in(token, keys, set())]
            self._known[token.text] = found[0].word if found else None
        word = self._known[token.text]
        if word is not None:
            return _Mark(token.start, token.end, word)
        if token.whole:
            # `efactor` matches `e-Factor`, and a part of a code several of its parts.
            keys_of_runs = set(compound_keys(token.whole.parts))
            for sought in self._sought:
                if sought.match and sought.match.keys.exact in keys_of_runs:
                    return _Mark(token.whole.start, token.whole.end, sought.word)
        return None

    def _snippet(self, text: LanguageDocument) -> Highlight:
        best: tuple[int, int, str, str, list[_Mark]] | None = None
        for field, value in (("lead", text.lead), ("body", text.body)):
            marks = self.marks(value)
            for index, mark in enumerate(marks):
                inside = [other for other in marks[index:] if other.end <= mark.start + SNIPPET_CHARACTERS]
                different = len({other.word for other in inside})
                if best is None or (different, len(inside)) > best[:2]:
                    best = (different, len(inside), field, value, inside)
        if best is None:
            field = "lead" if text.lead else "body"
            value = getattr(text, field)
            return Highlight(field, self.language, _cut(value, 0, []))
        _, _, field, value, inside = best
        return Highlight(field, self.language, _cut(value, inside[0].start, inside, self.marks(value)))


def _sought(query: Query, language: str, matching: Matching, roots: bool) -> Iterator[_Sought]:
    for clause in query.clauses:
        for term in clause:
            match = match_of(term, language, matching.spellings)
            if isinstance(term, Phrase):
                for word, word_match in zip(term.words, match.words, strict=True):
                    yield _Sought(word, word_match, "", roots=False)
                continue
            if match.whole:
                yield _Sought(term.text, None, match.whole, roots=False)
            for word_match, part in zip(match.words, _parts(term.parts, len(match.words)), strict=True):
                if not is_stop_word(part, language) or len(query.clauses) == 1:
                    yield _Sought(part, word_match, "", roots)


def _parts(parts: tuple[str, ...], count: int) -> tuple[str, ...]:
    """Those parts of a compound that are sought by themselves."""
    return parts if len(parts) == count else tuple(part for part in parts if len(part) > 1)[:count]


def render(text: str, marks: Sequence[_Mark]) -> str:
    """The escaped text with its marks."""
    pieces: list[str] = []
    place = 0
    for mark in marks:
        pieces += [escape(text[place : mark.start]), "<mark>", escape(text[mark.start : mark.end]), "</mark>"]
        place = mark.end
    return "".join([*pieces, escape(text[place:])])


def _cut(text: str, focus: int, inside: Sequence[_Mark], marks: Sequence[_Mark] = ()) -> str:
    """About SNIPPET_CHARACTERS of a text around a place, from the beginning of a sentence where one is near."""
    last = inside[-1].end if inside else focus
    start = max(0, min(focus - 60, len(text) - SNIPPET_CHARACTERS))
    if focus <= 80:
        start = 0
    else:
        sentence = [match.end() for match in _SENTENCE_END.finditer(text, max(0, focus - 140), focus)]
        if sentence:
            start = sentence[-1]
        elif start:
            start = text.find(" ", start, focus) + 1 or start
    end = max(last, min(len(text), start + SNIPPET_CHARACTERS))
    if end < len(text):
        space = text.rfind(" ", last, end)
        end = space if space > last else end
    piece = text[start:end]
    shifted = [
        _Mark(mark.start - start, mark.end - start, mark.word)
        for mark in marks
        if start <= mark.start and mark.end <= end
    ]
    html = render(piece, shifted).strip()
    return ("… " if start else "") + html + (" …" if end < len(text) else "")
