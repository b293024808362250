"""What may be the matter with a portal's machine, in a word each."""

import shutil
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from .health import OK

# A worker that does its work lets nothing wait as long.
LONGEST_WAIT = timedelta(minutes=5)
# Less than this, and the next upload fills the disk.
LEAST_FREE_BYTES = 500 * 1024 * 1024


def database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")
    return OK


def tasks() -> str:
    """Whether a worker takes what is queued."""
    late = DBTaskResult.objects.ready().filter(enqueued_at__lt=timezone.now() - LONGEST_WAIT)
    return "waiting" if late.exists() else OK


def disk() -> str:
    return OK if shutil.disk_usage(settings.VAR_DIR).free >= LEAST_FREE_BYTES else "nearly full"
