"""Finds, ranks and counts in the embedded index."""

import json
import math
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils import timezone

from .. import FACETS, NEWEST, Completion, FacetCount, Hit, Matches, Matching, SearchRequest
from . import expressions
from .storage import FIELDS, SUB_FIELDS, TITLES_AN_ITEM, Session, text_table
from .writing import unpack

# Small on the whole: BM25 counts a weight like repetitions of a word, and their effect levels off soon above one.
FIELD_WEIGHTS = {"title": 2.0, "lead": 1.0, "names": 0.8, "body": 0.4}
SUB_FIELD_WEIGHTS = {"exact": 1.0, "stem": 0.7, "folded": 0.4, "root": 0.05}
OWN_LANGUAGE_BOOST = 1.1
# The reader's language is shown unless another matches more than this many times better.
OWN_LANGUAGE_FLOOR = 0.5
# A text keeps this part of its score however old it is; half of the rest is gone after so many days.
FRESHNESS_FLOOR = 0.75
FRESHNESS_HALF_DAYS = 1000.0
MOST_OF_THE_WORDS = 0.6
VALUES_A_FACET = 100

_WEIGHTS = ", ".join(str(FIELD_WEIGHTS[field] * SUB_FIELD_WEIGHTS[sub]) for field in FIELDS for sub in SUB_FIELDS)
_FRESHNESS = f"({FRESHNESS_FLOOR} + {1 - FRESHNESS_FLOOR} / (1.0 + max(0, :today - items.day) / {FRESHNESS_HALF_DAYS}))"
_ORDER = {True: "items.day DESC, items.number DESC", False: "relevance DESC, items.day DESC, items.number DESC"}


def find(session: Session, request: SearchRequest, matching: Matching) -> Matches:
    connection = session.connection
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS matches"
        " (item INTEGER PRIMARY KEY, score REAL NOT NULL, language INTEGER NOT NULL)"
    )
    connection.execute("DELETE FROM matches")
    statement, parameters = _matches(session, request, matching)
    connection.execute(f"INSERT INTO temp.matches {statement}", parameters)
    total = connection.execute("SELECT count(*) FROM temp.matches").fetchone()[0]
    if not total:
        return Matches(0)
    return Matches(total, tuple(_hits(session, request)), _facets(connection))


def _matches(session: Session, request: SearchRequest, matching: Matching) -> tuple[str, list[Any]]:
    """A statement that yields item, score and number of the language, an item once; and its parameters."""
    narrowing, narrowing_parameters = _narrowing(session, request)
    if not request.query.clauses:
        return f"SELECT item, 0.0, 0 FROM items WHERE {narrowing}", narrowing_parameters
    selects: list[str] = []
    parameters: list[Any] = []
    own = session.languages.index(request.language) if request.language in session.languages else -1
    for number, language in enumerate(session.languages):
        select, values = _matches_in(number, language, request, matching, is_own=number == own)
        selects.append(select)
        parameters += values
    # `own` is the score in the reader's language, and more than nothing where that matches at all.
    statement = f"""
        SELECT item, best, iif(own > {OWN_LANGUAGE_FLOOR} * best, {own}, language) FROM (
            SELECT item, max(score) AS best, sum((language = {own}) * (score + 1e-9)) AS own, language
            FROM ({" UNION ALL ".join(selects)}) WHERE {narrowing} GROUP BY item
        )"""
    return statement, parameters + narrowing_parameters


def _matches_in(
    number: int, language: str, request: SearchRequest, matching: Matching, *, is_own: bool
) -> tuple[str, list[Any]]:
    """Rows of one language's text in which all of the words occur; or most of them, where matching is relaxed."""
    table = text_table(number)
    clauses = expressions.clauses(request.query, language, matching)
    boost = OWN_LANGUAGE_BOOST if is_own else 1.0
    # SQLite computes the rank of every row that matches; by date it need not.
    score = "0.0" if request.sort == NEWEST else f"-bm25({table}, {_WEIGHTS}) * {boost}"
    select = f"SELECT rowid AS item, {score} AS score, {number} AS language FROM {table} WHERE {table} MATCH ?"
    if matching.relaxed and len(clauses) > 1:
        needed = max(1, math.ceil(MOST_OF_THE_WORDS * len(clauses) - 0.5))
        each = " UNION ALL ".join([f"SELECT rowid AS found FROM {table} WHERE {table} MATCH ?"] * len(clauses))
        select += f" AND +rowid IN (SELECT found FROM ({each}) GROUP BY found HAVING count(*) >= {needed})"
        return select, [" OR ".join(clauses), *clauses]
    expression = " AND ".join(clauses)
    neighbours = expressions.neighbours(request.query, language)
    return select, [f"{neighbours} OR ({expression})" if neighbours else expression]


def _narrowing(session: Session, request: SearchRequest) -> tuple[str, list[Any]]:
    """The condition that filters and excluded words put on `item`.

    The plus keeps SQLite from looking each item up in the full text by itself, where it should run through once.
    """
    conditions = ["1"]
    parameters: list[Any] = []
    for kind, key in request.filters.items():
        conditions.append(
            "+item IN (SELECT item FROM item_facets JOIN facets USING (facet) WHERE kind = ? AND key = ?)"
        )
        parameters += [kind, key]
    if request.query.excluded:
        for number, language in enumerate(session.languages):
            table = text_table(number)
            conditions.append(f"+item NOT IN (SELECT rowid FROM {table} WHERE {table} MATCH ?)")
            parameters.append(expressions.excluded(request.query, language))
    return " AND ".join(conditions), parameters


def _hits(session: Session, request: SearchRequest) -> Iterator[Hit]:
    by_date = request.sort == NEWEST or not request.query.clauses
    rows = session.connection.execute(
        f"""
        SELECT item, language, relevance, (SELECT json FROM documents WHERE documents.item = page.item) FROM (
            SELECT matches.item, matches.language, matches.score * {_FRESHNESS} AS relevance
            FROM temp.matches CROSS JOIN items ON items.item = matches.item
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


def _facets(connection: sqlite3.Connection) -> dict[str, tuple[FacetCount, ...]]:
    rows = connection.execute(
        """
        SELECT facets.kind, facets.key, facets.labels, counts.count FROM (
            SELECT facet, count(*) AS count
            FROM temp.matches CROSS JOIN item_facets ON item_facets.item = matches.item GROUP BY facet
        ) AS counts JOIN facets USING (facet)
        ORDER BY counts.count DESC, facets.key DESC"""
    )
    counts: dict[str, list[FacetCount]] = {kind: [] for kind in FACETS}
    for kind, key, labels, count in rows:
        if len(counts[kind]) < VALUES_A_FACET or kind == "year":
            counts[kind].append(FacetCount(key, json.loads(labels), count))
    counts["year"].sort(key=lambda value: value.key, reverse=True)
    return {kind: tuple(values) for kind, values in counts.items() if values}


def titles(session: Session, expression: str, limit: int) -> Sequence[tuple[int, Completion]]:
    """Titles that match, the items that were indexed last first, each with its item."""
    rows = session.connection.execute(
        "SELECT rowid, title, url FROM completions WHERE completions MATCH ? ORDER BY rowid DESC LIMIT ?",
        (expression, limit),
    )
    return [(rowid // TITLES_AN_ITEM, Completion(title, url)) for rowid, title, url in rows]
