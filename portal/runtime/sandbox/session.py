"""The owner's side of a sandbox."""

import logging
import os
import signal
import time
from collections.abc import Callable
from threading import Lock
from types import TracebackType
from typing import Any, Final, Self, TypeVar, get_type_hints

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from .limits import Limits
from .messages import STARTED, Answer, Call, CallOutcome, Keep, Request, name_of
from .plain import Unexpected, unpack
from .process import Ended, Process, TooLarge, TooLong, configuration

logger = logging.getLogger(__name__)
Result = TypeVar("Result")

# Of a machine that is busy: until the process has started and imported what it needs.
_STARTING_SECONDS: Final = 60.0
_OUT_OF_TIME: Final = 128 + signal.SIGXCPU


class Sandbox:
    """Calls functions in a process of their own, one after another. It starts with the first call and anew after one
    that fell over or was broken off; `close` ends it, and so does the end of this process. Not for several threads."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Keep, object]] = {}
        self._process: Process | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the process with all that it started."""
        process, self._process = self._process, None
        if process:
            process.kill()

    def keep(self, name: str, value: object) -> None:
        """Functions whose call names it in `kept` get the value, a dataclass, by that name; it is sent only once."""
        self._kept[name] = (Keep(name, name_of(type(value))), value)
        self.close()

    def run(
        self,
        function: Callable[..., Result],
        *arguments: object,
        limits: Limits,
        refusal: type[Exception],
        kept: tuple[str, ...] = (),
        warm: Callable[[], None] | None = None,
    ) -> Result:
        """What the function of a module returns for the arguments, of the types that it names.

        `warm` is called once in the process, and what it loads is there for every call.

        Raises:
            refusal: as the function does; and with a message for people where a limit was reached or it fell over.
        """
        call = Call(
            function=name_of(function),
            kept=kept,
            warm=name_of(warm) if warm else "",
            refusal=name_of(refusal),
            language=translation.get_language() or settings.LANGUAGE_CODE,
            limits=limits,
        )
        answered = False
        try:
            answer, value = self._ask(call, arguments, get_type_hints(function)["return"])
            answered = True
        except TooLong:
            raise refusal(_too_busy()) from None
        except TooLarge:
            raise refusal(_("What is in the file is too large to be read. Divide it.")) from None
        except (Ended, Unexpected) as error:
            status = self._process.wait() if self._process and isinstance(error, Ended) else None
            logger.warning("%s fell over: exit status %s, %s", call.function, status, error)
            raise refusal(_too_long() if status == _OUT_OF_TIME else _broken()) from None
        finally:
            # Whatever came in between, nobody knows what the process is doing.
            if not answered:
                self.close()
        if answer.outcome == CallOutcome.RETURNED:
            returned: Result = value
            return returned
        raise refusal(_reason(call, answer))

    def _ask(self, call: Call, arguments: tuple[object, ...], kind: Any) -> tuple[Answer, Any]:
        if self._process and self._process.configuration != configuration():
            self.close()
        if self._process is None:
            self._process = Process()
            for keep, value in self._kept.values():
                self._process.send(Request(keep=keep), value)
        process = self._process
        process.send(Request(call=call), arguments)
        if process.read(len(STARTED), time.monotonic() + _STARTING_SECONDS) != STARTED:
            raise Unexpected("no start")
        deadline = time.monotonic() + call.limits.seconds
        answer = unpack(Answer, *process.read_frame(deadline, call.limits.answer))
        frame = process.read_frame(deadline, call.limits.answer)
        return answer, unpack(kind if answer.outcome == CallOutcome.RETURNED else None, *frame)


class _Idle:
    """A sandbox that waits for the next single call of this process, which would take longer to start one."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._sandbox: Sandbox | None = None
        self._owner = 0

    def take(self) -> Sandbox:
        with self._lock:
            sandbox, self._sandbox = self._sandbox, None
        # One of a process that has forked since is not ours.
        return sandbox if sandbox and self._owner == os.getpid() else Sandbox()

    def give_back(self, sandbox: Sandbox) -> None:
        with self._lock:
            if self._sandbox is None:
                self._sandbox, self._owner = sandbox, os.getpid()
                return
        sandbox.close()


_idle = _Idle()


def run(function: Callable[..., Result], *arguments: object, limits: Limits, refusal: type[Exception]) -> Result:
    """One call in a process of its own, as `Sandbox.run`; may be called by several threads."""
    sandbox = _idle.take()
    try:
        return sandbox.run(function, *arguments, limits=limits, refusal=refusal)
    finally:
        _idle.give_back(sandbox)


def _reason(call: Call, answer: Answer) -> str:
    if answer.outcome == CallOutcome.REFUSED:
        return answer.message
    if answer.outcome == CallOutcome.OUT_OF_MEMORY:
        return _("Reading the file takes more memory than is allowed. Divide it.")
    if answer.outcome == CallOutcome.FAILED:
        logger.error("%s failed:\n%s", call.function, answer.message)
    return _broken()


def _too_long() -> str:
    return _("The file takes too long to read. Divide it, or save it anew in another program.")


def _too_busy() -> str:
    """Of the processor it has had less than it may have."""
    return _(
        "The server is too busy to read the file, or the file takes too long. Try again in a while; if that does not "
        "help, divide it, or save it anew in another program."
    )


def _broken() -> str:
    return _("The file cannot be read: it is damaged, or nested too deeply. Save it anew in another program.")
