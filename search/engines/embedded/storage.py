"""The builds of the embedded index: their place, their lock, and what a process has open.

Each build is a directory of its own; SEARCH_INDEX_PATH is a symbolic link to the current one. Renaming a new link over
the old one swaps builds in one step. Writers take turns by a lock beside it; readers need none: what they have open
stays as it is, and a commit is there for whoever looks next.
"""

import errno
import fcntl
import logging
import os
import secrets
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import tantivy

from portal.storage.files import move_aside
from search.index.interface import EngineAway, EngineUnavailable

from .layout import REBUILD_HINT, TEXTS, WORDS, Layout, read_about, texts_schema, words_schema

logger = logging.getLogger(__name__)

BUSY_SECONDS = 10.0
SECONDS_BETWEEN_TRIES = 0.01
# Tantivy tells errors by their texts alone. Those of what it finds in its files, and does not find; what it says of a
# question is none of them.
_DAMAGED = (
    "Failed to open",
    "An IO error occurred",
    "Data corrupted",
    "An error occurred in a thread",
    "Internal error",
    "System error",
    "Incompatible index",
)
# The machine lacks room or rights: no reason to build an index anew.
_PASSING = tuple(
    os.strerror(number)
    for number in (
        *(errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM),
        *(errno.EFBIG, errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EIO),
    )
)


@dataclass(frozen=True)
class Opened:
    """The two indexes of a build."""

    texts: tantivy.Index
    words: tantivy.Index
    layout: Layout
    built_at: str


@dataclass(frozen=True)
class _Current:
    opened: Opened
    folder: str
    inode: int
    process: int


@dataclass(frozen=True)
class Session:
    """One moment of the index."""

    texts: tantivy.Searcher
    words: tantivy.Searcher
    opened: Opened

    @property
    def languages(self) -> tuple[str, ...]:
        return self.opened.layout.languages


class Storage:
    """Shared by the threads of a process."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._opening = threading.Lock()
        self._current: _Current | None = None

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Raises EngineUnavailable."""
        with self._translated_errors():
            opened = self._open()
            # Sees every commit that has returned, whichever process made it: about 60 µs.
            opened.texts.reload()
            opened.words.reload()
            yield Session(opened.texts.searcher(), opened.words.searcher(), opened)

    @contextmanager
    def writing(self) -> Iterator[Opened]:
        """The only writer. Raises EngineUnavailable."""
        with self.keeping_writers_out(), self._translated_errors():
            opened = self._open()
            opened.texts.reload()
            opened.words.reload()
            yield opened

    @contextmanager
    def _translated_errors(self) -> Iterator[None]:
        try:
            yield
        except EngineUnavailable:
            self.close()
            raise
        except OSError as error:
            self.close()
            raise EngineAway(f"The search index cannot be used: {error}.") from error
        except BaseException as error:
            # A panic is what Tantivy's code did not expect of the files.
            is_panic = type(error).__name__ == "PanicException"
            if not is_panic and not (isinstance(error, ValueError) and str(error).startswith(_DAMAGED)):
                raise
            self._refuse(error)

    def _refuse(self, error: BaseException) -> NoReturn:
        """Unlinks a damaged build, so that whoever looks next finds none and builds one. Raises EngineUnavailable."""
        self.close()
        if any(reason in str(error) for reason in _PASSING):
            raise EngineAway(f"The search index cannot be used: {error}.") from error
        logger.error("%s is damaged: %s", self.path, error)
        self.path.unlink(missing_ok=True)
        raise EngineUnavailable(f"The search index is damaged ({error}). {REBUILD_HINT}") from error

    def _open(self) -> Opened:
        """The current build, opened anew after a swap and after a fork."""
        try:
            folder, inode = self._current_build()
        except FileNotFoundError as error:
            self.close()
            raise EngineUnavailable(f"There is no search index yet. {REBUILD_HINT}") from error
        current = self._current
        if current and (current.folder, current.inode, current.process) == (folder, inode, os.getpid()):
            return current.opened
        with self._opening:
            opened = open_build(Path(folder))
            self._current = _Current(opened, folder, inode, os.getpid())
        return opened

    def _current_build(self) -> tuple[str, int]:
        """Path and inode of the directory that the link names. Raises FileNotFoundError."""
        folder = os.path.realpath(self.path)
        try:
            return folder, os.stat(folder).st_ino
        except FileNotFoundError:
            # A swap may have removed it since the link was read; where it has not, this raises again.
            folder = os.path.realpath(self.path)
            return folder, os.stat(folder).st_ino

    def close(self) -> None:
        """Lets go of what the process has open; the next use opens it again."""
        self._current = None

    @contextmanager
    def keeping_writers_out(self) -> Iterator[None]:
        """Raises EngineAway where another writer takes too long."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with open(f"{self.path}.lock", "a") as file:
            end = time.monotonic() + BUSY_SECONDS
            while not _locked(file.fileno()):
                if time.monotonic() > end:
                    raise EngineAway("The search index is being written by another process.")
                time.sleep(SECONDS_BETWEEN_TRIES)
            yield

    def new_build(self) -> Path:
        """A free name for another build."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        return self.path.with_name(f"{self.path.name}.build-{secrets.token_hex(4)}")

    def take_into_use(self, build: Path) -> None:
        """Swaps builds; whoever reads the old one may finish."""
        link = self.path.with_name(f"{build.name}.link")
        link.symlink_to(build.name)
        move_aside(self.path)
        os.replace(link, self.path)

    def unused_builds(self) -> list[Path]:
        """Builds that are not in use: those of a rebuild that was killed included."""
        used = os.path.realpath(self.path)
        return [
            build for build in self.path.parent.glob(f"{self.path.name}.build-*") if os.path.realpath(build) != used
        ]

    def remove_unused_builds(self) -> None:
        for build in self.unused_builds():
            if build.is_dir() and not build.is_symlink():
                shutil.rmtree(build, ignore_errors=True)
            else:
                build.unlink(missing_ok=True)


def _locked(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def open_build(build: Path) -> Opened:
    """Raises EngineUnavailable where another version of the program has made it, ValueError where it is damaged."""
    about = read_about(build)
    return _opened(build, Layout(tuple(about["languages"])), about["built_at"])


def create(build: Path, languages: tuple[str, ...]) -> Opened:
    """A new build without contents, and not fit for use until `write_about` says when it was built."""
    for name, schema in ((TEXTS, texts_schema(languages)), (WORDS, words_schema())):
        (build / name).mkdir(parents=True)
        tantivy.Index(schema, path=str(build / name))
    return _opened(build, Layout(languages), "")


def _opened(build: Path, layout: Layout, built_at: str) -> Opened:
    texts, words = (tantivy.Index.open(str(build / name)) for name in (TEXTS, WORDS))
    for index in (texts, words):
        # Looked for before each search instead of by a thread.
        index.config_reader("manual", 0)
    return Opened(texts, words, layout, built_at)
