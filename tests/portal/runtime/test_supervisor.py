"""Processes of the demonstration end together, and come back when one dies."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from portal.runtime.supervisor import MOST_QUICK_DEATHS, ChildDied, Ended, Supervisor

SLEEP = ["-c", "import time; time.sleep(60)"]
DEAF = [
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); open('deaf', 'w'); time.sleep(60)",
]
PARENT = """
import sys
from pathlib import Path
from portal.runtime.supervisor import Ended, Supervisor, end_on_signals
end_on_signals()
supervisor = Supervisor(Path.cwd(), {})
try:
    for name in ("one", "two"):
        supervisor.start(name, ["-c", "import os, time; os.write(1, b'%9d' % os.getpid()); time.sleep(60)"])
    supervisor.watch()
except Ended as ended:
    sys.exit(3)
finally:
    supervisor.stop()
"""


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator[Supervisor]:
    supervisor = Supervisor(tmp_path, {"GREETING": "labas"})
    yield supervisor
    supervisor.stop()


def is_running(pid: int) -> bool:
    """Not where only its exit status is left, which some container's first process never collects."""
    output = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True).stdout.strip()
    return output != "" and not output.startswith("Z")


def wait_until_gone(*pids: int) -> None:
    end = time.monotonic() + 10
    while any(is_running(pid) for pid in pids):
        assert time.monotonic() < end, "still running"
        time.sleep(0.05)


@contextmanager
def parent(**options: Any) -> Iterator[tuple["subprocess.Popen[bytes]", list[int]]]:
    """A process with two children, and their numbers."""
    command = [sys.executable, "-c", PARENT]
    with subprocess.Popen(command, stdout=subprocess.PIPE, process_group=0, **options) as process:
        try:
            assert process.stdout
            yield process, [int(process.stdout.read(9)) for _ in range(2)]
        finally:
            process.kill()


def test_a_child_that_dies_whenever_it_is_started_is_told_by_name_and_the_others_end_with_the_parent(
    supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.runtime.supervisor.FIRST_DELAY_SECONDS", 0.01)
    told: list[str] = []
    supervisor.start("long one", SLEEP)
    supervisor.start("short one", ["-c", "import sys; sys.exit(7)"])
    with pytest.raises(ChildDied, match=r"short one ended by itself \(exit status 7\)"):
        supervisor.watch(told.append)
    assert len(told) == MOST_QUICK_DEATHS - 1
    supervisor.stop()
    assert supervisor.children["long one"].returncode == 128 + signal.SIGTERM


def test_a_child_that_dies_once_is_started_again_and_the_others_go_on(supervisor: Supervisor, tmp_path: Path) -> None:
    victim = "import os, signal, time; os.path.exists('once') and time.sleep(60); open('once', 'w'); "
    supervisor.start("long one", SLEEP)
    supervisor.start("victim", ["-c", f"{victim} os.kill(os.getpid(), signal.SIGKILL)"])
    told: list[str] = []

    def is_back() -> bool:
        return bool(told) and supervisor.children["victim"].poll() is None

    end_when(is_back)
    with pytest.raises(Ended):
        supervisor.watch(told.append)
    assert told == ["The victim ended by itself (signal 9). It is started again."]
    assert supervisor.children["long one"].poll() is None


def end_when(is_time: Callable[[], bool]) -> None:
    """Ends the watching of this process by a signal."""

    def wait() -> None:
        while not is_time():
            time.sleep(0.05)
        os.kill(os.getpid(), signal.SIGUSR1)

    def end(number: int, frame: Any) -> None:
        raise Ended(number)

    signal.signal(signal.SIGUSR1, end)
    Thread(target=wait, daemon=True).start()


def test_children_see_the_environment_they_were_given(supervisor: Supervisor, tmp_path: Path) -> None:
    supervisor.start("writer", ["-c", "import os; open('seen', 'w').write(os.environ['GREETING'])"])
    supervisor.children["writer"].wait(10)
    assert (tmp_path / "seen").read_text() == "labas"


def test_a_child_that_does_not_obey_is_killed(
    supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("portal.runtime.supervisor.GRACE_SECONDS", 0.5)
    supervisor.start("deaf", DEAF)
    assert supervisor.wait_for((tmp_path / "deaf").exists, 10)
    supervisor.stop()
    assert supervisor.children["deaf"].returncode == 128 + signal.SIGKILL


def test_waiting_ends_after_its_time(supervisor: Supervisor) -> None:
    supervisor.start("long one", SLEEP)
    assert supervisor.wait_for(lambda: True, 1)
    assert not supervisor.wait_for(lambda: False, 0.3)


def as_from_a_shell() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
@pytest.mark.parametrize("to_group", [False, True])
def test_a_signal_to_the_parent_or_to_the_group_ends_all(number: signal.Signals, to_group: bool) -> None:
    # SIGINT is ignored in what a shell starts in the background; the parent has to obey all the same. SIGHUP is ignored
    # where `nohup` runs the tests; the parent honours that.
    with parent(preexec_fn=as_from_a_shell) as (process, children):
        (os.killpg if to_group else os.kill)(process.pid, number)
        assert process.wait(10) == 3
        wait_until_gone(*children)


def test_children_end_with_a_parent_that_is_killed() -> None:
    with parent() as (process, children):
        os.killpg(process.pid, signal.SIGKILL)
        wait_until_gone(*children)


def test_what_a_killed_child_has_started_ends_too(supervisor: Supervisor, tmp_path: Path) -> None:
    grandchild = "import os, time; open('grandchild', 'w').write(str(os.getpid())); time.sleep(60)"
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {grandchild!r}])"
    supervisor.start("child", ["-c", child])
    written = tmp_path / "grandchild"
    assert supervisor.wait_for(lambda: written.exists() and written.read_text() != "", 10)
    os.kill(_parent(int(written.read_text())), signal.SIGKILL)
    with pytest.raises(ChildDied):
        supervisor.wait_for(lambda: False, 10)
    wait_until_gone(int(written.read_text()))


def _parent(pid: int) -> int:
    output = subprocess.run(["ps", "-o", "ppid=", "-p", str(pid)], check=True, capture_output=True, text=True)
    return int(output.stdout)
