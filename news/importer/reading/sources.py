"""Finds the documents in files, folders and ZIP archives, with one file in memory at a time."""

import os
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from .archive import BEGINNINGS, entry_name, open_archive, read_entry
from .document import Unreadable
from .file_names import base_name
from .kinds import recognise_package
from .limits import LARGEST_FILE_BYTES
from .messages import Code, Message
from .reader import read_whole

# What systems and programs leave between documents.
_SYSTEM_FILES = {"thumbs.db", "desktop.ini", "__macosx"}
_SYSTEM_PREFIXES = (".", "~$")


@dataclass(frozen=True)
class SourceFile:
    """A file under its path from the folder or archive that was given, with slashes; without content, what is wrong."""

    name: str
    content: bytes
    problem: Message | None = None


@dataclass(frozen=True)
class SourcePath:
    """Where a file is, under its path from the folder that was given; or what is wrong with it."""

    name: str
    path: Path
    problem: Message | None = None


def find_paths(paths: Iterable[Path]) -> Iterator[SourcePath]:
    """The files, ordered by name within each path that is given."""
    for path in paths:
        if path.is_dir():
            folder = path.resolve()
            for file in _files_below(folder):
                yield _source(file, f"{folder.name}/{file.relative_to(folder).as_posix()}".lstrip("/"))
        else:
            yield _source(path, path.name)


def find_sources(paths: Iterable[Path]) -> Iterator[SourceFile]:
    """The files, and those in archives; archives inside archives are not opened."""
    for source in find_paths(paths):
        if source.problem:
            yield SourceFile(source.name, b"", source.problem)
            continue
        try:
            with source.path.open("rb") as file:
                for found in find_in_file(source.path.name, file):
                    yield replace(found, name=source.name + found.name.removeprefix(source.path.name))
        except OSError as error:
            yield SourceFile(source.name, b"", cannot_be_opened(error))


def find_in_file(name: str, file: BinaryIO) -> Iterator[SourceFile]:
    """The file, or the files in it where it is a ZIP archive."""
    name = base_name(name)
    try:
        file.seek(0)
        if file.read(len(BEGINNINGS[0])) in BEGINNINGS:
            with open_archive(file) as archive:
                if recognise_package(archive) is None:
                    yield from _find_in_archive(archive, name)
                    return
        file.seek(0)
        content = read_whole(file)
    except Unreadable as error:
        yield SourceFile(name, b"", error.message)
        return
    yield SourceFile(name, content)


def cannot_be_opened(error: OSError) -> Message:
    return Message(Code.CANNOT_BE_OPENED, {"error": error.strerror or str(error)})


def _source(path: Path, name: str) -> SourcePath:
    if path.is_file():
        return SourcePath(name, path)
    return SourcePath(name, path, Message(Code.NOT_A_FILE if path.exists() else Code.NO_SUCH_FILE))


def _files_below(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _is_of_system(name))
        yield from (Path(parent, name) for name in sorted(names) if not _is_of_system(name))


def _is_of_system(name: str) -> bool:
    return name.lower() in _SYSTEM_FILES or name.startswith(_SYSTEM_PREFIXES)


def _find_in_archive(archive: zipfile.ZipFile, archive_name: str) -> Iterator[SourceFile]:
    entries = [(entry_name(entry), entry) for entry in archive.infolist() if not entry.is_dir()]
    for name, entry in sorted(entries, key=lambda named: named[0]):
        if any(_is_of_system(part) for part in name.split("/")):
            continue
        name = f"{archive_name}/{name}"
        try:
            yield SourceFile(name, read_entry(archive, entry, LARGEST_FILE_BYTES))
        except Unreadable as error:
            yield SourceFile(name, b"", error.message)
