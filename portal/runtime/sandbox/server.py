"""The process that serves a sandbox: `python -m portal.runtime.sandbox.server CONFIGURATION`.

It reads calls from standard input and forks for each, so that nothing of one call is left for the next. The fork
answers by the first standard output. Where it falls over, this process ends with the fork's exit status, or 128 and the
number of the signal that ended it; where the owner is gone, it ends with all that it started.
"""

import gc
import json
import os
import resource
import select
import signal
import sys
import traceback
from collections.abc import Mapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, get_type_hints

import django
from django.conf import settings
from django.utils import translation

from portal.languages import registry

from .messages import STARTED, Answer, Call, CallOutcome, Request, name_of
from .plain import HEADER, pack, unpack

LONGEST_TRACEBACK = 4000
_REQUESTS = 0


def main(configuration: dict[str, Any]) -> None:
    answers = os.dup(sys.stdout.fileno())
    os.dup2(os.open(os.devnull, os.O_RDWR), sys.stdout.fileno())
    # No applications: their models would want a database.
    settings.configure(INSTALLED_APPS=[], LOGGING_CONFIG=None, USE_I18N=True, USE_TZ=True, **configuration)
    registry.install(settings.LANGUAGE_PACKAGES)
    django.setup()
    kept: dict[str, Any] = {}
    warmed: set[str] = set()
    while (frame := _read()) is not None:
        request = unpack(Request, *frame)
        value = _read()
        if value is None:
            return
        if request.keep:
            kept[request.keep.name] = unpack(_found(request.keep.kind), *value)
        elif request.call:
            function = _found(request.call.function)
            if request.call.warm and request.call.warm not in warmed:
                _found(request.call.warm)()
                # What is loaded stays shared between the forks.
                gc.freeze()
                warmed.add(request.call.warm)
            _write(answers, STARTED)
            _serve(function, request.call, kept, value, answers)


def _found(path: str) -> Any:
    module, _colon, name = path.partition(":")
    return getattr(import_module(module), name)


def _read() -> tuple[bytes, int] | None:
    """What follows a header, and how much of it is JSON; nothing where the owner is gone."""
    header = _read_bytes(HEADER.size)
    if len(header) < HEADER.size:
        return None
    text_length, blobs_length = HEADER.unpack(header)
    body = _read_bytes(text_length + blobs_length)
    return (body, text_length) if len(body) == text_length + blobs_length else None


def _read_bytes(length: int) -> bytes:
    content = bytearray()
    while len(content) < length and (chunk := os.read(_REQUESTS, min(length - len(content), 1 << 20))):
        content += chunk
    return bytes(content)


def _write(output: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(output, view) :]


def _serve(function: Any, call: Call, kept: Mapping[str, Any], value: tuple[bytes, int], answers: int) -> None:
    alive, held = os.pipe()
    fork = os.fork()
    if fork == 0:
        status = 1
        try:
            os.close(alive)
            # What the function starts must not hear the owner.
            os.dup2(os.open(os.devnull, os.O_RDONLY), _REQUESTS)
            _limit(call)
            _write(answers, _answer(function, call, kept, value))
            status = 0
        finally:
            os._exit(status)
    os.close(held)
    # The end of the fork, or of the owner, who may send the next request before the fork has gone.
    ends = select.poll()
    ends.register(alive, select.POLLIN)
    ends.register(_REQUESTS, 0)
    if _REQUESTS in dict(ends.poll()):
        os.killpg(0, signal.SIGKILL)
    os.close(alive)
    _pid, status = os.waitpid(fork, 0)
    code = os.waitstatus_to_exitcode(status)
    if code:
        sys.exit(code if code > 0 else 128 - code)


def _limit(call: Call) -> None:
    limits = call.limits
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.file, limits.file))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.processor_seconds, limits.processor_seconds + 1))
    if sys.platform == "linux":
        # Other systems do not take it.
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
        # A machine that runs out of memory ends this process before any other.
        with suppress(OSError):
            Path("/proc/self/oom_score_adj").write_text("1000")


def _answer(function: Any, call: Call, kept: Mapping[str, Any], value: tuple[bytes, int]) -> bytes:
    """What came of the call, and what was returned: each packed by itself, for each is read by a type of its own."""
    try:
        translation.activate(call.language)
        kinds = [kind for name, kind in get_type_hints(function).items() if name not in (*call.kept, "return")]
        arguments = unpack(tuple[tuple(kinds)], *value)  # type: ignore[misc]
        returned = function(*arguments, **{name: kept[name] for name in call.kept})
        return pack(Answer(CallOutcome.RETURNED)) + pack(returned)
    except MemoryError:
        answer = Answer(CallOutcome.OUT_OF_MEMORY)
    except RecursionError:
        answer = Answer(CallOutcome.NESTED)
    except Exception as error:
        if name_of(type(error)) == call.refusal:
            answer = Answer(CallOutcome.REFUSED, str(error))
        else:
            answer = Answer(CallOutcome.FAILED, traceback.format_exc()[-LONGEST_TRACEBACK:])
    return pack(answer) + pack(None)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
