"""Marks what a query matches in a document's own text, for every engine alike, by analysing the text again."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from .analysis import Token, WordKeys, chain, compound_keys, tokens, word_keys
from .document import LanguageDocument
from .engines import Matching
from .matching import TermMatch, WordMatch, match_of
from .query import Phrase, Query, Word

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
class Mark:
    """text[start:end] is a form of a word of the query."""

    start: int
    end: int
    word: str


def _has_form(keys: WordKeys, match: WordMatch, roots: bool) -> bool:
    """Whether a word of a text with these keys is one of the forms that a word of the query matches."""
    for form in match.forms():
        if keys.exact == form.exact or _meet(keys.stem, form.stem) or _meet(keys.folded, form.folded):
            return True
    return roots and keys.root == match.keys.root


def _meet(first: Sequence[str], second: Sequence[str]) -> bool:
    return any(key in second for key in first)


class Highlighter:
    """Marks a query's words in texts of one language."""

    def __init__(self, query: Query, language: str, matching: Matching) -> None:
        self.language = language
        self._roots = matching.roots or chain(language).root
        self._words: dict[str, WordMatch] = {}
        # Compounds, and words that a text may write as compounds (`efactor`), by their key.
        self._wholes: dict[str, str] = {}
        self._phrases: list[Phrase] = []
        self._known: dict[str, str | None] = {}
        for term in (term for clause in query.required(language) for term in clause):
            if isinstance(term, Phrase):
                self._phrases.append(term)
            else:
                self._add(term, match_of(term, language, matching.spellings))

    def _add(self, term: Word, match: TermMatch) -> None:
        if match.whole:
            self._wholes[match.whole] = term.text
        for part, word in match.by_part(term):
            self._words.setdefault(part, word)
            self._wholes.setdefault(word.keys.exact, part)

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
        return [Reason(word, tuple(list(found.values())[:MAX_FORMS])) for word, found in forms.items()]

    def marks(self, text: str) -> list[Mark]:
        """Where the query matches, in order, without overlaps."""
        found_tokens = list(tokens(text))
        marks = [mark for token in found_tokens if (mark := self._mark(token))]
        for phrase in self._phrases:
            marks += self._phrase_marks(phrase, found_tokens)
        kept: list[Mark] = []
        for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
            if not kept or mark.start >= kept[-1].end:
                kept.append(mark)
        return kept

    def _mark(self, token: Token) -> Mark | None:
        if token.whole and self._wholes:
            for key in compound_keys(token.whole.parts):
                if key in self._wholes:
                    return Mark(token.whole.start, token.whole.end, self._wholes[key])
        if token.text not in self._known:
            self._known[token.text] = self._word_of(word_keys(token.text, self.language))
        word = self._known[token.text]
        return Mark(token.start, token.end, word) if word is not None else None

    def _word_of(self, keys: WordKeys) -> str | None:
        if keys.exact in self._wholes:
            return self._wholes[keys.exact]
        return next((word for word, match in self._words.items() if _has_form(keys, match, self._roots)), None)

    def _phrase_marks(self, phrase: Phrase, found: Sequence[Token]) -> Iterator[Mark]:
        sought = [WordMatch(word_keys(word, self.language)) for word in phrase.words]
        keys = [word_keys(token.text, self.language) for token in found]
        for start in range(len(found) - len(sought) + 1):
            if all(_has_form(keys[start + place], match, roots=False) for place, match in enumerate(sought)):
                for token, word in zip(found[start:], phrase.words, strict=False):
                    yield Mark(token.start, token.end, word)

    def _snippet(self, text: LanguageDocument) -> Highlight:
        best: tuple[int, int, str, str, list[Mark]] | None = None
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


def render(text: str, marks: Sequence[Mark]) -> str:
    """The escaped text with its marks."""
    pieces: list[str] = []
    place = 0
    for mark in marks:
        pieces += [escape(text[place : mark.start]), "<mark>", escape(text[mark.start : mark.end]), "</mark>"]
        place = mark.end
    return "".join([*pieces, escape(text[place:])])


def _cut(text: str, focus: int, inside: Sequence[Mark], marks: Sequence[Mark] = ()) -> str:
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
        Mark(mark.start - start, mark.end - start, mark.word)
        for mark in marks
        if start <= mark.start and mark.end <= end
    ]
    html = " ".join(render(piece, shifted).split())
    return ("… " if start else "") + html + (" …" if end < len(text) else "")
