"""How well an engine answers the queries: the mean reciprocal rank of the first relevant item among the first ten."""

import json
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Any

from portal.languages.bilingual import Meaning, shipped_meanings
from portal.translation.glossary.thesaurus import Thesaurus
from portal.translation.glossary.word_alignment import learn
from search.engines import Engine, SearchRequest
from search.index.document import Document, FacetValue, LanguageDocument
from search.index.interface import IndexChange
from search.query.expansion import expand
from search.query.parse import parse

from . import second, third
from .build import ITEMS, QUERIES
from .queries import COMPLETE, FROZEN, TUNING, Query

DEPTH = 10
LANGUAGES = ("lt", "en")
BOTH = "both"
NEGATIVES = "negatives"
ALL = "all but negatives"

# Widths of the columns of the table.
CLASS_CELL, CELL = 26, 9


@dataclass(frozen=True)
class Outcome:
    """What a query found: the identifiers of the first results, and how it came to them."""

    query: Query
    found: tuple[str, ...]
    fuzzy: bool = False
    relaxed: bool = False

    @property
    def score(self) -> float:
        """The reciprocal rank; of a negative, one where nothing is found."""
        if self.query.kind == NEGATIVES:
            return float(not self.found)
        return next((1 / rank for rank, name in enumerate(self.found, 1) if name in self.query.relevant), 0.0)


FIRST, SECOND, THIRD = "first", "second", "third"
WRITTEN = {SECOND: (second.documents, second.queries), THIRD: (third.documents, third.queries)}
SETS = (FIRST, *WRITTEN)


def read_queries(name: str = FIRST) -> list[Query]:
    if name in WRITTEN:
        return WRITTEN[name][1]()
    lines = QUERIES.read_text(encoding="utf-8").splitlines()
    return [Query(**{**values, "relevant": tuple(values["relevant"])}) for values in map(json.loads, lines)]


def read_documents(name: str = FIRST) -> list[Document]:
    if name in WRITTEN:
        return WRITTEN[name][0]()
    return [_document(json.loads(line)) for line in ITEMS.read_text(encoding="utf-8").splitlines()]


def _document(item: dict[str, Any]) -> Document:
    topic = FacetValue(item["topic"], dict.fromkeys(item["languages"], item["topic"]))
    return Document(
        key=uuid.uuid5(uuid.NAMESPACE_URL, item["identifier"]),
        identifier=item["identifier"],
        number=item["number"],
        date=date.fromisoformat(item["date"]),
        languages={
            language: LanguageDocument(
                title=text["title"],
                url=_url(language, item["identifier"]),
                lead=text["lead"],
                body="\n".join(text["body"]),
                names="\n".join(text["names"]),
                codes=tuple(text["codes"]),
                is_scan=text["is_scan"],
            )
            for language, text in item["languages"].items()
        },
        facets={"topic": (topic,)},
    )


def _url(language: str, identifier: str) -> str:
    return f"/{language}/{identifier}/"


def fill(engine: Engine, languages: Sequence[str], name: str = FIRST) -> None:
    """Builds an engine's index of the items of a set."""
    rebuild = engine.rebuild(languages)
    rebuild.write([IndexChange(document.key, 1, document) for document in read_documents(name)])
    rebuild.swap(list)


@cache
def lexicons(name: str = FIRST) -> tuple[Thesaurus, Thesaurus]:
    """The words that are shipped, and those learnt from the items that exist in both languages, as from a site's."""
    shipped, learnt = Thesaurus(), Thesaurus()
    shipped.add(shipped_meanings())
    first, second = LANGUAGES
    pairs = learn(_segments(first, second, name), first, second)
    learnt.add(Meaning(first, pair.word, second, (pair.other,)) for pair in pairs)
    learnt.add(Meaning(second, pair.other, first, (pair.word,)) for pair in pairs)
    return shipped, learnt


def _segments(first: str, second: str, name: str) -> Iterator[tuple[str, str]]:
    for document in read_documents(name):
        if first in document.languages and second in document.languages:
            one, two = document.languages[first], document.languages[second]
            yield one.title, two.title
            yield one.lead, two.lead
            yield from zip(one.body.splitlines(), two.body.splitlines(), strict=False)


def ask(engine: Engine, queries: Iterable[Query], reader: str | None = None, *, name: str = FIRST) -> list[Outcome]:
    """Outcomes for the readers for whom the queries of a set are written, or for readers of one language."""
    return [_ask(engine, query, reader or query.reader, name) for query in queries]


def _ask(engine: Engine, query: Query, reader: str, name: str) -> Outcome:
    if query.via == COMPLETE:
        completions = engine.complete(query.text, reader, DEPTH)
        return Outcome(query, tuple(completion.url.rstrip("/").rpartition("/")[2] for completion in completions))
    parsed = parse(query.text)
    expanded = partial(expand, lexicons(name), languages=LANGUAGES)
    response = engine.search(
        SearchRequest(parsed, reader, page_size=DEPTH, expansion=expanded(parsed), expand=expanded)
    )
    found = tuple(hit.document.identifier for hit in response.hits)
    return Outcome(query, found, response.fuzzy, response.relaxed)


def mean(outcomes: Sequence[Outcome]) -> float:
    return sum(outcome.score for outcome in outcomes) / len(outcomes) if outcomes else float("nan")


def by_class(outcomes: Iterable[Outcome]) -> dict[str, list[Outcome]]:
    """Outcomes of each class, and of all classes but the negatives."""
    found: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        found.setdefault(outcome.query.kind, []).append(outcome)
    everything = [outcome for kind, some in found.items() if kind != NEGATIVES for outcome in some]
    return found | {ALL: everything}


def of_half(outcomes: Iterable[Outcome], half: str) -> list[Outcome]:
    return [outcome for outcome in outcomes if half in (BOTH, outcome.query.half)]


def table(columns: Mapping[str, Sequence[Outcome]], halves: Sequence[str] = (TUNING, FROZEN, BOTH)) -> str:
    """A line a class: how many queries, and the figure of some halves for each set of outcomes."""
    classes = {name: by_class(outcomes) for name, outcomes in columns.items()}
    width = max(CELL * len(halves), *(len(name) + 2 for name in columns))
    names = "".join(f"{name:>{width}}" for name in columns)
    below = "".join(f"{half:>{width // len(halves)}}" for _ in columns for half in halves)
    lines = [f"{'':{CLASS_CELL}}{'':{CELL}}{names}", f"{'':{CLASS_CELL}}{'queries':>{CELL}}{below}"]
    for kind, asked in next(iter(classes.values())).items():
        figures = [mean(of_half(found[kind], half)) for found in classes.values() for half in halves]
        cells = "".join(f"{figure:{width // len(halves)}.3f}" for figure in figures)
        lines.append(f"{kind:{CLASS_CELL}}{len(asked):{CELL}}{cells}")
    return "\n".join(lines)


def failures(outcomes: Iterable[Outcome], kind: str) -> str:
    """Each query of a class whose first result is not what was meant, with what was found instead."""
    lines = []
    for outcome in outcomes:
        if outcome.query.kind != kind or outcome.score == 1:
            continue
        notes = " ".join(note for note, holds in (("fuzzy", outcome.fuzzy), ("relaxed", outcome.relaxed)) if holds)
        lines.append(
            f"{outcome.score:.2f} {outcome.query.half:6} {outcome.query.language}→{outcome.query.reader} "
            f"{outcome.query.via} {outcome.query.text!r} {notes}\n"
            f"     wanted {', '.join(outcome.query.relevant) or 'nothing'}\n"
            f"     found  {', '.join(outcome.found[:5]) or 'nothing'}"
        )
    return "\n".join(lines)
