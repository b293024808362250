"""Several processes in the foreground that live and die together."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType

# Children end within two seconds; whoever has not done so after this time is killed.
GRACE_SECONDS = 5.0
ENDING_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class Ended(BaseException):
    """The process was told to end by the signal `number`. Not an Exception, so that nobody handles it on the way."""

    def __init__(self, number: int) -> None:
        super().__init__(signal.Signals(number).name)
        self.number = number


class ChildDied(Exception):
    """A child that should have gone on running has ended; `name` says which, `returncode` how."""

    def __init__(self, name: str, returncode: int) -> None:
        how = f"signal {-returncode}" if returncode < 0 else f"exit status {returncode}"
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


class Supervisor:
    """Starts children in this process's own group, so that a signal to the group reaches each of them."""

    def __init__(self, directory: Path, environment: dict[str, str]) -> None:
        self.directory = directory
        self.environment = environment
        self.children: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, arguments: Sequence[str]) -> None:
        self.children[name] = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=self.directory,
            env=os.environ | self.environment,
            stdin=subprocess.DEVNULL,
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

    def watch(self) -> None:
        """Returns never: raises ChildDied, or Ended on a signal."""
        while True:
            self.check()
            time.sleep(0.2)

    def stop(self) -> None:
        """Ends all children and returns when they are gone."""
        for child in self.children.values():
            if child.poll() is None:
                child.terminate()
        end = time.monotonic() + GRACE_SECONDS
        for child in self.children.values():
            try:
                child.wait(max(0.0, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
