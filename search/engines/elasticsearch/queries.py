"""Elasticsearch's queries. What readers type comes in as keys and as values only, never as syntax."""

import math
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone

from ...analysis import WordKeys, chain
from ...matching import Spellings, TermMatch, WordMatch, match_of
from ...query import Query, Term, Word
from .. import Matching, SearchRequest
from ..embedded.reading import (
    FIELD_WEIGHTS,
    FRESHNESS_FLOOR,
    FRESHNESS_HALF_DAYS,
    MOST_OF_THE_WORDS,
    OWN_LANGUAGE_BOOST,
    SUB_FIELD_WEIGHTS,
)
from ..embedded.storage import FIELDS
from .layout import ITEM, text_field

Clause = dict[str, Any]

# The rarer a key, the more Elasticsearch gives for it, and of a word's keys the exact one is the rarest. Its stem
# matches wherever it does, so what it adds to that is small.
SUB_FIELD_BOOSTS = SUB_FIELD_WEIGHTS | {"exact": 0.2}
# Fields are counted as one text, in which a word in a title stands so many times; the least may be once.
_REPETITIONS = {field: weight / min(FIELD_WEIGHTS.values()) for field, weight in FIELD_WEIGHTS.items()}
# A compound of more parts is found as a whole, or by so many of them.
MAX_PARTS = 16
# No value of a facet is as long, and Elasticsearch takes what is longer still for a mistake.
MAX_VALUE = 1000


def matching_items(request: SearchRequest, matching: Matching, languages: Sequence[str]) -> Clause:
    """What a request finds, with its relevance; the clause of each language has its code as its name."""
    found: Clause = {
        "filter": [
            {"term": {"kind": ITEM}},
            *({"term": {f"facets.{facet}": value[:MAX_VALUE]}} for facet, value in request.filters.items()),
        ],
        "must_not": [
            _term(match_of(term, code, Spellings()), code, False)
            for term in request.query.excluded
            for code in languages
        ],
    }
    if not request.query.clauses:
        return {"bool": found}
    in_languages = [_in_language(request, matching, code) for code in languages]
    # The best language counts, never their sum.
    found["must"] = [{"dis_max": {"queries": in_languages, "tie_breaker": 0.0}}]
    return {
        "function_score": {
            "query": {"bool": found},
            "functions": [
                {"weight": FRESHNESS_FLOOR},
                {
                    "exp": {
                        "day": {
                            "origin": timezone.localdate().isoformat(),
                            "scale": f"{FRESHNESS_HALF_DAYS:.0f}d",
                            "decay": 0.5,
                        }
                    },
                    "weight": 1 - FRESHNESS_FLOOR,
                },
            ],
            "score_mode": "sum",
            "boost_mode": "multiply",
        }
    }


def _in_language(request: SearchRequest, matching: Matching, language: str) -> Clause:
    """Texts of a language in which all of the words occur; or most of them, where matching is relaxed."""
    roots = matching.roots or chain(language).root
    clauses = [_clause(terms, language, matching, roots) for terms in request.query.required(language)]
    boost = OWN_LANGUAGE_BOOST if language == request.language else 1.0
    name = {"_name": language, "boost": boost}
    if matching.relaxed and len(clauses) > 1:
        needed = max(1, math.ceil(MOST_OF_THE_WORDS * len(clauses) - 0.5))
        return {"bool": {"should": clauses, "minimum_should_match": needed, **name}}
    beside = _neighbours(request.query, language)
    either = [{"bool": {"must": clauses}}, *([beside] if beside else [])]
    return {"bool": {"should": either, "minimum_should_match": 1, **name}}


def _clause(terms: Sequence[Term], language: str, matching: Matching, roots: bool) -> Clause:
    return _any([_term(match_of(term, language, matching.spellings), language, roots) for term in terms])


def _term(match: TermMatch, language: str, roots: bool) -> Clause:
    if match.is_phrase:
        return _in_order([word.keys for word in match.words], language)
    either = []
    if match.whole:
        either.append(_keys(language, "exact", [match.whole]))
    if match.words:
        parts = list(dict.fromkeys(match.words))[:MAX_PARTS]
        every = [_word(part, language, roots) for part in parts]
        either.append(every[0] if len(every) == 1 else {"bool": {"must": every}})
    return _any(either)


def _word(match: WordMatch, language: str, roots: bool) -> Clause:
    forms = match.forms()
    either = [
        _keys(language, "exact", (form.exact for form in forms)),
        _keys(language, "stem", (key for form in forms for key in form.stem)),
        _keys(language, "folded", (key for form in forms for key in form.folded)),
    ]
    if roots:
        either.append(_keys(language, "root", [match.keys.root]))
    return _any(either)


def _keys(language: str, sub_field: str, keys: Iterable[str]) -> Clause:
    fields = [f"{text_field(language, field, sub_field)}^{_REPETITIONS[field]:g}" for field in FIELDS]
    query = " ".join(dict.fromkeys(keys))
    return {"combined_fields": {"query": query, "fields": fields, "boost": SUB_FIELD_BOOSTS[sub_field]}}


def _in_order(words: Sequence[WordKeys], language: str) -> Clause:
    either = [
        _phrase(language, "exact", [keys.exact for keys in words]),
        _phrase(language, "folded", [keys.folded[0] for keys in words]),
    ]
    return _any(either)


def _phrase(language: str, sub_field: str, keys: Sequence[str]) -> Clause:
    fields = [f"{text_field(language, field, sub_field)}^{FIELD_WEIGHTS[field]:g}" for field in FIELDS]
    boost = SUB_FIELD_WEIGHTS[sub_field]
    return {"multi_match": {"query": " ".join(keys), "type": "phrase", "fields": fields, "boost": boost}}


def _neighbours(query: Query, language: str) -> Clause | None:
    """Matches the words of a query beside each other, where it has several and nothing but words."""
    terms = [terms[0] for terms in query.clauses if len(terms) == 1 and isinstance(terms[0], Word)]
    if len(terms) < 2 or len(terms) < len(query.clauses):
        return None
    matches = [match_of(Word(part, (part,)), language, Spellings()) for term in terms for part in term.parts]
    return _in_order([match.words[0].keys for match in matches], language)


def _any(clauses: list[Clause]) -> Clause:
    if len(clauses) == 1:
        return clauses[0]
    # Without clauses it matches nothing: `should` alone of an empty list would match everything.
    return {"bool": {"should": clauses, "minimum_should_match": 1}} if clauses else {"match_none": {}}
