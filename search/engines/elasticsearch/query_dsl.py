"""Query DSL of Elasticsearch. What readers type comes in as keys and as values only, never as syntax."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils import timezone

from portal.languages.analysis import misread_keys
from search.query.matching import Condition, Every, Matching, TermMatch, WordMatch, conditions, excluded, neighbours
from search.query.spelling import MAX_SCANS, edits_of_scan

from .. import SearchRequest
from ..ranking import (
    FIELD_WEIGHTS,
    FIELDS,
    FRESHNESS_FLOOR,
    FRESHNESS_HALF_DAYS,
    OWN_LANGUAGE_BOOST,
    SCAN_WEIGHT,
    SUB_FIELD_WEIGHTS,
    TRANSLATION_WEIGHT,
    most_of,
)
from .layout import ITEM, scan_field, text_field

Clause = dict[str, Any]

# Fields are counted as one text, in which a word in a title stands so many times; the least may be once.
_REPETITIONS = {field: weight / min(FIELD_WEIGHTS.values()) for field, weight in FIELD_WEIGHTS.items()}
# A compound of more parts is found as a whole, or by so many of them.
MAX_PARTS = 16
# No value of a facet is as long, and Elasticsearch takes what is longer still for a mistake.
MAX_VALUE = 1000


def filters(request: SearchRequest, *, without: str = "") -> list[Clause]:
    """What results are narrowed by, but for one facet."""
    return [
        {"term": {f"facets.{facet}": value[:MAX_VALUE]}} for facet, value in request.filters.items() if facet != without
    ]


def matching_items(request: SearchRequest, matching: Matching, languages: Sequence[str]) -> Clause:
    """What a request finds before it is narrowed, with its relevance; the clauses of a language have its code as their
    name."""
    found: Clause = {
        "filter": [{"term": {"kind": ITEM}}],
        "must_not": [_term(term, code) for code in languages for term in excluded(request.query, code)],
    }
    if not request.query.clauses:
        return {"bool": found}
    in_languages = [clause for code in languages for clause in _in_language(request, matching, code)]
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


def _in_language(request: SearchRequest, matching: Matching, language: str) -> Iterator[Clause]:
    """Texts of a language in which all of the words occur; or most of them, where matching is relaxed."""
    boost = OWN_LANGUAGE_BOOST if language == request.language else 1.0
    typed = conditions(request.query, language, matching)
    either = [_all_or_most(typed, language, matching)]
    beside = None if matching.relaxed else neighbours(request.query, language)
    if beside:
        either.append(_term(beside, language))
    yield {"bool": {"should": either, "minimum_should_match": 1, "_name": language, "boost": boost}}
    if matching.expansion.translations.get(language):
        translated = conditions(request.query, language, matching, translated=True)
        if translated != typed:
            clause = _all_or_most(translated, language, matching)
            only = [{"term": {"only": language}}]
            weight = boost * TRANSLATION_WEIGHT
            yield {"bool": {"must": clause, "filter": only, "_name": f"{language} translated", "boost": weight}}


def _all_or_most(needed: Sequence[Condition], language: str, matching: Matching) -> Clause:
    clauses = [_condition(condition, language) for condition in needed]
    if matching.relaxed and len(clauses) > 1:
        count = most_of(len(clauses))
        return {"bool": {"should": clauses, "minimum_should_match": count}}
    return {"bool": {"must": clauses}}


def _condition(condition: Condition, language: str) -> Clause:
    if isinstance(condition, TermMatch):
        return _term(condition, language)
    parts = [_condition(part, language) for part in condition.parts]
    return {"bool": {"must": parts}} if isinstance(condition, Every) else _any(parts)


def _term(match: TermMatch, language: str) -> Clause:
    if match.is_phrase:
        return _in_order(match.words, language)
    either = []
    if match.wholes:
        either.append(_keys(language, "exact", match.wholes))
    if match.words:
        parts = list(dict.fromkeys(match.words))[:MAX_PARTS]
        every = [_word(part, language) for part in parts]
        either.append(every[0] if len(every) == 1 else {"bool": {"must": every}})
    return _any(either)


def _word(match: WordMatch, language: str) -> Clause:
    forms = match.forms()
    either = [
        _keys(language, "exact", (form.exact for form in forms)),
        _keys(language, "stem", (key for form in forms for key in form.stem)),
    ]
    if folded := [key for form in forms for key in form.folded]:
        either.append(_keys(language, "folded", folded))
    if match.by_root:
        either.append(_keys(language, "root", [match.keys.root]))
    if match.beginning:
        either += [*_beginning(language, "exact", match.keys.exact), *_beginning(language, "folded", match.beginning)]
    if match.scan:
        either.append(_scan(language, match.scan))
    return _any(either)


def _beginning(language: str, sub_field: str, key: str) -> Iterator[Clause]:
    boost = SUB_FIELD_WEIGHTS[sub_field]
    for field in FIELDS:
        yield {
            "prefix": {text_field(language, field, sub_field): {"value": key, "boost": boost * FIELD_WEIGHTS[field]}}
        }


def _scan(language: str, key: str) -> Clause:
    """Unchecked scans in which a word stands, damaged."""
    field = scan_field(language)
    misread = {"constant_score": {"filter": {"terms": {field: misread_keys(key, language)}}, "boost": SCAN_WEIGHT}}
    if not edits_of_scan(key):
        return misread
    damaged = {
        "value": key,
        "fuzziness": edits_of_scan(key),
        "prefix_length": 0,
        "max_expansions": MAX_SCANS,
        "transpositions": True,
        "boost": SCAN_WEIGHT,
    }
    return _any([misread, {"fuzzy": {field: damaged}}])


def _keys(language: str, sub_field: str, keys: Iterable[str]) -> Clause:
    fields = [f"{text_field(language, field, sub_field)}^{_REPETITIONS[field]:g}" for field in FIELDS]
    query = " ".join(dict.fromkeys(keys))
    return {"combined_fields": {"query": query, "fields": fields, "boost": SUB_FIELD_WEIGHTS[sub_field]}}


def _in_order(words: Sequence[WordMatch], language: str) -> Clause:
    either = [
        _phrase(language, "exact", [word.keys.exact for word in words]),
        _phrase(language, "stem", [word.keys.stem[0] for word in words]),
        _phrase(language, "stem", [word.keys.lemma for word in words]),
        _phrase(language, "folded", [word.keys.folded[0] for word in words]),
    ]
    return _any(either)


def _phrase(language: str, sub_field: str, keys: Sequence[str]) -> Clause:
    fields = [f"{text_field(language, field, sub_field)}^{FIELD_WEIGHTS[field]:g}" for field in FIELDS]
    boost = SUB_FIELD_WEIGHTS[sub_field]
    return {"multi_match": {"query": " ".join(keys), "type": "phrase", "fields": fields, "boost": boost}}


def _any(clauses: list[Clause]) -> Clause:
    if len(clauses) == 1:
        return clauses[0]
    # Without clauses it matches nothing: `should` alone of an empty list would match everything.
    return {"bool": {"should": clauses, "minimum_should_match": 1}} if clauses else {"match_none": {}}
