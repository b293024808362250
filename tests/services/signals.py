"""Ending in good order: signals become an exception that unwinds everything that was started."""

import signal
from types import FrameType

ENDING_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


def end_on_signals() -> None:
    """From here on the first SIGTERM, SIGINT or SIGHUP raises SystemExit; further ones do not disturb the unwinding."""

    def end(number: int, frame: FrameType | None) -> None:
        for other in ENDING_SIGNALS:
            signal.signal(other, signal.SIG_IGN)
        raise SystemExit(128 + number)

    for number in ENDING_SIGNALS:
        signal.signal(number, end)
