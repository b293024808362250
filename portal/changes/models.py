"""The log of changes for processes that share an SQLite file; PostgreSQL sends notices instead."""

from django.db import models


class Change(models.Model):
    """`message` is that of `announcing.encoded`. The newest are kept."""

    message = models.TextField()

    class Meta:
        app_label = "portal"
        default_permissions = ()

    def __str__(self) -> str:
        return self.message
