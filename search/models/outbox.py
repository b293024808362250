"""Transactional outbox: which documents an index still has to be told about."""

from django.db import models
from django.db.models import F, Q


class DocumentVersion(models.Model):
    """How often a document has changed; counted up inside the transaction of the change, so that versions follow it."""

    key = models.UUIDField(primary_key=True)
    version = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.key} version {self.version}"


class OutboxEntry(models.Model):
    """A document that an index has not been given yet, at `version` or later; it is gone once the index has it."""

    key = models.UUIDField()
    index = models.CharField(max_length=50)
    version = models.PositiveBigIntegerField()
    created = models.DateTimeField(auto_now_add=True)
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    last_error = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "index"], name="search_one_entry_a_document_and_index"),
            models.CheckConstraint(condition=Q(attempts=0) | ~Q(last_error=""), name="search_failed_entries_say_why"),
        ]
        indexes = [models.Index(F("index"), F("next_attempt_at"), name="search_outbox_due")]

    def __str__(self) -> str:
        return f"{self.key} version {self.version} for {self.index}"
