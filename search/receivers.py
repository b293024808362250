"""Signal receivers: what follows from a change of what editors maintain for search."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from portal.translation.glossary.models import GlossaryTerm

from .models import SynonymGroup
from .query.synonym_store import write_words


@receiver([post_save, post_delete], sender=SynonymGroup, dispatch_uid="search.write_synonyms")
@receiver([post_save, post_delete], sender=GlossaryTerm, dispatch_uid="search.write_terms")
def use_words(sender: Any, **kwargs: Any) -> None:
    """All that search reads of a glossary entry is its terms, which are saved after it and go with it."""
    transaction.on_commit(write_words, robust=True)
