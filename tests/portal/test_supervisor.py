"""Processes of the demonstration end together."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.supervisor import ChildDied, Supervisor

SLEEP = ["-c", "import time; time.sleep(60)"]
DEAF = [
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)",
]
PARENT = """
import sys
from pathlib import Path
from portal.supervisor import Ended, Supervisor, end_on_signals
end_on_signals()
supervisor = Supervisor(Path.cwd(), {})
try:
    for name in ("one", "two"):
        supervisor.start(name, ["-c", "import time; time.sleep(60)"])
    print(*(child.pid for child in supervisor.children.values()), flush=True)
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
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_the_death_of_one_is_told_by_name_and_ends_the_others(supervisor: Supervisor) -> None:
    supervisor.start("long one", SLEEP)
    supervisor.start("short one", ["-c", "import sys; sys.exit(7)"])
    with pytest.raises(ChildDied, match=r"short one ended by itself \(exit status 7\)"):
        supervisor.watch()
    supervisor.stop()
    assert supervisor.children["long one"].returncode == -signal.SIGTERM


def test_a_killed_child_is_told_with_its_signal(supervisor: Supervisor) -> None:
    supervisor.start("victim", SLEEP)
    supervisor.children["victim"].kill()
    with pytest.raises(ChildDied, match=r"victim ended by itself \(signal 9\)"):
        supervisor.watch()


def test_children_see_the_environment_they_were_given(supervisor: Supervisor, tmp_path: Path) -> None:
    supervisor.start("writer", ["-c", "import os; open('seen', 'w').write(os.environ['GREETING'])"])
    supervisor.children["writer"].wait(10)
    assert (tmp_path / "seen").read_text() == "labas"


def test_a_child_that_does_not_obey_is_killed(supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.supervisor.GRACE_SECONDS", 0.5)
    supervisor.start("deaf", DEAF)
    time.sleep(0.5)
    supervisor.stop()
    assert supervisor.children["deaf"].returncode == -signal.SIGKILL


def test_waiting_ends_after_its_time(supervisor: Supervisor) -> None:
    supervisor.start("long one", SLEEP)
    assert supervisor.wait_for(lambda: True, 1)
    assert not supervisor.wait_for(lambda: False, 0.3)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
@pytest.mark.parametrize("to_group", [False, True])
def test_a_signal_to_the_parent_or_to_the_group_ends_all(number: signal.Signals, to_group: bool) -> None:
    # SIGINT is ignored in what a shell starts in the background; the parent has to obey all the same.
    process = subprocess.Popen(
        [sys.executable, "-c", PARENT],
        stdout=subprocess.PIPE,
        process_group=0,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN) and None,
    )
    assert process.stdout
    children = [int(pid) for pid in process.stdout.readline().split()]
    assert len(children) == 2
    (os.killpg if to_group else os.kill)(process.pid, number)
    assert process.wait(10) in {1, 3}
    assert [pid for pid in children if is_running(pid)] == []
    process.communicate()
