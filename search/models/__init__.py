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
