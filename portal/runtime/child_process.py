"""Child processes that never outlive their owner: `python -m portal.runtime.child_process OPTIONS -- COMMAND`.

The module run as a program is a guard that runs the command. The owner holds the other end of its standard input. When
that closes, even because the owner was killed, the command is told to end, its process group is cleared and its
directory removed. The guard ends with the command's exit status, or 128 and the number of the signal that ended it.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

GRACE_SECONDS = 10.0


def start(
    command: Sequence[str],
    *,
    end_signal: signal.Signals = signal.SIGTERM,
    grace: float = GRACE_SECONDS,
    directory: Path | None = None,
    user: str | None = None,
    remove: str | None = None,
    environment: dict[str, str] | None = None,
    output: int | None = None,
) -> "subprocess.Popen[bytes]":
    """Starts the command in `directory`; `stop` ends it by `end_signal`, and by force after `grace` seconds.

    The guard has a session of its own: a signal to the owner's process group leaves it to the owner what to do.
    """
    options = ["--signal", end_signal.name, "--grace", str(grace)]
    options += ["--directory", str(directory)] if directory else []
    options += ["--user", user] if user else []
    options += ["--remove", remove] if remove else []
    return subprocess.Popen(
        [sys.executable, "-m", "portal.runtime.child_process", *options, "--", *command],
        stdin=subprocess.PIPE,
        stdout=output,
        stderr=subprocess.STDOUT if output is not None else None,
        env=environment,
        start_new_session=True,
    )


def let_go(guard: "subprocess.Popen[bytes]") -> None:
    """Tells the command to end, without waiting for it."""
    if guard.stdin:
        guard.stdin.close()


def stop(guard: "subprocess.Popen[bytes]") -> int:
    """Ends the command and waits for it; returns its exit status."""
    let_go(guard)
    return guard.wait()


def run(command: Sequence[str], environment: dict[str, str]) -> int:
    """Runs the command to its end and returns its exit status; an exception meanwhile ends the command."""
    guard = start(command, end_signal=signal.SIGINT, environment=environment)
    try:
        return guard.wait()
    finally:
        stop(guard)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--signal", required=True)
    parser.add_argument("--grace", type=float, required=True)
    parser.add_argument("--directory")
    parser.add_argument("--user")
    parser.add_argument("--remove")
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    # The owner decides; a signal that reaches the whole session must not end the guard.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: None)
    directory = options.directory or options.remove
    account = {"user": options.user, "group": options.user, "extra_groups": []} if options.user else {}
    child = subprocess.Popen(options.command, stdin=subprocess.DEVNULL, process_group=0, cwd=directory, **account)
    ending = (child, signal.Signals[options.signal], options.grace)
    threading.Thread(target=_end_with_owner, args=ending, daemon=True).start()
    returncode = child.wait()
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    if options.remove:
        shutil.rmtree(options.remove, ignore_errors=True)
    return returncode if returncode >= 0 else 128 - returncode


def _end_with_owner(child: "subprocess.Popen[bytes]", end_signal: signal.Signals, grace: float) -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    child.send_signal(end_signal)
    try:
        child.wait(grace)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main())
