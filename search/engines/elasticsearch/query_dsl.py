"""Query DSL of Elasticsearch. What readers type comes in as keys and as values only, never as syntax."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.utils import timezone

from portal.languages.analysis import misread_keys
from search.query.matching import (
    Asked,
    Condition,
    Every,
    Matching,
    TermMatch,
    WordMatch,
    asked,
    excluded,
    neighbours,
    without_guesses,
)
from search.query.presence import frequency, keys_anywhere, wholes_anywhere, word_keys_anywhere
from search.query.spelling import MAX_SCANS, edits_of_scan

from .. import SearchRequest
from ..ranking import (
    ALL_WORDS,
    AS_TRANSLATED,
    AS_TYPED,
    FIELD_WEIGHTS,
    FIELDS,
    FRESHNESS_FLOOR,
    FRESHNESS_HALF_DAYS,
    LOOSELY_TRANSLATED,
    OWN_LANGUAGE_BOOST,
    SCAN_WEIGHT,
    SUB_FIELD_WEIGHTS,
    Demand,
    translation_weight,
    weigh,
)
from .layout import ITEM, anywhere_field, scan_field, text_field

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


@dataclass(frozen=True, slots=True)
class Found:
    """What finds items with their relevance, those of them that have all of the words, and those found as typed: by
    no translation and no guess about a damaged word; of these, too, those with all of the words."""

    query: Clause
    whole: Clause
    as_typed: Clause
    whole_as_typed: Clause


@dataclass(frozen=True, slots=True)
class _FoundInLanguage:
    """What finds texts of a language, with scores; those with all of the words; and those found as typed."""

    scored: list[Clause]
    whole: Clause
    as_typed: Clause
    whole_as_typed: Clause
    is_all_as_typed: bool


@dataclass(frozen=True, slots=True)
class Statistics:
    """Of each language: how many texts it has, and how many of them have a key."""

    texts: Mapping[str, int]
    frequencies: Mapping[tuple[str, str], int]

    def key_frequency(self, language: str, key: str) -> int:
        return self.frequencies.get((language, key), 0)

    def frequency(self, language: str, condition: Condition) -> int:
        return frequency(condition, partial(self.key_frequency, language))


def counted_keys(request: SearchRequest, matching: Matching, language: str) -> list[str]:
    """Keys whose frequencies `matching_items` needs."""
    needed = [
        each for translated in (False, True) for each in asked(request.query, language, matching, translated=translated)
    ]
    return list(dict.fromkeys(key for each in needed for key in keys_anywhere(each.condition)))


def matching_items(
    request: SearchRequest, matching: Matching, languages: Sequence[str], statistics: Statistics
) -> Found:
    """What a request finds before it is narrowed; the clauses of a language have its code as their name."""
    found: Clause = {
        "filter": [{"term": {"kind": ITEM}}],
        "must_not": [_term(term, code) for code in languages for term in excluded(request.query, code)],
    }
    if not request.query.clauses:
        return Found({"bool": found}, {"match_all": {}}, {"match_all": {}}, {"match_all": {}})
    each = [_in_language(request, matching, code, statistics) for code in languages]
    # The best language counts, never their sum.
    best = {"dis_max": {"queries": [clause for language in each for clause in language.scored], "tie_breaker": 0.0}}
    found["must"] = [best]
    query = {
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
    is_all_as_typed = all(language.is_all_as_typed for language in each)
    return Found(
        query,
        _any([language.whole for language in each]),
        {"match_all": {}} if is_all_as_typed else _any([language.as_typed for language in each]),
        _any([language.whole_as_typed for language in each]),
    )


def _in_language(request: SearchRequest, matching: Matching, language: str, statistics: Statistics) -> _FoundInLanguage:
    """Texts of a language that have enough of the words, or of their translations where there is no other text."""
    boost = OWN_LANGUAGE_BOOST if language == request.language else 1.0
    typed = asked(request.query, language, matching)
    enough, every = _weighed(typed, language, statistics, AS_TYPED)
    certain = [replace(each, condition=without_guesses(each.condition)) for each in typed]
    is_guessing = certain != typed
    as_typed, whole_as_typed = _weighed(certain, language, statistics, AS_TYPED) if is_guessing else (enough, every)
    besides = [_term(beside, language)] if (beside := neighbours(request.query, language)) else []
    either, whole = [enough, *besides], [every, *besides]
    clauses = [{"bool": {"should": either, "minimum_should_match": 1, "_name": language, "boost": boost}}]
    is_translated = False
    if matching.expansion.translations.get(language):
        translated = asked(request.query, language, matching, translated=True)
        is_translated = translated != typed
        if is_translated:
            demand = LOOSELY_TRANSLATED if matching.loosely else AS_TRANSLATED
            enough, every = _weighed(translated, language, statistics, demand)
            only = [{"term": {"only": language}}]
            weight = boost * translation_weight(len(typed))
            clauses.append(
                {"bool": {"must": enough, "filter": only, "_name": f"{language} translated", "boost": weight}}
            )
            whole.append({"bool": {"filter": [every, *only]}})
    return _FoundInLanguage(
        clauses,
        _any(whole),
        _any([as_typed, *besides]),
        _any([whole_as_typed, *besides]),
        not is_translated and not is_guessing,
    )


def _weighed(needed: Sequence[Asked], language: str, statistics: Statistics, demand: Demand) -> tuple[Clause, Clause]:
    """Texts that meet enough of what is asked for, those that meet all of it before others; and those alone."""
    scored = [_condition(each.condition, language) for each in needed]
    if len(needed) == 1:
        return scored[0], scored[0]
    frequencies = [statistics.frequency(language, each.condition) for each in needed]
    texts = statistics.texts.get(language, 0)
    weighed = weigh(frequencies, [each.is_telling for each in needed], texts, demand)
    members = [
        (weight, _membership(each.condition, language))
        for weight, each in zip(weighed.weights, needed, strict=True)
        if weight
    ]
    every: Clause = {"bool": {"filter": [member for _weight, member in members]}}
    # Counted by how many match, so each is there as often as it weighs. A score to be reached would not do: in that
    # counts the boost of what is around it.
    either = [member for weight, member in members for _ in range(weight)]
    enough = every if weighed.needs_all else {"bool": {"should": either, "minimum_should_match": weighed.needed}}
    all_there = {"constant_score": {"filter": every, "boost": max(ALL_WORDS * weighed.rarity, 1e-9)}}
    return {"bool": {"filter": [enough], "should": [*scored, all_there]}}, every


def _membership(condition: Condition, language: str) -> Clause:
    """Whether a text meets a condition, with as little work as possible."""
    if not isinstance(condition, TermMatch):
        parts = [_membership(part, language) for part in condition.parts]
        return {"bool": {"filter": parts}} if isinstance(condition, Every) else _any(parts)
    if condition.is_phrase:
        return _in_order(condition.words, language)
    either: list[Clause] = []
    if condition.wholes:
        either.append({"terms": {anywhere_field(language): wholes_anywhere(condition)}})
    if condition.words:
        parts = [_word_anywhere(word, language) for word in list(dict.fromkeys(condition.words))[:MAX_PARTS]]
        either.append(parts[0] if len(parts) == 1 else {"bool": {"filter": parts}})
    return _any(either)


def _word_anywhere(match: WordMatch, language: str) -> Clause:
    either: list[Clause] = [{"terms": {anywhere_field(language): word_keys_anywhere(match)}}]
    return _any(either + _otherwise(match, language))


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
    return _any(either + _otherwise(match, language))


def _otherwise(match: WordMatch, language: str) -> list[Clause]:
    """How else than by the keys of its forms a word is found."""
    either: list[Clause] = []
    if match.roots:
        either.append(_keys(language, "root", match.roots))
    if match.beginning:
        either += [*_beginning(language, "exact", match.keys.exact), *_beginning(language, "folded", match.beginning)]
    if match.scan:
        either.append(_scan(language, match.scan))
    return either


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
