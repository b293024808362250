"""What is the matter with searching, in a word, for `/health/ready`."""

from django.utils import timezone

from portal.runtime.health import OK
from portal.runtime.health_checks import LONGEST_WAIT

from .index import outbox
from .index.interface import get_index
from .models import OutboxEntry


def index() -> str:
    """Of the indexes that this machine keeps: readers are served by another one, or are told, while it is not."""
    states = [get_index(name).state() for name in outbox.index_names()]
    if any(state.has_to_be_built for state in states):
        return "has to be built"
    return "away" if any(state.is_away for state in states) else OK


def changes() -> str:
    """Whether a worker delivers what has changed."""
    late = OutboxEntry.objects.filter(created__lt=timezone.now() - LONGEST_WAIT)
    return "waiting" if late.exists() else OK
