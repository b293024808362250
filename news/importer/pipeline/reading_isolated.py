"""Reads the files of strangers in a sandbox."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from news.importer.reading.document import Picture, ReadDocument, Unreadable
from portal.runtime.sandbox import Sandbox, run
from portal.runtime.sandbox.limits import WHILE_SOMEBODY_WAITS

from ..reading.kinds import ARCHIVE_BEGINNINGS, may_be_scanned
from ..reading.limits import READING, RECOGNISING, UNPACKING
from ..reading.package import picture_in
from ..reading.reader import read_document
from ..reading.sources import SourceFile, find_in_file


@dataclass(frozen=True)
class Unpacked:
    """A file found in another; its content lies in the folder under `number`, unless there is a problem."""

    name: str
    number: int
    problem: str


def read_isolated(sandbox: Sandbox, name: str, content: bytes) -> ReadDocument:
    """As `read_document`.

    Raises:
        Unreadable: also for what takes too long or too much memory.
    """
    limits = RECOGNISING if may_be_scanned(content) else READING
    return sandbox.run(read_document, name, content, limits=limits, refusal=Unreadable)


def find_isolated(sandbox: Sandbox, name: str, path: Path) -> Iterator[SourceFile]:
    """As `find_in_file`, one file in memory at a time."""
    try:
        with path.open("rb") as file:
            is_archive = file.read(len(ARCHIVE_BEGINNINGS[0])) in ARCHIVE_BEGINNINGS
            file.seek(0)
            if not is_archive:
                yield from find_in_file(name, file)
                return
        with tempfile.TemporaryDirectory(prefix="portal-archive-") as folder:
            found = sandbox.run(unpack, name, str(path), folder, limits=UNPACKING, refusal=Unreadable)
            for one in found:
                content = b"" if one.problem else Path(folder, str(one.number)).read_bytes()
                yield SourceFile(one.name, content, one.problem)
                Path(folder, str(one.number)).unlink(missing_ok=True)
    except Unreadable as error:
        yield SourceFile(name, b"", str(error))


def unpack(name: str, path: str, folder: str) -> tuple[Unpacked, ...]:
    """Puts what is in a file into a folder."""
    unpacked = []
    with Path(path).open("rb") as file:
        for number, found in enumerate(find_in_file(name, file)):
            if not found.problem:
                Path(folder, str(number)).write_bytes(found.content)
            unpacked.append(Unpacked(found.name, number, found.problem))
    return tuple(unpacked)


def picture_isolated(content: bytes, part: str) -> Picture | None:
    """As `picture_in`, while somebody waits."""
    return run(picture_in, content, part, limits=WHILE_SOMEBODY_WAITS, refusal=Unreadable)
