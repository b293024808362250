from typing import Any

from django.db import models, transaction


class AtomicSave(models.Model):
    """Is saved in one transaction with what follows from the change, such as the index being told of it."""

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
