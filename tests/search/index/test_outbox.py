"""From a change to the index: nothing lost, nothing old, nothing done twice for one transaction."""

import dataclasses
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from search.engines import Engine, SearchRequest
from search.index import outbox
from search.index.interface import EngineUnavailable
from search.models import DocumentVersion, OutboxEntry
from search.query.parse import parse
from tests.search.corpus import EN, LT, OSLO, MemorySource, document, key

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def built(index: Engine) -> Engine:
    index.rebuild([LT, EN]).swap(list)
    return index


def total(engine: Engine, typed: str) -> int:
    return engine.search(SearchRequest(parse(typed), LT)).total


def unavailable(changes: object) -> None:
    raise EngineUnavailable("no room left on the disk")


def test_a_published_item_is_found_after_the_commit_and_not_before(built: Engine, source: MemorySource) -> None:
    with transaction.atomic():
        source.published[OSLO.key] = OSLO
        outbox.enqueue([OSLO.key])
        assert total(built, "Vienola") == 0
    assert total(built, "Vienola") == 1
    assert not OutboxEntry.objects.exists()


def test_what_is_rolled_back_leaves_no_trace(built: Engine, source: MemorySource) -> None:
    with transaction.atomic():
        outbox.enqueue([OSLO.key])
        transaction.set_rollback(True)
    assert not OutboxEntry.objects.exists()
    assert not DocumentVersion.objects.exists()
    source.published[OSLO.key] = OSLO
    with transaction.atomic():
        outbox.enqueue([OSLO.key])
    assert total(built, "Vienola") == 1


def test_a_key_enqueued_in_a_savepoint_that_is_rolled_back_is_enqueued_anew(
    built: Engine, source: MemorySource
) -> None:
    source.published[OSLO.key] = OSLO
    with transaction.atomic():
        savepoint = transaction.savepoint()
        outbox.enqueue([OSLO.key])
        transaction.savepoint_rollback(savepoint)
        outbox.enqueue([OSLO.key])
    assert total(built, "Vienola") == 1


def test_a_withdrawn_item_is_gone(built: Engine, source: MemorySource) -> None:
    source.published[OSLO.key] = OSLO
    outbox.enqueue([OSLO.key])
    assert total(built, "Vienola") == 1
    del source.published[OSLO.key]
    outbox.enqueue([OSLO.key])
    assert total(built, "Vienola") == 0


def test_many_changes_of_a_key_in_one_transaction_are_one_row_and_one_version(
    built: Engine, source: MemorySource, django_assert_num_queries: Any
) -> None:
    with transaction.atomic():
        outbox.enqueue([OSLO.key, key(2)])
        with django_assert_num_queries(0):
            for _ in range(100):
                outbox.enqueue([OSLO.key])
        assert OutboxEntry.objects.count() == 2
    assert DocumentVersion.objects.get(key=OSLO.key).version == 1


def test_a_large_import_is_left_to_the_worker_and_delivered_in_batches(built: Engine, source: MemorySource) -> None:
    numbers = range(1, 501)
    source.published = {key(n): document(n, lt=("Paroda", "Paroda muziejuje.")) for n in numbers}
    with transaction.atomic():
        for number in numbers:
            outbox.enqueue([key(number)])
    assert total(built, "paroda") == 0
    assert outbox.deliver_due() == outbox.Delivery(delivered=500, failed=0, waiting=0)
    assert total(built, "paroda") == 500


def test_a_crash_between_commit_and_delivery_loses_nothing(
    built: Engine, source: MemorySource, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*args: object) -> None:
        raise SystemExit

    source.published[OSLO.key] = OSLO
    with monkeypatch.context() as patch:
        patch.setattr(outbox, "_deliver_after_commit", die)
        with pytest.raises(SystemExit):
            outbox.enqueue([OSLO.key])
    assert OutboxEntry.objects.count() == 1
    assert outbox.deliver_due().delivered == 1
    assert total(built, "Vienola") == 1


def test_an_index_that_is_away_keeps_rows_with_the_reason_and_later_attempts(
    built: Engine, source: MemorySource, monkeypatch: pytest.MonkeyPatch
) -> None:
    source.published[OSLO.key] = OSLO
    with monkeypatch.context() as patch:
        patch.setattr(built, "write", unavailable)
        outbox.enqueue([OSLO.key])
        outbox.drain()
    entry = OutboxEntry.objects.get()
    assert entry.attempts == 2
    assert "no room left on the disk" in entry.last_error
    assert entry.next_attempt_at > timezone.now()
    assert outbox.deliver_due().delivered == 0
    assert outbox.drain() == outbox.Delivery(delivered=1, failed=0, waiting=0)
    assert total(built, "Vienola") == 1


def test_an_index_that_was_away_for_long_is_not_kept_waiting_after_it(built: Engine, source: MemorySource) -> None:
    """Its rows are no worse for it: they are tried again soon, while a document that fails waits longer and longer."""
    outbox.enqueue([OSLO.key])
    OutboxEntry.objects.create(
        key=OSLO.key, index="embedded", version=1, attempts=30, next_attempt_at=timezone.now(), last_error="?"
    )
    built.write = unavailable  # type: ignore[method-assign]
    outbox.drain()
    del built.write
    assert OutboxEntry.objects.get().next_attempt_at < timezone.now() + timedelta(seconds=3)


def test_every_machine_is_told_and_each_takes_what_is_its_own(
    built: Engine, source: MemorySource, settings: Any
) -> None:
    settings.SEARCH_MACHINES, settings.SEARCH_MACHINE = ["web-1", "web-2"], "web-1"
    source.published[OSLO.key] = OSLO
    outbox.enqueue([OSLO.key])
    assert total(built, "Vienola") == 1
    assert [entry.index for entry in OutboxEntry.objects.all()] == ["embedded@web-2"]
    assert outbox.drain() == outbox.Delivery(delivered=0, failed=0, waiting=0)
    settings.SEARCH_MACHINE = "web-2"
    assert outbox.drain() == outbox.Delivery(delivered=1, failed=0, waiting=0)


def test_one_document_that_cannot_be_read_does_not_keep_back_the_others(built: Engine, source: MemorySource) -> None:
    broken = dataclasses.replace(OSLO, key=key(2), languages={LT: None})  # type: ignore[dict-item]
    source.published = {OSLO.key: OSLO, key(2): broken}
    outbox.enqueue([OSLO.key, key(2)])
    assert total(built, "Vienola") == 1
    assert [entry.key for entry in OutboxEntry.objects.all()] == [key(2)]


def test_a_change_during_delivery_keeps_its_row(built: Engine, source: MemorySource) -> None:
    """A row is acknowledged at the version that was delivered, not whatever it has become."""
    source.published[OSLO.key] = OSLO
    original = built.write

    def write_while_it_changes(changes: Any) -> None:
        original(changes)
        if DocumentVersion.objects.get(key=OSLO.key).version == 1:
            DocumentVersion.objects.filter(key=OSLO.key).update(version=2)
            OutboxEntry.objects.filter(key=OSLO.key).update(version=2)

    built.write = write_while_it_changes  # type: ignore[method-assign]
    outbox.enqueue([OSLO.key])
    del built.write
    assert OutboxEntry.objects.get().version == 2
    outbox.drain()
    assert next(built.entries([OSLO.key])).version == 2


def test_two_deliveries_at_once_never_leave_the_older_document(built: Engine, source: MemorySource) -> None:
    """The first has read version 1 and is held up; the second delivers version 2; then the first goes on."""
    newer = document(1, lt=("Naujesnis", "Naujesnis tekstas."))
    source.published[OSLO.key] = OSLO
    held_up, go_on = threading.Event(), threading.Event()
    original = built.write

    def write(changes: Any) -> None:
        if threading.current_thread().name == "first":
            held_up.set()
            go_on.wait(10)
        original(changes)

    def first() -> None:
        outbox.enqueue([OSLO.key])
        built.close()
        connection.close()

    built.write = write  # type: ignore[method-assign]
    thread = threading.Thread(target=first, name="first")
    thread.start()
    assert held_up.wait(10)
    source.published[OSLO.key] = newer
    outbox.enqueue([OSLO.key])
    go_on.set()
    thread.join(10)
    del built.write
    assert (total(built, "naujesnis"), total(built, "Vienola")) == (1, 0)


def test_the_first_item_of_a_portal_without_an_index_makes_one(index: Engine, source: MemorySource) -> None:
    source.published[OSLO.key] = OSLO
    outbox.enqueue([OSLO.key])
    assert total(index, "Vienola") == 1


def test_an_index_that_was_not_told_for_a_while_catches_up(built: Engine, source: MemorySource, settings: Any) -> None:
    """It had another name in the meantime, as that of a machine that is not among those named."""
    source.published = {OSLO.key: OSLO, key(2): document(2, lt=("Paroda", "Paroda muziejuje."))}
    outbox.enqueue([OSLO.key, key(2)])
    assert outbox.catch_up() == 0
    settings.SEARCH_MACHINES, settings.SEARCH_MACHINE = ["web-9"], ""
    outbox.enqueue([OSLO.key])
    del source.published[key(2)]
    outbox.enqueue([key(2)])
    settings.SEARCH_MACHINES = []
    assert outbox.drain().delivered == 0
    assert total(built, "paroda") == 1
    assert outbox.catch_up() == 2
    assert outbox.drain().delivered == 2
    assert total(built, "paroda") == 0
    assert outbox.catch_up() == 0
