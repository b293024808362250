"""Synonyms, promoted results, counts of searches, the outbox and what is asked of an index."""

from .counts import SearchCount
from .maintenance import IndexMaintenance
from .outbox import DocumentVersion, OutboxEntry
from .promoted import PromotedResult
from .synonyms import SynonymGroup

__all__ = [
    "DocumentVersion",
    "IndexMaintenance",
    "OutboxEntry",
    "PromotedResult",
    "SearchCount",
    "SynonymGroup",
]
