"""A function on what strangers wrote ends within its limits, and whatever it does, its owner goes on."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils.translation import override

from portal.runtime.sandbox import Limits, Sandbox, run

from . import strangers
from .strangers import Colour, Refused, Thing

SHORT = Limits(seconds=1, processor_seconds=30)
USUAL = Limits(seconds=60, processor_seconds=30)
THING = Thing("Šalis\ud800", b"\0\xff", ((1, 2.5),), Colour.RED, frozenset({"a"}), {"x": None})


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_until(condition: Callable[[], bool]) -> bool:
    end = time.monotonic() + 30
    while not condition() and time.monotonic() < end:
        time.sleep(0.05)
    return condition()


def test_values_come_back_as_they_were(sandbox: Sandbox) -> None:
    thing = Thing("b", b"", (), Colour.RED, frozenset(), {"inner": THING})
    assert sandbox.run(strangers.bring_back, thing, limits=USUAL, refusal=Refused) == thing


def test_a_refusal_is_raised_with_its_message_in_the_users_language(sandbox: Sandbox) -> None:
    messages = set()
    for language, _name in settings.LANGUAGES:
        with override(language), pytest.raises(Refused) as refusal:
            sandbox.run(strangers.refuse, "a.txt: ", limits=USUAL, refusal=Refused)
        messages.add(str(refusal.value))
    assert len(messages) == 2
    assert all(message.startswith("a.txt: ") for message in messages)


@pytest.mark.parametrize(
    ("function", "limits"),
    [
        (strangers.hang, SHORT),
        (strangers.calculate, Limits(seconds=60, processor_seconds=1)),
        (strangers.calculate, SHORT),
        (strangers.take_memory, USUAL),
        (strangers.nest, USUAL),
        (strangers.answer_much, Limits(seconds=60, processor_seconds=30, answer=1000)),
        (strangers.fall_over, USUAL),
        (strangers.fail, USUAL),
        (strangers.answer_another_kind, USUAL),
        (strangers.write_into_the_answer, USUAL),
    ],
)
def test_whatever_a_stranger_does_is_refused_and_the_next_call_is_answered(
    sandbox: Sandbox, function: Callable[[str], str], limits: Limits
) -> None:
    messages = set()
    for language, _name in settings.LANGUAGES:
        with override(language), pytest.raises(Refused) as refusal:
            sandbox.run(function, "text", limits=limits, refusal=Refused)
        messages.add(str(refusal.value))
    assert len(messages) == 2
    assert all(message.endswith(".") and "text" not in message for message in messages)
    assert sandbox.run(strangers.bring_back, THING, limits=USUAL, refusal=Refused) == THING


def test_who_had_to_wait_for_the_processor_is_told_to_try_again(sandbox: Sandbox) -> None:
    with override("en"), pytest.raises(Refused, match="Try again in a while"):
        sandbox.run(strangers.hang, "text", limits=SHORT, refusal=Refused)


def test_a_file_that_is_written_ends_at_its_limit(sandbox: Sandbox, tmp_path: Path) -> None:
    limits = Limits(seconds=60, processor_seconds=30, file=1_000_000)
    with pytest.raises(Refused):
        sandbox.run(strangers.write_much, str(tmp_path / "x"), limits=limits, refusal=Refused)
    assert (tmp_path / "x").stat().st_size <= 1_000_000


def test_nothing_that_was_started_outlives_the_limit(sandbox: Sandbox, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        sandbox.run(strangers.start_and_hang, str(tmp_path / "pids"), limits=Limits(5, 30), refusal=Refused)
    pids = list(map(int, (tmp_path / "pids").read_text().split()))
    assert len(pids) == 2
    assert wait_until(lambda: not any(map(is_alive, pids)))


def test_nothing_outlives_an_owner_that_is_killed(tmp_path: Path) -> None:
    code = (
        "from django.conf import settings; import django\n"
        f"settings.configure(BASE_DIR={str(settings.BASE_DIR)!r}, LANGUAGES=[('en', 'English')],"
        "LANGUAGE_CODE='en', LANGUAGE_PACKAGES=['portal.languages.en']); django.setup()\n"
        "from portal.runtime.sandbox import Limits, run\nfrom tests.portal.runtime.sandbox import strangers\n"
        f"run(strangers.start_and_hang, {str(tmp_path / 'pids')!r}, limits=Limits(600, 600), refusal=strangers.Refused)"
    )
    owner = subprocess.Popen([sys.executable, "-c", code], cwd=settings.BASE_DIR)
    try:
        assert wait_until(lambda: (tmp_path / "pids").exists() and len((tmp_path / "pids").read_text().split()) == 2)
        fork, child = map(int, (tmp_path / "pids").read_text().split())
        server = int(Path(f"/proc/{fork}/stat").read_text().rpartition(")")[2].split()[1])
    finally:
        owner.kill()
        owner.wait()
    assert wait_until(lambda: not any(map(is_alive, (server, fork, child))))


def test_the_process_knows_no_secret_no_database_and_no_application(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://user:secret@example.org/portal")
    monkeypatch.setenv("SECRET_KEY", "secret")
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "portal.settings.production")
    sandbox.close()
    around = sandbox.run(strangers.surroundings, "", limits=USUAL, refusal=Refused)
    modules = around.pop("modules").split()
    # Its own pipes, /dev/null, and the list of them.
    assert len(around.pop("open").split()) <= 9
    assert "secret" not in str(around)
    assert "DJANGO_SETTINGS_MODULE" not in around
    assert not [name for name in modules if name.startswith(("wagtail", "portal.settings", "news.models"))]


def test_calls_share_a_process_and_what_is_kept_and_warm_is_there_for_each(sandbox: Sandbox) -> None:
    assert len({sandbox.run(strangers.process, "", limits=USUAL, refusal=Refused) for _number in range(3)}) == 1
    counts = [
        sandbox.run(strangers.count_warmed, "", limits=USUAL, refusal=Refused, warm=strangers.warm) for _number in "ab"
    ]
    assert counts == [2, 2]
    sandbox.keep("thing", THING)
    for _number in range(2):
        text = sandbox.run(strangers.with_kept, "a", limits=USUAL, refusal=Refused, kept=("thing",))
        assert text == f"a{THING.name}"
        with pytest.raises(Refused):
            sandbox.run(strangers.fall_over, "", limits=USUAL, refusal=Refused)


def test_a_signal_that_breaks_the_call_off_ends_the_process(sandbox: Sandbox, tmp_path: Path) -> None:
    class Stopped(BaseException):
        pass

    def stop(*_arguments: Any) -> None:
        raise Stopped

    before = signal.signal(signal.SIGALRM, stop)
    try:
        signal.setitimer(signal.ITIMER_REAL, 5)
        with pytest.raises(Stopped):
            sandbox.run(strangers.start_and_hang, str(tmp_path / "pids"), limits=USUAL, refusal=Refused)
    finally:
        signal.signal(signal.SIGALRM, before)
    assert wait_until(lambda: not any(is_alive(int(pid)) for pid in (tmp_path / "pids").read_text().split()))


def test_single_calls_use_one_process_again(settings: Any) -> None:
    first, second = (run(strangers.process, "", limits=USUAL, refusal=Refused) for _number in "ab")
    assert first == second
    settings.LANGUAGE_CODE = "en"
    assert run(strangers.process, "", limits=USUAL, refusal=Refused) != first
    assert first != os.getpid()
