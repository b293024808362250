"""When a segment was translated, as the translation editor says it; wagtail-localize writes the day in English."""

from functools import wraps
from typing import Any

from django.utils import timezone

from portal.dates import format_day

from .localize import StringTranslation

# As wagtail-localize writes it, in whatever language of the process.
_WRITTEN = "%d %B %Y"


def say_days_in_the_users_language() -> None:
    """For an app's `ready()`, once."""
    model: Any = StringTranslation
    say = model.get_comment

    @wraps(say)
    def get_comment(self: Any) -> str:
        day = format_day(timezone.localtime(self.updated_at).date())
        return str(say(self) or "").replace(self.updated_at.strftime(_WRITTEN), day)

    model.get_comment = get_comment
