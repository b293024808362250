"""Wagtail notes who has a page open in the editor, by a row that it writes while it shows the editor."""

import logging
from typing import Any

from django.db import DatabaseError, transaction
from wagtail.admin.models import EditingSession

from .failures import StorageFailure, storage_failure

logger = logging.getLogger(__name__)
# No row has it. The script that reports every ten seconds that the editor is open gets a real one once there is room.
NOT_STORED = 0


def forgive_storage() -> None:
    """Lets the editor be opened, and texts be read and copied, while nothing can be stored. For `ready()`, once."""
    save, cleanup = EditingSession.save, EditingSession.cleanup

    def forgiving_save(session: EditingSession, *args: Any, **kwargs: Any) -> None:
        try:
            with transaction.atomic():
                save(session, *args, **kwargs)
        except DatabaseError as error:
            _forgive(error)
            session.pk = session.pk or NOT_STORED

    def forgiving_cleanup() -> None:
        try:
            with transaction.atomic():
                cleanup()
        except DatabaseError as error:
            _forgive(error)

    EditingSession.save = forgiving_save
    EditingSession.cleanup = forgiving_cleanup


def _forgive(error: DatabaseError) -> None:
    """Raises it again where it is not the storage, or where nothing can be read either."""
    if storage_failure(error) in (None, StorageFailure.AWAY):
        raise error
    logger.warning("An editing session could not be stored: %s", error)
