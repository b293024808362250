"""What a transaction has changed is known with its commit, in this process and in others."""

import subprocess
import sys
import time
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import connection, transaction

from news.models import Topic
from portal.changes import listening
from portal.changes.announcing import CHANNEL, MOST_NAMED, changing, decoded, encoded, is_changing
from portal.changes.clock import EVERYTHING, Changed, Clock, clock
from portal.changes.listening import _FileListener, _listeners, hear, stop_listening
from portal.changes.reading import made_once
from tests.factories import content

pytestmark = pytest.mark.django_db(transaction=True)

WRITES = """
import django
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = {name!r}
from news.models import Topic
Topic.objects.filter(name="Vizitai").update(name="Kelionės")
"""


@pytest.fixture
def topic(site: None) -> Topic:
    return content.make_topic("Vizitai")


def test_a_commit_is_known_at_once_where_it_was_made(topic: Topic) -> None:
    before = clock.now
    Topic.objects.filter(pk=topic.pk).update(name="Kelionės")
    assert not clock.is_current(before, None)


def test_nothing_is_told_of_what_is_undone(topic: Topic) -> None:
    before = clock.now
    with transaction.atomic():
        Topic.objects.filter(pk=topic.pk).update(name="Kelionės")
        assert is_changing()
        assert clock.now == before
        transaction.set_rollback(True)
    assert not is_changing()
    assert clock.now == before


def test_what_no_reader_sees_is_no_change(topic: Topic) -> None:
    before = clock.now
    with transaction.atomic():
        topic.save_revision()
    assert clock.is_current(before, None)


def test_a_change_of_one_text_leaves_others_current(topic: Topic) -> None:
    before, other = clock.now, uuid4()
    with transaction.atomic(), changing([topic.translation_key]):
        Topic.objects.filter(pk=topic.pk).update(name="Kelionės")
    assert clock.is_current(before, [other])
    assert not clock.is_current(before, [topic.translation_key])
    assert not clock.is_current(before, None)


def test_another_process_tells_with_its_commit(topic: Topic) -> None:
    wait_until_heard()
    before = clock.now
    script = WRITES.format(name=str(connection.settings_dict["NAME"]))
    subprocess.run([sys.executable, "-c", script], check=True)
    wait_for(lambda: hear() and not clock.is_current(before, None))


def test_what_was_made_once_is_made_anew_after_a_change(topic: Topic) -> None:
    wait_until_heard()

    def name() -> str:
        return made_once("tests", lambda: Topic.objects.get(pk=topic.pk).name)

    assert name() == "Vizitai"
    Topic.objects.filter(pk=topic.pk).update(name="Kelionės")
    assert name() == "Kelionės"
    with transaction.atomic():
        Topic.objects.filter(pk=topic.pk).update(name="Piknikai")
        assert name() == "Piknikai"
        transaction.set_rollback(True)
    assert name() == "Kelionės"


def test_what_was_made_once_is_not_read_again(topic: Topic) -> None:
    wait_until_heard()
    made: list[int] = []
    for _ in range(3):
        made_once("tests of reading", lambda: made.append(1))
    # Notices of what the fixtures did may come between.
    assert 1 <= len(made) <= 2
    wait_for(lambda: not made_anew())


def made_anew() -> bool:
    made: list[int] = []
    made_once("tests of reading", lambda: made.append(1))
    return bool(made)


def test_what_changed_while_nobody_listened_is_taken_for_changed(topic: Topic) -> None:
    wait_until_heard()
    before = clock.now
    stop_listening()
    wait_until_heard()
    wait_for(lambda: not clock.is_current(before, [uuid4()]))


def test_what_could_not_be_heard_counts_as_changed(topic: Topic) -> None:
    wait_until_heard()
    before = clock.now
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'portal changes'"
                " AND datname = current_database()"
            )
    else:
        file_listener()._connection.close()  # type: ignore[union-attr]
    wait_for(lambda: hear() and not clock.is_current(before, [uuid4()]))


def file_listener() -> _FileListener:
    (found,) = _listeners.values()
    assert isinstance(found, _FileListener)
    return found


def test_a_listening_that_is_not_answered_counts_as_none(topic: Topic, monkeypatch: pytest.MonkeyPatch) -> None:
    wait_until_heard()
    monkeypatch.setattr(listening, "LONGEST_SILENCE", 0)
    # A file is asked each time.
    assert hear() is (connection.vendor == "sqlite")


def test_a_message_says_what_has_changed() -> None:
    changed = Changed(frozenset({uuid4(), uuid4()}), hides=False)
    assert decoded(encoded(changed)) == changed
    assert decoded(encoded(EVERYTHING)) == EVERYTHING
    assert decoded(encoded(Changed(frozenset(uuid4() for _ in range(MOST_NAMED + 1)), hides=False))) == EVERYTHING
    assert len(encoded(Changed(frozenset(uuid4() for _ in range(MOST_NAMED)), hides=False))) < 8000


@pytest.mark.parametrize(
    "message", ["", "x", "[]", "1", '{"texts": ["x"], "hides": true}', '{"texts": []}', "[" * 7900]
)
def test_a_message_that_nobody_here_has_written_may_tell_of_anything(message: str) -> None:
    assert decoded(message) == EVERYTHING


def test_a_notice_without_a_word_does_not_end_the_listening(topic: Topic) -> None:
    wait_until_heard()
    before = clock.now
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"NOTIFY {CHANNEL}")
        else:
            cursor.execute("INSERT INTO portal_change (message) VALUES ('')")
    wait_for(lambda: hear() and not clock.is_current(before, [uuid4()]))
    before = clock.now
    script = WRITES.format(name=str(connection.settings_dict["NAME"]))
    subprocess.run([sys.executable, "-c", script], check=True)
    wait_for(lambda: hear() and not clock.is_current(before, None))


def test_a_change_by_itself_is_told_to_others_too(topic: Topic) -> None:
    hear()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE news_topic SET name = 'Kelionės'")
        if connection.vendor == "sqlite":
            cursor.execute("SELECT message FROM portal_change ORDER BY id DESC LIMIT 1")
            assert decoded(cursor.fetchone()[0]) == EVERYTHING
    assert not is_changing()


def test_a_clock_that_has_heard_of_too_many_texts_takes_everything_for_changed() -> None:
    own = Clock()
    text = uuid4()
    for _ in range(21):
        own.tell(Changed(frozenset(uuid4() for _ in range(1000)), hides=False))
    assert not own.is_current(0, [text])
    assert own.is_current(own.now, [text])


def wait_until_heard() -> None:
    wait_for(hear)


def wait_for(condition: Callable[[], bool]) -> None:

    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)
