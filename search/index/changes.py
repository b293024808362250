"""Changes: what an index shall hold for some keys, read from the sources."""

import logging
from collections.abc import Sequence
from uuid import UUID

from ..models import DocumentVersion
from .document import read_documents
from .interface import IndexChange

logger = logging.getLogger(__name__)


def current_changes(keys: Sequence[UUID]) -> list[IndexChange]:
    """Versions are read first: a document may be newer than its version says, never older."""
    versions = dict(DocumentVersion.objects.filter(key__in=keys).values_list("key", "version"))
    documents = read_documents(keys)
    return [IndexChange(key, versions.get(key, 0), documents.get(key)) for key in keys]


def readable_changes(keys: Sequence[UUID]) -> tuple[list[IndexChange], list[UUID]]:
    """Current changes, and the keys whose document cannot be read: one of those must not keep back the others."""
    try:
        return current_changes(keys), []
    except Exception:
        if len(keys) == 1:
            logger.exception("Document %s cannot be read", keys[0])
            return [], list(keys)
    changes: list[IndexChange] = []
    unreadable: list[UUID] = []
    for key in keys:
        readable, failed = readable_changes([key])
        changes += readable
        unreadable += failed
    return changes, unreadable
