"""What readers see of a translation is changed by publishing it, and by nothing before.

wagtail-localize writes a translation into the row of its page, live or not, before it makes the draft that it may
publish at the end of the transaction: readers would see it at once, also where it is planned, refused or never
published, and nobody would know what it was made from.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any

from wagtail.models import Locale

from .localize import TranslationSource
from .publishing import is_asked_by_somebody

_writes_drafts: ContextVar[bool] = ContextVar("_writes_drafts", default=False)


def write_drafts_only() -> None:
    """For an app's `ready()`, once."""
    source: Any = TranslationSource
    write = source.create_or_update_translation

    @wraps(write)
    def create_or_update_translation(
        self: TranslationSource, locale: Locale, user: Any = None, publish: bool = True, **kwargs: Any
    ) -> Any:
        # A request publishes at its end or is undone, and says meanwhile what the row says.
        with _drafts(not (publish and is_asked_by_somebody())):
            return write(self, locale, user, publish, **kwargs)

    source.create_or_update_translation = create_or_update_translation


def publishing() -> AbstractContextManager[None]:
    """Inside, rows are written: where no transaction is around, what follows from its end is done within."""
    return _drafts(False)


@contextmanager
def _drafts(are_all: bool) -> Iterator[None]:
    token = _writes_drafts.set(are_all)
    try:
        yield
    finally:
        _writes_drafts.reset(token)


def is_draft_of_live(page: Any, update_fields: Any) -> bool:
    """Whether a page that is saved is what wagtail-localize has just made of a live one: its revision holds it then.

    To make a revision, a page saves the columns that say so, by their names.
    """
    return _writes_drafts.get() and page.live and page.pk is not None and update_fields is None
