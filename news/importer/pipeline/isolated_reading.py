"""Reads the files of strangers in a sandbox; what the readers say comes out in the user's language."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from portal.runtime.sandbox import Limits, Sandbox, run
from portal.runtime.sandbox.limits import WHILE_SOMEBODY_WAITS

from ..reading.archive import BEGINNINGS
from ..reading.document import Picture, ReadDocument, Unreadable
from ..reading.kinds import cost_of
from ..reading.limits import LARGEST_FILE_BYTES, Cost
from ..reading.package import picture_in
from ..reading.reader import read_document
from ..reading.sources import cannot_be_opened, find_in_file
from .links import with_good_links
from .wording import Refused, worded

UNPACKING = Limits(seconds=300, processor_seconds=60, file=LARGEST_FILE_BYTES)


@dataclass(frozen=True)
class FileContent:
    """A file under its path from the file that it was found in; without content, what is wrong with it."""

    name: str
    content: bytes
    problem: str = ""


@dataclass(frozen=True)
class Unpacked:
    """A file found in another; its content lies in the folder under `number`, unless there is a problem."""

    name: str
    number: int
    problem: str


def limits_of_reading(cost: Cost) -> Limits:
    return Limits(seconds=cost.seconds, processor_seconds=cost.processor_seconds, memory=cost.memory_bytes)


def read_isolated(sandbox: Sandbox, name: str, content: bytes) -> ReadDocument:
    """As `read_document`, with none but links that may be published.

    Raises:
        Refused: also for what takes too long or too much memory.
    """
    return sandbox.run(read, name, content, limits=limits_of_reading(cost_of(content)), refusal=Refused)


def read(name: str, content: bytes) -> ReadDocument:
    try:
        return with_good_links(read_document(name, content))
    except Unreadable as error:
        raise Refused(worded(error.message)) from error


def find_isolated(sandbox: Sandbox, name: str, path: Path) -> Iterator[FileContent]:
    """As `find_in_file`, one file in memory at a time."""
    try:
        with path.open("rb") as file:
            is_archive = file.read(len(BEGINNINGS[0])) in BEGINNINGS
            file.seek(0)
            if not is_archive:
                for source in find_in_file(name, file):
                    yield FileContent(source.name, source.content, worded(source.problem) if source.problem else "")
                return
        with tempfile.TemporaryDirectory(prefix="portal-archive-") as folder:
            found = sandbox.run(unpack, name, str(path), folder, limits=UNPACKING, refusal=Refused)
            for one in found:
                content = b"" if one.problem else Path(folder, str(one.number)).read_bytes()
                yield FileContent(one.name, content, one.problem)
                Path(folder, str(one.number)).unlink(missing_ok=True)
    except Refused as error:
        yield FileContent(name, b"", str(error))
    except OSError as error:
        yield FileContent(name, b"", worded(cannot_be_opened(error)))


def unpack(name: str, path: str, folder: str) -> tuple[Unpacked, ...]:
    """Puts what is in a file into a folder."""
    unpacked = []
    with Path(path).open("rb") as file:
        for number, found in enumerate(find_in_file(name, file)):
            if not found.problem:
                Path(folder, str(number)).write_bytes(found.content)
            unpacked.append(Unpacked(found.name, number, worded(found.problem) if found.problem else ""))
    return tuple(unpacked)


def picture_isolated(content: bytes, part: str) -> Picture | None:
    """As `picture_in`, while somebody waits."""
    return run(picture, content, part, limits=WHILE_SOMEBODY_WAITS, refusal=Refused)


def picture(content: bytes, part: str) -> Picture | None:
    try:
        return picture_in(content, part)
    except Unreadable as error:
        raise Refused(worded(error.message)) from error
