"""Searcher: finds, ranks by BM25 and counts facets in the embedded index."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.utils import timezone

from search.index.facets import FACETS, Order, facet_keys
from search.query.matching import Condition, Matching, conditions, excluded, neighbours

from .. import NEWEST, Completion, FacetCount, Hit, Matches, SearchRequest
from ..ranking import (
    FIELD_WEIGHTS,
    FIELDS,
    FRESHNESS_FLOOR,
    FRESHNESS_HALF_DAYS,
    OWN_LANGUAGE_BOOST,
    OWN_LANGUAGE_FLOOR,
    SCAN_WEIGHT,
    SUB_FIELD_WEIGHTS,
    SUB_FIELDS,
    TRANSLATION_WEIGHT,
    VALUES_A_FACET,
    most_of,
)
from . import expressions
from .index_writer import unpack
from .storage import TITLES_AN_ITEM, Session, text_table
from .vocabulary import scans_near

# Facet values whose labels a process keeps: a few megabytes at most.
LABELS_KEPT = 10_000
_WEIGHTS = ", ".join(str(FIELD_WEIGHTS[field] * SUB_FIELD_WEIGHTS[sub]) for field in FIELDS for sub in SUB_FIELDS)
_WEIGHTS += f", {SCAN_WEIGHT}"
_FRESHNESS = f"({FRESHNESS_FLOOR} + {1 - FRESHNESS_FLOOR} / (1.0 + max(0, :today - items.day) / {FRESHNESS_HALF_DAYS}))"
_ORDER = {True: "items.day DESC, items.number DESC", False: "relevance DESC, items.day DESC, items.number DESC"}


def find(session: Session, request: SearchRequest, matching: Matching) -> Matches:
    connection = session.connection
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS matches"
        " (item INTEGER PRIMARY KEY, score REAL NOT NULL, language INTEGER NOT NULL, misses INTEGER NOT NULL)"
    )
    connection.execute("DELETE FROM matches")
    statement, parameters = _matches(session, request, matching)
    connection.execute(f"INSERT INTO temp.matches {statement}", parameters)
    found, total = connection.execute("SELECT count(*), total(misses = 0) FROM temp.matches").fetchone()
    if not found:
        return Matches(0)
    return Matches(int(total), tuple(_hits(session, request)), _facets(connection, list(request.filters)))


def _matches(session: Session, request: SearchRequest, matching: Matching) -> tuple[str, list[Any]]:
    """A statement that yields item, score, number of the language and filters that the item does not meet, an item
    once; and its parameters."""
    misses, filter_parameters = _misses(request)
    condition, condition_parameters = _not_excluded(session, request)
    if not request.query.clauses:
        return f"SELECT item, 0.0, 0, {misses} FROM items WHERE {condition}", [
            *filter_parameters,
            *condition_parameters,
        ]
    selects: list[str] = []
    parameters: list[Any] = []
    own = session.languages.index(request.language) if request.language in session.languages else -1
    for number in range(len(session.languages)):
        for select, values in _matches_in(number, session, request, matching, is_own=number == own):
            selects.append(select)
            parameters += values
    # `own` is the score in the reader's language, and more than nothing where that matches at all.
    statement = f"""
        SELECT item, best, iif(own > {OWN_LANGUAGE_FLOOR} * best, {own}, language), {misses} FROM (
            SELECT item, max(score) AS best, sum((language = {own}) * (score + 1e-9)) AS own, language
            FROM ({" UNION ALL ".join(selects)}) WHERE {condition} GROUP BY item
        )"""
    return statement, [*filter_parameters, *parameters, *condition_parameters]


def _matches_in(
    number: int, session: Session, request: SearchRequest, matching: Matching, *, is_own: bool
) -> Iterator[tuple[str, list[Any]]]:
    """Rows of one language's text in which all of the words occur; or most of them, where matching is relaxed."""
    language = session.languages[number]
    table = text_table(number)
    boost = OWN_LANGUAGE_BOOST if is_own else 1.0
    typed = conditions(request.query, language, matching)
    select, values = _select(number, session, typed, matching, 0.0 if request.sort == NEWEST else boost)
    if not (matching.relaxed and len(typed) > 1) and (beside := neighbours(request.query, language)):
        values[0] = f"{expressions.expression(beside)} OR ({values[0]})"
    yield select, values
    if matching.expansion.translations.get(language):
        translated = conditions(request.query, language, matching, translated=True)
        if translated != typed:
            weight = 0.0 if request.sort == NEWEST else boost * TRANSLATION_WEIGHT
            select, values = _select(number, session, translated, matching, weight)
            yield f"{select} AND {table}.rowid IN (SELECT item FROM items WHERE languages = 1)", values


def _select(
    number: int, session: Session, needed: Sequence[Condition], matching: Matching, weight: float
) -> tuple[str, list[str]]:
    table = text_table(number)
    near_scans = scans_near(session.connection, session.languages[number])
    each = [expressions.expression(condition, near_scans) for condition in needed]
    # SQLite computes the rank of every row that matches; without a weight it need not.
    score = f"-bm25({table}, {_WEIGHTS}) * {weight}" if weight else "0.0"
    select = f"SELECT rowid AS item, {score} AS score, {number} AS language FROM {table} WHERE {table} MATCH ?"
    if matching.relaxed and len(each) > 1:
        count = most_of(len(each))
        found = " UNION ALL ".join([f"SELECT rowid AS found FROM {table} WHERE {table} MATCH ?"] * len(each))
        select += f" AND +rowid IN (SELECT found FROM ({found}) GROUP BY found HAVING count(*) >= {count})"
        return select, [" OR ".join(each), *each]
    return select, [" AND ".join(each)]


def _misses(request: SearchRequest) -> tuple[str, list[Any]]:
    """How many filters `item` misses, as bits, the first filter the lowest; and parameters.

    The plus keeps SQLite from looking each item up in the full text by itself, where it should run through once.
    """
    having = "SELECT item FROM item_facets JOIN facets USING (facet) WHERE kind = ? AND key = ?"
    bits = [f"{1 << place} * (+item NOT IN ({having}))" for place, _ in enumerate(request.filters)]
    parameters = [value for pair in request.filters.items() for value in pair]
    return " + ".join(bits) or "0", parameters


def _not_excluded(session: Session, request: SearchRequest) -> tuple[str, list[Any]]:
    """The condition that excluded words put on `item`."""
    conditions = ["1"]
    parameters: list[Any] = []
    if request.query.excluded:
        for number, language in enumerate(session.languages):
            table = text_table(number)
            conditions.append(f"+item NOT IN (SELECT rowid FROM {table} WHERE {table} MATCH ?)")
            parameters.append(" OR ".join(map(expressions.expression, excluded(request.query, language))))
    return " AND ".join(conditions), parameters


def _hits(session: Session, request: SearchRequest) -> Iterator[Hit]:
    by_date = request.sort == NEWEST or not request.query.clauses
    rows = session.connection.execute(
        f"""
        SELECT item, language, relevance, (SELECT json FROM documents WHERE documents.item = page.item) FROM (
            SELECT matches.item, matches.language, matches.score * {_FRESHNESS} AS relevance
            FROM temp.matches CROSS JOIN items ON items.item = matches.item WHERE misses = 0
            ORDER BY {_ORDER[by_date]} LIMIT :size OFFSET :offset
        ) AS page""",
        {
            "today": timezone.localdate().toordinal(),
            "size": request.page_size,
            "offset": (request.page - 1) * request.page_size,
        },
    ).fetchall()
    for _, number, relevance, packed in rows:
        document = unpack(packed)
        language = session.languages[number]
        if not request.query.clauses or language not in document.languages:
            language = request.language if request.language in document.languages else next(iter(document.languages))
        yield Hit(document, language, relevance)


@lru_cache(maxsize=LABELS_KEPT)
def _labels(packed: str) -> Mapping[str, str]:
    """Labels by language. Read anew for each request they would cost more than counting does."""
    labels: Mapping[str, str] = json.loads(packed)
    return labels


def _facets(connection: sqlite3.Connection, filtered: Sequence[str]) -> dict[str, tuple[FacetCount, ...]]:
    """Counts of items that meet every filter but that of the facet itself."""
    tolerated = "0"
    if filtered:
        known = facet_keys()
        cases = " ".join(f"WHEN '{kind}' THEN {1 << place}" for place, kind in enumerate(filtered) if kind in known)
        tolerated = f"CASE facets.kind {cases} ELSE 0 END"
    rows = connection.execute(
        f"""
        SELECT facets.kind, facets.key, facets.labels, sum(counts.count) AS number FROM (
            SELECT facet, misses, count(*) AS count
            FROM temp.matches CROSS JOIN item_facets ON item_facets.item = matches.item GROUP BY facet, misses
        ) AS counts JOIN facets USING (facet) WHERE counts.misses IN (0, {tolerated})
        GROUP BY facet ORDER BY number DESC, facets.key DESC"""
    )
    counts: dict[str, list[FacetCount]] = {facet.key: [] for facet in FACETS}
    latest_first = [facet.key for facet in FACETS if facet.order == Order.LATEST]
    for kind, key, labels, count in rows:
        if len(counts[kind]) < VALUES_A_FACET or kind in latest_first:
            counts[kind].append(FacetCount(key, _labels(labels), count))
    for kind in latest_first:
        counts[kind].sort(key=lambda value: value.key, reverse=True)
    return {kind: tuple(values) for kind, values in counts.items() if values}


def titles(session: Session, expression: str, limit: int) -> Sequence[tuple[int, Completion]]:
    """Titles that match, the items that were indexed last first, each with its item."""
    rows = session.connection.execute(
        "SELECT rowid, title, url FROM completions WHERE completions MATCH ? ORDER BY rowid DESC LIMIT ?",
        (expression, limit),
    )
    return [(rowid // TITLES_AN_ITEM, Completion(title, url)) for rowid, title, url in rows]
