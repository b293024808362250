"""The translation memory: how often it helps, and how long a suggestion takes among many pairs."""

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import connections

from portal.translation.memory.index import Origin
from portal.translation.memory.keeping import bring_up_to_date
from portal.translation.memory.models import ImportedTranslation
from portal.translation.memory.similarity import SAME_WORDS
from portal.translation.memory.suggesting import suggestions
from tests.portal.translation.checks import pairs

from .generate_items import ACTIONS, ACTORS, DETAILS, PEOPLE, PURPOSES
from .measuring import Row, row

LANGUAGES = ("lt", "en")
GENERATED = 2000
QUERIES = 300


@dataclass(frozen=True)
class Usefulness:
    """`share` of segments, each asked for without its own pair, that had a usable suggestion from another one."""

    name: str
    segments: int
    share: float
    exact: float


def measure(count: int) -> tuple[list[Usefulness], list[Row]]:
    """Leave-one-out over the demonstration and generated segments; then times among `count` pairs, both ways."""
    chance = random.Random(1)  # noqa: S311
    demonstration = [_in_order(pair) for pair in pairs.demonstration()]
    generated = [_segment(chance) for _number in range(GENERATED)]
    _remember([*demonstration, *generated])
    useful = [_leave_one_out("demonstration", demonstration), _leave_one_out("generated", generated)]
    _remember([_segment(chance, sentences=2) for _number in range(count - len(demonstration) - len(generated))])
    seconds, processor = [], []
    for number in range(QUERIES):
        text = _segment(chance, sentences=1 + number % 2)
        way = LANGUAGES if number % 2 else LANGUAGES[::-1]
        started, used = time.perf_counter(), time.process_time()
        suggestions(text[LANGUAGES.index(way[0])], *way)
        seconds.append(time.perf_counter() - started)
        processor.append(time.process_time() - used)
    connections.close_all()
    name = f"suggestions among {count:,} pairs"
    return useful, [row(name, seconds), row(f"{name}, processor", processor)]


def table(useful: Sequence[Usefulness]) -> str:
    return "\n".join(
        f"  {each.name:<20}{each.segments:>6} segments, with a usable suggestion {each.share:.1%},"
        f" of the same words {each.exact:.1%}"
        for each in useful
    )


def _in_order(pair: pairs.Pair) -> tuple[str, str]:
    texts = {pair.languages.source: pair.source, pair.languages.target: pair.target}
    return texts[LANGUAGES[0]], texts[LANGUAGES[1]]


def _segment(chance: random.Random, sentences: int = 1) -> tuple[str, str]:
    """Sentences of the generated items: few words in many arrangements, which is the hardest for an index of words."""
    found = list(_sentences(chance, sentences))
    return " ".join(text for text, _other in found), " ".join(other for _text, other in found)


def _sentences(chance: random.Random, count: int) -> Iterator[tuple[str, str]]:
    for _number in range(count):
        parts = [chance.choice(choices) for choices in (ACTORS, ACTIONS, PEOPLE, PURPOSES)]
        detail, other = chance.choice(DETAILS)
        number = chance.randrange(2, 3000)
        text = f"{' '.join(part[0] for part in parts)}. {detail.format(number=number)}"
        yield text, f"{' '.join(part[1] for part in parts)}. {other.format(number=number)}"


def _remember(texts: Sequence[tuple[str, str]]) -> None:
    ImportedTranslation.objects.bulk_create(
        (
            ImportedTranslation(
                language=LANGUAGES[0],
                text=text,
                other_language=LANGUAGES[1],
                other_text=other,
                file_name="benchmark.tmx",
                fingerprint=ImportedTranslation.fingerprint_of(LANGUAGES[0], text, LANGUAGES[1], other),
            )
            for text, other in dict.fromkeys(texts)
        ),
        batch_size=500,
        ignore_conflicts=True,
    )
    bring_up_to_date()


def _leave_one_out(name: str, texts: Sequence[tuple[str, str]]) -> Usefulness:
    helped, same = 0, 0
    for text, other in texts:
        key = ImportedTranslation.objects.get(
            fingerprint=ImportedTranslation.fingerprint_of(LANGUAGES[0], text, LANGUAGES[1], other)
        ).pk
        found = suggestions(text, *LANGUAGES, without={(Origin.IMPORT, key)})
        helped += bool(found)
        same += bool(found) and found[0].score >= SAME_WORDS
    return Usefulness(name, len(texts), helped / len(texts), same / len(texts))
