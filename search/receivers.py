"""What follows from a change of what editors maintain for search."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from .models import SynonymGroup
from .vocabulary import write_synonyms


@receiver([post_save, post_delete], sender=SynonymGroup, dispatch_uid="search.write_synonyms")
def use_synonyms(sender: type[SynonymGroup], **kwargs: Any) -> None:
    transaction.on_commit(write_synonyms, robust=True)
