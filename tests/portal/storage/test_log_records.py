import io
import logging

import psycopg
import pytest
from django.db import OperationalError

from portal.storage.log_records import StorageFailureFilter


def logged(error: Exception) -> str:
    """What a library writes that logs the error it has met."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(StorageFailureFilter())
    logger = logging.Logger("somebody.else")
    logger.addHandler(handler)
    try:
        raise error
    except type(error):
        logger.exception("Item %d could not be added", 7)
    return written.getvalue()


def lost_connection() -> Exception:
    error = OperationalError("consuming input failed:\n\tserver closed the connection")
    error.__cause__ = psycopg.OperationalError("consuming input failed")
    return error


def test_a_failure_of_the_storage_is_one_line_without_a_traceback() -> None:
    assert (
        logged(lost_connection()) == "Item 7 could not be added: consuming input failed: server closed the connection\n"
    )


@pytest.mark.parametrize("error", [ValueError("7"), OperationalError("no such table: item")])
def test_any_other_failure_keeps_its_traceback(error: Exception) -> None:
    assert "Traceback" in logged(error)


def test_all_that_is_written_to_the_console_is_written_so() -> None:
    filters = [each for handler in logging.getLogger().handlers for each in handler.filters]
    assert any(isinstance(each, StorageFailureFilter) for each in filters)
