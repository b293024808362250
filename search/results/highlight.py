"""Highlighting: marks what a query matches in a document's own text, for every engine alike, by analysing it again."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from portal.languages.analysis import COMPOUND, Token, WordKeys, compound_keys, legible, scan_key, tokens, word_keys
from portal.languages.common.folding import fold
from portal.languages.common.normalization import align, compared, stored

from ..index.document import LanguageDocument
from ..query.matching import Matching, TermMatch, WordMatch, conditions, term_matches
from ..query.parse import Query
from ..query.spelling import is_near_scan

SNIPPET_CHARACTERS = 260
# A snippet begins with the text where the first match is so near, else this much before the match.
NEAR_BEGINNING = 80
RUN_UP = 60
LONGEST_RUN_UP = 140
MAX_NEAR = 40
MAX_FORMS = 4
MAX_LINES = 3
# Words whose keys a process keeps, with their compounds: about ten megabytes.
WORDS_KEPT = 30_000
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


def _has_form(keys: WordKeys, match: WordMatch) -> bool:
    """Whether a word of a text with these keys is one of the forms that a word of the query matches."""
    for form in match.forms():
        if keys.exact == form.exact or _meet(keys.stem, form.stem) or _meet(keys.folded, form.folded):
            return True
    if match.beginning and fold(keys.exact).startswith(match.beginning):
        return True
    return match.by_root and keys.root == match.keys.root


def _sought_keys(match: WordMatch) -> Iterator[str]:
    """Keys of which a word has one, if the match finds it neither by its beginning nor as a damaged word."""
    for form in match.forms():
        yield from (form.exact, *form.stem, *form.folded)
    if match.by_root:
        yield match.keys.root


def _meet(first: Sequence[str], second: Sequence[str]) -> bool:
    return any(key in second for key in first)


@lru_cache(maxsize=WORDS_KEPT)
def _all_keys(compound: str, language: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Every key by which a word or compound may be found, whatever kind it is of; and how its words begin, folded."""
    found: set[str] = set()
    beginnings: list[str] = []
    for token in tokens(compound):
        keys = word_keys(token.text, language)
        found |= {keys.exact, keys.root, *keys.stem, *keys.folded}
        beginnings.append(fold(keys.exact))
        if token.whole:
            found.update(compound_keys(token.whole.parts))
    return frozenset(found), tuple(beginnings)


@dataclass(frozen=True, slots=True)
class _Marked:
    field: str
    text: str
    marks: Sequence[Mark]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Title, names and codes where they match, a snippet of lead or body in any case; and why the item was found."""

    highlights: list[Highlight]
    reasons: list[Reason]


class Highlighter:
    """Marks a query's words in texts of one language."""

    def __init__(self, query: Query, language: str, matching: Matching) -> None:
        self.language = language
        self._words: list[tuple[str, WordMatch]] = []
        # Compounds, and words that a text may write as compounds (`efactor`), by their key.
        self._wholes: dict[str, str] = {}
        self._phrases: list[TermMatch] = []
        # Marks within a word or compound, from its beginning, in scans and elsewhere: texts repeat most of theirs.
        self._known: dict[bool, dict[str, list[Mark]]] = {False: {}, True: {}}
        for match in dict.fromkeys(term_matches(conditions(query, language, matching, translated=True))):
            if match.is_phrase:
                self._phrases.append(match)
            else:
                self._add(match)
        matches = [match for _, match in self._words] + [match for phrase in self._phrases for match in phrase.words]
        self._sought = {key for match in matches for key in _sought_keys(match)} | self._wholes.keys()
        self._beginnings = tuple(match.beginning for match in matches if match.beginning)
        self._reads_scans = any(match.scan for match in matches)

    def _add(self, match: TermMatch) -> None:
        for key in match.wholes:
            self._wholes.setdefault(key, match.text)
        for part, word in match.by_part():
            self._words.append((part, word))
            self._wholes.setdefault(word.keys.exact, part)

    def explain(self, text: LanguageDocument) -> Explanation:
        """Highlights and reasons: a snippet of lead or body in any case, of where it matches best."""
        title, lead, body = (
            _Marked(field, value, self.marks(value, is_scan=text.is_scan))
            for field, value in (("title", text.title), ("lead", text.lead), ("body", text.body))
        )
        names = [*text.names.splitlines(), *text.codes]
        # Most items have none that matches, and to ask once is much less work than to ask of each.
        lines = [_Marked("names", line, self.marks(line)) for line in names] if self.marks("\n".join(names)) else []
        matching_lines = [line for line in lines if line.marks]
        shown = [self._highlight(line.field, render(line.text, line.marks)) for line in matching_lines[:MAX_LINES]]
        if title.marks:
            shown.insert(0, self._highlight("title", render(title.text, title.marks)))
        field, html = _snippet(lead, body)
        shown.append(self._highlight(field, html))
        return Explanation(shown, _reasons([title, lead, body, *lines]))

    def _highlight(self, field: str, html: str) -> Highlight:
        return Highlight(field, self.language, html)

    def marks(self, text: str, *, is_scan: bool = False) -> list[Mark]:
        """Where the query matches, in order, without overlaps; in a scan, damaged words too.

        The text is read as it is compared, and marked as it stands.
        """
        aligned = align(text)
        found = self._marks_of(aligned.text, is_scan=is_scan)
        return [Mark(aligned.start(mark.start), aligned.end(mark.end), mark.word) for mark in found]

    def _marks_of(self, text: str, *, is_scan: bool) -> list[Mark]:
        read = legible(text, self.language) if is_scan else text
        known = self._known[is_scan]
        found = set(COMPOUND.findall(read))
        for compound in found - known.keys():
            is_near = (is_scan and self._reads_scans) or self._may_match(compound)
            known[compound] = self._marks_in(compound, is_scan) if is_near else []
        marks: list[Mark] = []
        if any(map(known.__getitem__, found)):
            for place in COMPOUND.finditer(read):
                if inside := known[place.group()]:
                    start = place.start()
                    marks += [Mark(start + mark.start, start + mark.end, mark.word) for mark in inside]
        if self._phrases and (near := {compound for compound in found if self._may_match(compound)}):
            found_tokens = list(tokens(read))
            starts = [place for place, token in enumerate(found_tokens) if _compound_of(token, read) in near]
            for phrase in self._phrases:
                marks += self._phrase_marks(phrase, found_tokens, starts)
        kept: list[Mark] = []
        for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
            if not kept or mark.start >= kept[-1].end:
                kept.append(mark)
        return kept

    def _may_match(self, compound: str) -> bool:
        """False for most words, at the cost of a lookup."""
        keys, beginnings = _all_keys(compound, self.language)
        if not keys.isdisjoint(self._sought):
            return True
        return bool(self._beginnings) and any(word.startswith(self._beginnings) for word in beginnings)

    def _marks_in(self, compound: str, is_scan: bool) -> list[Mark]:
        return [mark for token in tokens(compound) if (mark := self._mark(token, is_scan))]

    def _mark(self, token: Token, is_scan: bool) -> Mark | None:
        if token.whole and self._wholes:
            for key in compound_keys(token.whole.parts):
                if key in self._wholes:
                    return Mark(token.whole.start, token.whole.end, self._wholes[key])
        word = self._word_of(token.text, is_scan)
        return Mark(token.start, token.end, word) if word is not None else None

    def _word_of(self, text: str, is_scan: bool) -> str | None:
        keys = word_keys(text, self.language)
        if keys.exact in self._wholes:
            return self._wholes[keys.exact]
        damaged = scan_key(text, self.language) if is_scan else ""
        for word, match in self._words:
            if _has_form(keys, match) or (damaged and match.scan and is_near_scan(match.scan, damaged, self.language)):
                return word
        return None

    def _phrase_marks(self, phrase: TermMatch, found: Sequence[Token], starts: Sequence[int]) -> Iterator[Mark]:
        for start in starts:
            inside = found[start : start + len(phrase.words)]
            if len(inside) == len(phrase.words) and all(
                _has_form(word_keys(token.text, self.language), match)
                for token, match in zip(inside, phrase.words, strict=True)
            ):
                for token, word in zip(inside, phrase.parts, strict=True):
                    yield Mark(token.start, token.end, word)


def _compound_of(token: Token, text: str) -> str:
    return text[token.whole.start : token.whole.end] if token.whole else token.text


def _reasons(fields: Sequence[_Marked]) -> list[Reason]:
    forms: dict[str, dict[str, str]] = {}
    for field in fields:
        for mark in field.marks:
            form = field.text[mark.start : mark.end]
            forms.setdefault(mark.word, {}).setdefault(compared(form).lower(), stored(form))
    return [Reason(word, tuple(list(found.values())[:MAX_FORMS])) for word, found in forms.items()]


def _snippet(lead: _Marked, body: _Marked) -> tuple[str, str]:
    """Field and marked text of the place with the most different words of the query, then the most matches."""
    best: tuple[int, int] = (0, 0)
    chosen = lead if lead.text else body
    inside: Sequence[Mark] = ()
    for field in (lead, body):
        for index, mark in enumerate(field.marks):
            near = [
                other for other in field.marks[index : index + MAX_NEAR] if other.end <= mark.start + SNIPPET_CHARACTERS
            ]
            if (len({other.word for other in near}), len(near)) > best:
                best, chosen, inside = (len({other.word for other in near}), len(near)), field, near
    return chosen.field, _cut(chosen, inside)


def render(text: str, marks: Sequence[Mark]) -> str:
    """The escaped text with its marks."""
    pieces: list[str] = []
    place = 0
    for mark in marks:
        pieces += [escape(text[place : mark.start]), "<mark>", escape(text[mark.start : mark.end]), "</mark>"]
        place = mark.end
    return "".join([*pieces, escape(text[place:])])


def _cut(field: _Marked, inside: Sequence[Mark]) -> str:
    """About SNIPPET_CHARACTERS around some marks, from the beginning of a sentence where one is near."""
    text = field.text
    focus, last = (inside[0].start, inside[-1].end) if inside else (0, 0)
    start = 0
    if focus > NEAR_BEGINNING:
        sentences = [match.end() for match in _SENTENCE_END.finditer(text, max(0, focus - LONGEST_RUN_UP), focus)]
        start = sentences[-1] if sentences else text.find(" ", focus - RUN_UP, focus) + 1 or focus
    end = max(last, min(len(text), start + SNIPPET_CHARACTERS))
    if end < len(text):
        space = text.rfind(" ", last, end)
        end = space if space > last else end
    marks = [
        Mark(mark.start - start, mark.end - start, mark.word)
        for mark in field.marks
        if start <= mark.start and mark.end <= end
    ]
    html = " ".join(render(text[start:end], marks).split())
    return ("… " if start else "") + html + (" …" if end < len(text) else "")
