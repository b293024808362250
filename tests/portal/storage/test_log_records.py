import logging

import psycopg
import pytest
from django.conf import settings
from django.db import OperationalError

from portal.storage.log_records import StorageFailureFilter


def record_of(error: Exception) -> logging.LogRecord:
    try:
        raise error
    except type(error):
        logger = logging.getLogger("somebody.else")
        handler = logging.Handler()
        records: list[logging.LogRecord] = []
        handler.emit = records.append  # type: ignore[method-assign]
        handler.addFilter(StorageFailureFilter())
        logger.addHandler(handler)
        try:
            logger.exception("Item %d could not be added", 7)
        finally:
            logger.removeHandler(handler)
        return records[0]


def lost_connection() -> Exception:
    error = OperationalError("consuming input failed:\n\tserver closed the connection")
    error.__cause__ = psycopg.OperationalError("consuming input failed")
    return error


def test_a_failure_of_the_storage_is_one_line_without_a_traceback() -> None:
    text = logging.Formatter("{message}", style="{").format(record_of(lost_connection()))
    assert text == "Item 7 could not be added: consuming input failed: server closed the connection"


@pytest.mark.parametrize("error", [ValueError("7"), OperationalError("no such table: item")])
def test_any_other_failure_keeps_its_traceback(error: Exception) -> None:
    assert "Traceback" in logging.Formatter("{message}", style="{").format(record_of(error))


def test_whatever_is_written_to_the_console_is_written_so() -> None:
    assert [settings.LOGGING["filters"][name]["()"] for name in settings.LOGGING["handlers"]["console"]["filters"]] == [
        f"{StorageFailureFilter.__module__}.{StorageFailureFilter.__qualname__}"
    ]
