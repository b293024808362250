"""What a call may take."""

from dataclasses import dataclass
from typing import Final

MEBIBYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` pass on the wall from where the function's module is imported; `processor_seconds` are of one process.

    `memory` is address space in bytes, with the interpreter's own (about 200 MiB). `answer` is the size in bytes of
    what comes back, and `file` of the largest file that may be written.
    """

    seconds: float
    processor_seconds: int
    memory: int = 2048 * MEBIBYTE
    answer: int = 256 * MEBIBYTE
    file: int = 256 * MEBIBYTE


# Of the processor a request gets a second, whatever else the machine is doing; only then does the wall's time count.
WHILE_SOMEBODY_WAITS: Final = Limits(seconds=10, processor_seconds=1, answer=64 * MEBIBYTE)
