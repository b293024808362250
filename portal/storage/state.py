"""What a process that goes on trying says of its storage: once that it fails, and once that it is back."""

import logging

from .failures import StorageFailure, leave_connections, storage_failure

logger = logging.getLogger(__name__)


class StorageState:
    def __init__(self) -> None:
        self.failing: dict[str, StorageFailure] = {}

    def failed(self, name: str, error: BaseException) -> bool:
        """Whether `name` has failed because of the storage; says so where nothing has failed in that way yet."""
        failure = storage_failure(error)
        if failure is None:
            return False
        if failure not in self.failing.values():
            logger.error("%s (%s: %s) It is tried again until that is mended.", failure.sentence, name, error)
        self.failing[name] = failure
        leave_connections()
        return True

    def worked(self, name: str) -> None:
        if self.failing.pop(name, None) is not None and not self.failing:
            logger.warning("The storage works again.")


storage_state = StorageState()
