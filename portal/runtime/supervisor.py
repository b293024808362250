"""Several processes in the foreground: they end together, and one that dies by itself is started again."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from portal.runtime import child_process

# Children end within two seconds; one that has not done so after this time is killed.
GRACE_SECONDS = 5.0
# A child that dies so soon after its start has not done its work; so many times in a row, it never will.
QUICK_SECONDS = 30.0
MOST_QUICK_DEATHS = 5
FIRST_DELAY_SECONDS = 0.5
ENDING_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class Ended(BaseException):
    """The process was told to end by the signal `number`. Not an Exception, so that nobody handles it on the way."""

    def __init__(self, number: int) -> None:
        super().__init__(signal.Signals(number).name)
        self.number = number


class ChildDied(Exception):
    """A child that should have gone on running has ended; `name` says which, `returncode` how."""

    def __init__(self, name: str, returncode: int) -> None:
        how = f"signal {returncode - 128}" if returncode > 128 else f"exit status {returncode}"
        super().__init__(f"The {name} ended by itself ({how}).")
        self.name = name
        self.returncode = returncode


def end_on_signals() -> None:
    """From here on SIGTERM, SIGINT and SIGHUP raise Ended in the main thread.

    A background job of a shell starts with SIGINT ignored and still has to obey it; under nohup, SIGHUP stays ignored.
    """

    def end(number: int, frame: FrameType | None) -> None:
        for other in ENDING_SIGNALS:
            signal.signal(other, signal.SIG_IGN)
        raise Ended(number)

    for number in ENDING_SIGNALS:
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, end)


@dataclass
class _Life:
    """How a child is started, and how it has fared since."""

    arguments: Sequence[str]
    started: float
    quick_deaths: int = 0


class Supervisor:
    """Child processes end with this one, whatever happens to it, and with all that they started."""

    def __init__(self, directory: Path, environment: dict[str, str]) -> None:
        self.directory = directory
        self.environment = environment
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self._lives: dict[str, _Life] = {}

    def start(self, name: str, arguments: Sequence[str]) -> None:
        """Starts Python with the given arguments, in `directory` and with `environment` added to this one."""
        self._lives[name] = _Life(arguments, time.monotonic())
        self._start(name)

    def _start(self, name: str) -> None:
        arguments = self._lives[name].arguments
        self.children[name] = child_process.start(
            [sys.executable, *arguments],
            directory=self.directory,
            environment=os.environ | self.environment,
            grace=GRACE_SECONDS,
        )

    def check(self) -> None:
        """Raises ChildDied for a child that has ended."""
        for name, child in self.children.items():
            if child.poll() is not None:
                raise ChildDied(name, child.returncode)

    def wait_for(self, ready: Callable[[], bool], seconds: float) -> bool:
        """True once `ready` says so, False after `seconds`; raises ChildDied."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.check()
            if ready():
                return True
            time.sleep(0.1)
        return False

    def watch(self, tell: Callable[[str], None] = print) -> None:
        """Starts again what dies, and tells it; returns never.

        Raises ChildDied for a child that dies again and again as soon as it is started, and Ended on a signal.
        """
        while True:
            for name, child in self.children.items():
                if child.poll() is not None:
                    self._restart(ChildDied(name, child.returncode), tell)
            time.sleep(0.2)

    def _restart(self, death: ChildDied, tell: Callable[[str], None]) -> None:
        life = self._lives[death.name]
        is_quick = time.monotonic() - life.started < QUICK_SECONDS
        life.quick_deaths = life.quick_deaths + 1 if is_quick else 0
        if life.quick_deaths >= MOST_QUICK_DEATHS:
            raise death
        tell(f"{death} It is started again.")
        time.sleep(FIRST_DELAY_SECONDS * 2**life.quick_deaths)
        life.started = time.monotonic()
        self._start(death.name)

    def stop(self) -> None:
        """Ends all children at once and returns when they are gone."""
        for child in self.children.values():
            child_process.let_go(child)
        for child in self.children.values():
            child.wait()
