"""Suggestions for a segment: the likest of what was translated before, from the database as it is now."""

import logging
import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from portal.languages.common.html_text import is_blank, plain_text
from portal.languages.common.normalization import seen
from portal.translation.differences import Passage, word_differences

from . import index
from .index import MemoryPair, Origin
from .keeping import MemoryRow, add_new, read_rows
from .similarity import adapted, comparable, similarity

logger = logging.getLogger(__name__)

# Percent from which a suggestion saves work.
USABLE = 70
MOST_SUGGESTIONS = 5
MOST_CANDIDATES = 40
MOST_READ = 20


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A translation that stood for a like text. `target` is HTML; `differences` lead from that text to the present one.

    `replaced` are figures of the present text that were put into it, `uses` how often it stands for that text, and
    `file_name` where it was imported from, empty for the site's own.
    """

    score: int
    source: str
    target: str
    differences: tuple[Passage, ...]
    replaced: tuple[str, ...]
    uses: int
    file_name: str


def suggestions(
    html: str,
    language: str,
    other_language: str,
    *,
    without: Collection[tuple[Origin, int]] = (),
    readable: Callable[[Sequence[MemoryRow]], Sequence[MemoryRow]] = list,
) -> list[Suggestion]:
    """The best first, none below USABLE. `without`: origins and keys of rows that are not to be suggested; `readable`
    leaves of rows those that may be quoted."""
    text = comparable(html)
    if not text.words:
        return []
    try:
        add_new()
        with index.opened() as connection:
            found = index.candidates(connection, html, language, other_language, MOST_CANDIDATES + len(without))
    except sqlite3.DatabaseError as error:
        # A damaged index is gone by now, and the worker fills another; a translator goes on without meanwhile.
        logger.error("The translation memory cannot be asked: %s", error)
        return []
    kept = [pair for pair in found if (pair.origin, pair.row) not in without]
    rows = readable(list(_likest(kept, html)))
    scored = [(similarity(comparable(row.text), text), row) for row in rows if not is_blank(row.other_text)]
    best: dict[str, tuple[int, MemoryRow]] = {}
    uses: Counter[str] = Counter()
    for score, row in sorted(scored, key=lambda each: (-each[0], -each[1].key)):
        if score < USABLE:
            break
        best.setdefault(seen(row.other_text), (score, row))
        uses[seen(row.other_text)] += 1
    chosen = list(best.items())[:MOST_SUGGESTIONS]
    return [_suggestion(html, score, row, uses[target]) for target, (score, row) in chosen]


def _likest(pairs: Iterable[MemoryPair], html: str) -> Iterator[MemoryRow]:
    """Rows as they are in the database now, of the pairs whose indexed texts are most like this one."""
    text = comparable(html)
    ranked = sorted(pairs, key=lambda pair: -similarity(comparable(pair.text), text))[:MOST_READ]
    for origin in Origin:
        turned = {pair.row: pair for pair in ranked if pair.origin is origin}
        for row in read_rows(origin, turned):
            yield row if row.language == turned[row.key].language else row.turned()


def _suggestion(html: str, score: int, row: MemoryRow, uses: int) -> Suggestion:
    fitted = adapted(row.text, row.other_text, html, (row.language, row.other_language))
    source = plain_text(row.text)
    differences = tuple(word_differences(source, plain_text(html)))
    return Suggestion(score, source, fitted.html, differences, fitted.replaced, uses, row.file_name)
