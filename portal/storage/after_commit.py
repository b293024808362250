"""After a commit: what follows from it and must not fail it."""

import logging
from collections.abc import Callable

from django.db import transaction

from .failures import storage_failure

logger = logging.getLogger(__name__)


def after_commit(follow: Callable[[], object]) -> None:
    """Runs it when the transaction is committed, at once where there is none.

    What goes wrong in it is logged: a storage that fails meanwhile in a line, what nobody expected with a traceback.
    """

    def following() -> None:
        try:
            follow()
        except Exception as error:
            failure = storage_failure(error)
            if failure is None:
                raise
            logger.warning("Not done after a commit: %s (%s)", failure.sentence, error)

    transaction.on_commit(following, robust=True)
