"""Maintenance of an index: what administrators have asked for, and how it compared with the database."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class IndexMaintenance(models.Model):
    """One row an index. What is asked for is done by the worker of the machine that keeps the index.

    `missing`, `outdated` and `surplus` hold keys of documents, as many of them as a person will look at.
    """

    index = models.CharField(max_length=50, primary_key=True)
    comparison_asked_at = models.DateTimeField(null=True)
    rebuild_asked_at = models.DateTimeField(null=True)
    compared_at = models.DateTimeField(null=True)
    published = models.PositiveIntegerField(default=0)
    matching = models.PositiveIntegerField(default=0)
    missing = models.JSONField(default=list)
    outdated = models.JSONField(default=list)
    surplus = models.JSONField(default=list)
    differences = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True)

    class Meta:
        default_permissions = ()
        permissions = [("maintain_index", _("Can look after the search index"))]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(matching__lte=models.F("published")), name="search_no_more_matches_than_published"
            )
        ]

    def __str__(self) -> str:
        return self.index

    @property
    def is_perfect(self) -> bool:
        return self.compared_at is not None and not self.problem and not self.differences
