"""Counts of a facet's values, as every engine keeps them: with their labels, so that a page needs no other question."""

import json
from collections.abc import Iterable, Mapping

from ..index.document import FacetValue
from ..index.facets import Facet, Order
from . import FacetCount
from .ranking import VALUES_A_FACET


def packed(value: FacetValue) -> str:
    """Key and labels as one term of an index."""
    return json.dumps([value.key, dict(value.labels)], ensure_ascii=False, sort_keys=True)


def facet_counts(facet: Facet, values: Iterable[tuple[str, Mapping[str, str], int]]) -> tuple[FacetCount, ...]:
    """In the order of the facet. `values` are key, labels and count of each, the most frequent first; a value whose
    labels have just changed is there several times."""
    counts: dict[str, FacetCount] = {}
    for key, labels, count in values:
        known = counts.get(key)
        # The labels of most documents stay; they come first.
        counts[key] = FacetCount(key, known.labels if known else labels, count + (known.count if known else 0))
    if facet.order == Order.LATEST:
        return tuple(sorted(counts.values(), key=lambda value: value.key, reverse=True))
    ordered = sorted(counts.values(), key=lambda value: (value.count, value.key), reverse=True)
    return tuple(ordered[:VALUES_A_FACET])
