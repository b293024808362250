"""By the order of notices a process knows how new something is that another one has made."""

from uuid import uuid4

import pytest

from portal.changes.clock import EVERYTHING, Changed, Clock
from portal.changes.stream import MOST_KNOWN, Stream

TEXT, OTHER = uuid4(), uuid4()
OF_TEXT, OF_OTHER = Changed(frozenset({TEXT}), hides=False), Changed(frozenset({OTHER}), hides=False)


@pytest.fixture
def stream() -> Stream:
    """One that listens, and has heard its own first words."""
    made = Stream(Clock())
    made.begin()
    made.heard("first", None)
    return made


def is_current(stream: Stream, notice: str, text: object = TEXT) -> bool:
    """Whether a page of a text is, that was made by somebody who had heard this notice."""
    moment = stream.moment_of(notice)
    return moment is not None and stream.clock.is_current(moment, [text])  # type: ignore[list-item]


def test_what_holds_a_notice_holds_all_before_it_and_nothing_after(stream: Stream) -> None:
    stream.heard("a", OF_TEXT)
    stream.heard("b", OF_OTHER)
    assert not is_current(stream, "first")
    assert is_current(stream, "a")
    assert not is_current(stream, "a", OTHER)
    assert is_current(stream, "b", OTHER)
    stream.heard("c", EVERYTHING)
    assert not is_current(stream, "b")
    assert is_current(stream, "c")
    assert stream.last == "c"


def test_what_nobody_has_heard_says_nothing(stream: Stream) -> None:
    assert stream.moment_of("of another database") is None


def test_first_words_change_nothing(stream: Stream) -> None:
    before = stream.clock.now
    stream.heard("first words of another", None)
    assert stream.clock.now == before
    assert is_current(stream, "first words of another")


def test_what_a_process_has_committed_is_not_held_by_what_others_have_heard_before(stream: Stream) -> None:
    own = stream.new_notice()
    stream.told(own, OF_TEXT)
    # Committed by others before, and heard after.
    stream.heard("a", OF_OTHER)
    assert not is_current(stream, "a")
    assert is_current(stream, "a", uuid4())
    stream.heard(own.identifier, OF_TEXT)
    assert not is_current(stream, "a")
    assert is_current(stream, own.identifier)


def test_an_own_change_counts_once(stream: Stream) -> None:
    own = stream.new_notice()
    stream.told(own, OF_TEXT)
    before = stream.clock.now
    stream.heard(own.identifier, OF_TEXT)
    assert stream.clock.is_current(before, [TEXT])


def test_an_own_change_may_be_heard_before_it_is_told(stream: Stream) -> None:
    own = stream.new_notice()
    stream.heard(own.identifier, OF_TEXT)
    stream.told(own, OF_TEXT)
    stream.heard("a", OF_OTHER)
    assert is_current(stream, "a")


def test_a_change_written_before_the_listening_does_not_hold_up_what_is_heard() -> None:
    stream = Stream(Clock())
    own = stream.new_notice()
    stream.begin()
    stream.told(own, OF_TEXT)
    stream.heard("a", OF_OTHER)
    assert is_current(stream, "a")


@pytest.mark.parametrize("then", ["begin", "end"])
def test_a_listening_that_ends_leaves_nothing_known(stream: Stream, then: str) -> None:
    before = stream.clock.now
    getattr(stream, then)()
    assert (stream.last, stream.moment_of("first")) == (None, None)
    assert not stream.clock.is_current(before, [TEXT])


def test_what_is_not_heard_because_a_listening_ended_does_not_hold_up_the_next(stream: Stream) -> None:
    stream.told(stream.new_notice(), OF_TEXT)
    stream.begin()
    stream.heard("a", OF_OTHER)
    assert is_current(stream, "a")


def test_a_notice_without_a_name_is_a_change_and_no_measure(stream: Stream) -> None:
    stream.heard("", EVERYTHING)
    assert stream.last == "first"
    assert not is_current(stream, "first")
    assert stream.moment_of("") is None


def test_only_so_many_are_known(stream: Stream) -> None:
    for number in range(MOST_KNOWN):
        stream.heard(str(number), None)
    assert stream.moment_of("first") is None
    assert is_current(stream, "0")
