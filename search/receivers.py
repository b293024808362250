"""Signal receivers: what follows from a change of what editors maintain for search."""

from typing import Any

from django.db.models.signals import post_delete, post_save

from portal.storage.after_commit import after_commit
from portal.translation.glossary.models import GlossaryTerm

from .models import SynonymGroup
from .query.synonym_store import write_words


def use_words(sender: Any, **kwargs: Any) -> None:
    """All that search reads of a glossary entry is its terms, which are saved after it and go with it."""
    after_commit(write_words)


def connect() -> None:
    """Once, when the program starts."""
    for signal in (post_save, post_delete):
        for sender in (SynonymGroup, GlossaryTerm):
            signal.connect(use_words, sender=sender, dispatch_uid="search.use_words")
