"""What follows from a commit does not fail it."""

import logging

import pytest
from django.db import OperationalError, transaction

from portal.storage.after_commit import after_commit

pytestmark = pytest.mark.django_db(transaction=True)


def fail(error: Exception) -> None:
    raise error


def lose_the_connection() -> None:
    """As a database that goes away is told: without a code of the server's."""
    raise OperationalError("server closed the connection unexpectedly") from OSError()


def test_it_runs_when_the_transaction_is_committed_and_not_before_nor_after_a_rollback() -> None:
    done: list[str] = []
    with transaction.atomic():
        after_commit(lambda: done.append("committed"))
        assert done == []
    with transaction.atomic():
        after_commit(lambda: done.append("rolled back"))
        transaction.set_rollback(True)
    assert done == ["committed"]


def test_a_storage_that_fails_meanwhile_is_told_in_a_line(caplog: pytest.LogCaptureFixture) -> None:
    with transaction.atomic():
        after_commit(lose_the_connection)
    [record] = caplog.records
    assert (record.levelno, record.exc_info) == (logging.WARNING, None)
    assert "server closed the connection" in record.getMessage()


def test_what_nobody_expected_is_logged_with_its_traceback_and_fails_nothing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with transaction.atomic():
        after_commit(lambda: fail(ZeroDivisionError("unexpected")))
    assert [record.exc_info is not None for record in caplog.records] == [True]
