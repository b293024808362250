"""Which files are one document: a file by itself, or one for each language that are called alike."""

import hashlib
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from portal.addresses.slugs import slug_from
from portal.runtime.sandbox import Sandbox
from portal.runtime.sandbox.plain import pack, unpack_whole

from ..reading.document import ReadDocument
from ..reading.file_names import base_name, name_parts
from ..reading.sources import find_paths
from .isolated_reading import FileContent, find_isolated, read_isolated
from .wording import worded


@dataclass(frozen=True)
class FoundFile:
    """A file that was found, with its checksum; or what is wrong with it."""

    name: str
    sha256: str
    problem: str = ""


@dataclass(frozen=True)
class FileGroup:
    """Files that are called alike, by language; a file of which the name says no language is under ""."""

    identifier: str
    files: dict[str, FoundFile]

    @property
    def names(self) -> list[str]:
        return [file.name for file in self.files.values()]


class Spool:
    """Contents of files on the disk until their turn comes, so that no more than one document is in memory, and the
    sandbox in which they are read."""

    def __init__(self, folder: Path, sandbox: Sandbox) -> None:
        self._folder = folder
        self.sandbox = sandbox

    def find(self, paths: Iterable[Path]) -> Iterator[FoundFile]:
        """Keeps the files of folders and ZIP archives."""
        for source in find_paths(paths):
            if source.problem:
                yield FoundFile(source.name, "", worded(source.problem))
                continue
            for content in find_isolated(self.sandbox, source.path.name, source.path):
                yield self.keep(replace(content, name=source.name + content.name.removeprefix(source.path.name)))

    def find_in(self, name: str, file: BinaryIO) -> list[FoundFile]:
        """Keeps what is in a file of any storage."""
        copy = self._folder / "copy"
        with copy.open("wb") as output:
            shutil.copyfileobj(file, output)
        found = [self.keep(source) for source in find_isolated(self.sandbox, base_name(name), copy)]
        copy.unlink()
        return found

    def keep(self, file: FileContent) -> FoundFile:
        if file.problem:
            return FoundFile(file.name, "", file.problem)
        found = FoundFile(file.name, hashlib.sha256(file.content).hexdigest())
        path = self._folder / found.sha256
        if not path.exists():
            path.write_bytes(file.content)
        return found

    def content(self, found: FoundFile) -> bytes:
        return (self._folder / found.sha256).read_bytes()

    def read(self, found: FoundFile) -> ReadDocument:
        """What is in the file; read once only, for a scan takes seconds a page.

        Raises:
            Refused: with a message for people.
        """
        path = self._folder / f"{found.sha256}.read"
        if path.exists():
            document: ReadDocument = unpack_whole(ReadDocument, path.read_bytes())
            return replace(document, name=found.name)
        document = read_isolated(self.sandbox, found.name, self.content(found))
        path.write_bytes(pack(document))
        return document


@contextmanager
def spooled() -> Iterator[Spool]:
    with tempfile.TemporaryDirectory(prefix="portal-documents-") as folder, Sandbox() as sandbox:
        yield Spool(Path(folder), sandbox)


def group_files(files: Iterable[FoundFile]) -> list[FileGroup]:
    """Files grouped by name (`visit_lt.txt` and `visit_en.txt`, `lt/visit.txt` and `en/visit.txt`), in the order of
    their identifiers. Two files of one language do not share a document."""
    groups: dict[str, dict[str, FoundFile]] = {}
    for file in sorted(files, key=lambda file: file.name):
        stem, language = name_parts(file.name)
        group = groups.setdefault(stem, {})
        if language in group or "" in group or (language == "" and group):
            group = groups.setdefault(f"{stem} {PurePosixPath(file.name).name}", {})
        group[language] = file
    taken: dict[str, int] = {}
    found = []
    for stem, group in groups.items():
        identifier = slug_from(stem.replace("/", " "))
        taken[identifier] = taken.get(identifier, 0) + 1
        found.append(FileGroup(identifier if taken[identifier] == 1 else f"{identifier}-{taken[identifier]}", group))
    return sorted(found, key=lambda group: group.identifier)
