"""What an index shall hold now, read from the sources."""

from collections.abc import Sequence
from uuid import UUID

from .document import read_documents
from .engines import Change
from .models import DocumentVersion


def current_changes(keys: Sequence[UUID]) -> list[Change]:
    """Versions are read first: a document may be newer than its version says, never older."""
    versions = dict(DocumentVersion.objects.filter(key__in=keys).values_list("key", "version"))
    documents = read_documents(keys)
    return [Change(key, versions.get(key, 0), documents.get(key)) for key in keys]
