"""The translation memory as TMX: what the site has translated goes out, what was translated elsewhere comes in."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import IO

from django.db import transaction

from portal.batches import in_batches
from portal.translation.memory.models import ImportedTranslation

from ..memory.index import Origin
from ..memory.keeping import MemoryRow, all_rows
from .reading import read_memory_isolated
from .tmx import MemoryUnit

BATCH = 500


def memory_units(readable: Callable[[Sequence[MemoryRow]], Sequence[MemoryRow]] = list) -> Iterator[MemoryUnit]:
    """The site's translations and the imported ones, each pair of texts once; `readable` leaves what may go out."""
    seen: set[int] = set()
    for batch in in_batches(chain.from_iterable(map(all_rows, Origin)), BATCH):
        for row in readable(batch):
            unit = MemoryUnit(row.language, row.text, row.other_language, row.other_text)
            if hash(unit) not in seen:
                seen.add(hash(unit))
                yield unit


@transaction.atomic
def import_memory(file: IO[bytes], name: str) -> tuple[int, int]:
    """Takes in a file, all or nothing; returns how many pairs are new and how many were known.

    Raises:
        UnreadableFile: for what is no TMX.
    """
    units = iter(read_memory_isolated(file.read()))
    before = ImportedTranslation.objects.count()
    count = 0
    while batch := list(islice(units, BATCH)):
        ImportedTranslation.objects.bulk_create(_rows(batch, name), ignore_conflicts=True)
        count += len(batch)
    added = ImportedTranslation.objects.count() - before
    return added, count - added


def _rows(units: Iterable[MemoryUnit], name: str) -> list[ImportedTranslation]:
    return [
        ImportedTranslation(
            language=unit.language,
            text=unit.text,
            other_language=unit.other_language,
            other_text=unit.other_text,
            file_name=name[:255],
            fingerprint=ImportedTranslation.fingerprint_of(
                unit.language, unit.text, unit.other_language, unit.other_text
            ),
        )
        for unit in units
    ]
