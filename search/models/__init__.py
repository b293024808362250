from .counts import SearchCount
from .glossary import GlossaryEntry, GlossaryTerm, LearntTranslation
from .maintenance import IndexMaintenance
from .outbox import DocumentVersion, OutboxEntry
from .promoted import PromotedResult
from .synonyms import SynonymGroup

__all__ = [
    "DocumentVersion",
    "GlossaryEntry",
    "GlossaryTerm",
    "IndexMaintenance",
    "LearntTranslation",
    "OutboxEntry",
    "PromotedResult",
    "SearchCount",
    "SynonymGroup",
]
