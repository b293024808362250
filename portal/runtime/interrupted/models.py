"""Tasks and periodic jobs that the worker died in."""

from django.db import models
from django.utils.translation import gettext_lazy as _

PERMISSION = "portal.look_after_worker"


class InterruptedWork(models.Model):
    """A task, or a periodic job, which has no `task`. `path` is that of its function, dotted.

    A task that is set aside is in no queue any more: what is here makes it anew. A job rests until a time.
    """

    path = models.CharField(max_length=255)
    task = models.UUIDField(null=True, unique=True)
    arguments = models.JSONField(default=dict)
    priority = models.IntegerField(default=0)
    queue_name = models.CharField(max_length=32, blank=True)
    enqueued_at = models.DateTimeField(null=True)
    deaths = models.PositiveIntegerField(default=1)
    died_at = models.DateTimeField()
    set_aside_at = models.DateTimeField(null=True)
    rests_until = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        permissions = [("look_after_worker", _("Can look after tasks that ended the worker"))]
        ordering = ["-died_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["path"], condition=models.Q(task=None), name="portal_interrupted_job_is_unique"
            ),
            models.CheckConstraint(condition=models.Q(deaths__gte=1), name="portal_interrupted_work_has_deaths"),
            models.CheckConstraint(
                condition=models.Q(task=None, set_aside_at=None) | models.Q(task__isnull=False, rests_until=None),
                name="portal_tasks_are_set_aside_and_jobs_rest",
            ),
        ]

    def __str__(self) -> str:
        return self.path
