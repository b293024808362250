"""Finds the documents in files, folders and ZIP archives, with one file in memory at a time."""

import os
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from news.importer.reading.document import Unreadable
from news.importer.reading.file_names import base_name

from .archive import entry_name, open_archive, read_entry
from .kinds import ARCHIVE_BEGINNINGS, Kind, recognise_package
from .limits import LARGEST_FILE_BYTES
from .reader import read_whole

# What systems and programs leave between documents.
_SYSTEM_FILES = {"thumbs.db", "desktop.ini", "__macosx"}
_SYSTEM_PREFIXES = (".", "~$")


@dataclass(frozen=True)
class SourceFile:
    """A file under its path from the folder or archive that was given, with slashes; without content, what is wrong."""

    name: str
    content: bytes
    problem: str = ""


def find_sources(paths: Iterable[Path], find: Callable[[str, Path], Iterator[SourceFile]]) -> Iterator[SourceFile]:
    """The files, ordered by name within each path that is given; archives inside archives are not opened.

    `find` gives what is in a file, as `find_in_file` does.
    """
    for path in paths:
        if path.is_dir():
            folder = path.resolve()
            for file in _files_below(folder):
                yield from _find(find, file, f"{folder.name}/{file.relative_to(folder).as_posix()}".lstrip("/"))
        else:
            yield from _find(find, path, path.name)


def find_in_file(name: str, file: BinaryIO) -> Iterator[SourceFile]:
    """The file, or the files in it where it is a ZIP archive."""
    name = base_name(name)
    try:
        file.seek(0)
        if file.read(len(ARCHIVE_BEGINNINGS[0])) in ARCHIVE_BEGINNINGS:
            with open_archive(file) as archive:
                if recognise_package(archive) == Kind.ARCHIVE:
                    yield from _find_in_archive(archive, name)
                    return
        file.seek(0)
        content = read_whole(file)
    except Unreadable as error:
        yield SourceFile(name, b"", str(error))
        return
    yield SourceFile(name, content)


def _find(find: Callable[[str, Path], Iterator[SourceFile]], path: Path, name: str) -> Iterator[SourceFile]:
    if not path.is_file():
        problem = _("This is no file.") if path.exists() else _("There is no such file.")
        yield SourceFile(name, b"", problem)
        return
    try:
        for found in find(path.name, path):
            yield replace(found, name=name + found.name.removeprefix(path.name))
    except OSError as error:
        yield SourceFile(name, b"", _("The file cannot be opened: %(error)s") % {"error": error.strerror})


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
            yield SourceFile(name, b"", str(error))
