"""Queries of Tantivy. What readers type comes in as keys and as values only, never as syntax."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

import tantivy
from tantivy import Occur

from search.query.matching import Condition, Either, TermMatch, WordMatch
from search.query.presence import frequency, wholes_anywhere, word_keys_anywhere

from ..ranking import ANYWHERE, FIELD_WEIGHTS, FIELDS, SCAN, SCAN_WEIGHT, SUB_FIELD_WEIGHTS
from .layout import Layout

Query: TypeAlias = tantivy.Query

# What a key is worth in the parts of a text besides the one in which it counts most.
OTHER_PARTS = 0.2

# Keys of scans that are near one; none where the index has no scans.
NearScans = Callable[[str], Sequence[str]]


def no_scans(key: str) -> Sequence[str]:
    return ()


def all_of(queries: Iterable[Query]) -> Query:
    found = list(queries)
    return found[0] if len(found) == 1 else Query.boolean_query([(Occur.Must, each) for each in found])


def any_of(queries: Iterable[Query]) -> Query:
    found = list(queries)
    return found[0] if len(found) == 1 else Query.boolean_query([(Occur.Should, each) for each in found])


def unscored(query: Query) -> Query:
    return Query.const_score_query(query, 0.0)


@dataclass(frozen=True, slots=True)
class QueryBuilder:
    """Builds what a text of a language has to meet."""

    schema: tantivy.Schema
    layout: Layout
    language: str
    near_scans: NearScans = no_scans

    def condition(self, condition: Condition) -> Query:
        if not isinstance(condition, TermMatch):
            joined = any_of if isinstance(condition, Either) else all_of
            return joined(map(self.condition, condition.parts))
        if condition.is_phrase:
            return self._in_order(condition.words)
        either = self._keys("exact", condition.wholes)
        if condition.words:
            either.append(all_of(map(self._word, condition.words)))
        return any_of(either)

    def membership(self, condition: Condition) -> Query:
        """Whether a text meets a condition, without a score and with as little work as possible."""
        return unscored(self._met_anywhere(condition))

    def _met_anywhere(self, condition: Condition) -> Query:
        if not isinstance(condition, TermMatch):
            joined = any_of if isinstance(condition, Either) else all_of
            return joined(map(self._met_anywhere, condition.parts))
        if condition.is_phrase:
            return self._in_order(condition.words)
        either = [self._term(self._anywhere, key) for key in wholes_anywhere(condition)]
        if condition.words:
            either.append(all_of(map(self._word_anywhere, condition.words)))
        return any_of(either)

    def _word_anywhere(self, match: WordMatch) -> Query:
        by_form = [self._term(self._anywhere, key) for key in word_keys_anywhere(match)]
        return any_of(by_form + self._otherwise(match))

    @property
    def _anywhere(self) -> str:
        return self.layout.column(self.language, ANYWHERE)

    def frequency(self, searcher: tantivy.Searcher, condition: Condition) -> int:
        return frequency(condition, partial(searcher.doc_freq, self._anywhere))

    def _word(self, match: WordMatch) -> Query:
        forms = match.forms()
        either = self._keys("exact", (form.exact for form in forms))
        either += self._keys("stem", (key for form in forms for key in form.stem))
        either += self._keys("folded", (key for form in forms for key in form.folded))
        return any_of(either + self._otherwise(match))

    def _otherwise(self, match: WordMatch) -> list[Query]:
        """How else than by the keys of its forms a word is found."""
        either: list[Query] = []
        if match.roots:
            either += self._keys("root", match.roots)
        if match.beginning:
            either += self._beginning("exact", match.keys.exact) + self._beginning("folded", match.beginning)
        if match.scan:
            either += [
                Query.boost_query(self._term(self.layout.column(self.language, SCAN), key), SCAN_WEIGHT)
                for key in self.near_scans(match.scan)
            ]
        return either

    def _term(self, field: str, key: str) -> Query:
        return Query.term_query(self.schema, field, key, index_option="freq")

    def _keys(self, sub_field: str, keys: Iterable[str]) -> list[Query]:
        """The part of a text in which a key counts most, and a little of the others: they are one text."""
        return [
            Query.disjunction_max_query(
                [
                    Query.boost_query(
                        self._term(self.layout.text(self.language, field, sub_field), key), _weight(field, sub_field)
                    )
                    for field in FIELDS
                ],
                OTHER_PARTS,
            )
            for key in dict.fromkeys(keys)
        ]

    def _beginning(self, sub_field: str, beginning: str) -> list[Query]:
        return [
            Query.boost_query(
                starting(self.schema, self.layout.text(self.language, field, sub_field), beginning),
                _weight(field, sub_field),
            )
            for field in FIELDS
        ]

    def _in_order(self, words: Sequence[WordMatch]) -> Query:
        rows = (
            ("exact", [word.keys.exact for word in words]),
            ("stem", [word.keys.stem[0] for word in words]),
            ("stem", [word.keys.lemma for word in words]),
            ("folded", [word.keys.folded[0] for word in words]),
        )
        return any_of(
            Query.boost_query(
                Query.phrase_query(self.schema, self.layout.text(self.language, field, sub_field), list(keys)),
                _weight(field, sub_field),
            )
            for sub_field, keys in rows
            for field in FIELDS
        )


def _weight(field: str, sub_field: str) -> float:
    return FIELD_WEIGHTS[field] * SUB_FIELD_WEIGHTS[sub_field]


def starting(schema: tantivy.Schema, field: str, beginning: str) -> Query:
    """Texts with a key that begins so: a fuzzy query without an error costs less than a pattern."""
    return Query.fuzzy_term_query(schema, field, beginning, 0, False, True)
