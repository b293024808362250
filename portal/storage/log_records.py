"""A failure of the storage in the log: one line of what it is. A trace of where it was met tells nothing of it."""

import logging

from .failures import storage_failure


class StorageFailureFilter(logging.Filter):
    """Of any logger's records, so that libraries that log and raise write no traceback for each of their attempts."""

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if error is not None and storage_failure(error) is not None:
            record.msg, record.args = f"{record.getMessage()}: {' '.join(str(error).split())}", ()
            record.exc_info = record.exc_text = None
        return True
