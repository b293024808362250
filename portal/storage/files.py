"""Files of the portal's own making: written whole or not at all, for nobody but the portal to read.

Used by settings as well: this module knows no Django.
"""

import logging
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

logger = logging.getLogger(__name__)

# Nobody but the account that runs the portal reads what it writes.
PRIVATE_UMASK = 0o077
PRIVATE_DIRECTORY = 0o700
_OTHERS = 0o077


def make_private(directory: Path, *, is_own: bool) -> None:
    """Makes a directory that only its owner gets into, and from here on this process writes for its owner alone.

    One that is there already is closed to others where `is_own` says that the portal alone uses it. Raises OSError.
    """
    os.umask(PRIVATE_UMASK)
    directory.mkdir(mode=PRIVATE_DIRECTORY, parents=True, exist_ok=True)
    status = directory.stat()
    if is_own and status.st_uid == os.geteuid() and status.st_mode & _OTHERS:
        directory.chmod(PRIVATE_DIRECTORY)


def kept_secret(path: Path, make: Callable[[], str], shortest: int) -> str:
    """The secret in a file, which is made where there is none that is usable. Raises OSError."""
    for _attempt in range(2):
        try:
            text = path.read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            text = ""
        except (OSError, UnicodeDecodeError) as error:
            logger.warning("%s cannot be used: %s", path, error)
            text = ""
            move_aside(path)
            path.unlink(missing_ok=True)
        if len(text) >= shortest:
            return text
        if text or path.exists():
            logger.warning("%s is cut off and made anew", path)
            path.unlink()
        write_first(path, make())
    return path.read_text(encoding="utf-8").strip()


def write_whole(path: Path, text: str) -> None:
    """Puts a file in place of what is there: whoever reads meanwhile, or after a crash, has the old one or the new one.

    A directory that stands in the way is moved aside. Raises OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = write_beside(path, text)
    try:
        move_aside(path)
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _keep_names(path.parent)


def write_first(path: Path, text: str) -> None:
    """As `write_whole`, but never in place of a file: of several processes that write, the first one wins."""
    temporary = write_beside(path, text)
    try:
        move_aside(path)
        os.link(temporary, path)
    except FileExistsError:
        pass
    finally:
        temporary.unlink(missing_ok=True)
    _keep_names(path.parent)


def write_beside(path: Path, text: str) -> Path:
    """A file in the same directory, on the disk, with a name of its own. Only its owner can read it."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.", suffix=".new")
    with open(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return Path(name)


def move_aside(path: Path) -> None:
    """Renames what is at `path` where that is no file, so that a file can be made there; nothing is deleted."""
    if path.is_dir() and not path.is_symlink():
        aside = Path(tempfile.mkdtemp(dir=path.parent, prefix=f"{path.name}.aside-"))
        path.rename(aside / path.name)
        logger.error("%s should be a file; the directory that was there is in %s now", path, aside)


def _keep_names(directory: Path) -> None:
    """A name outlives a loss of power only once its directory is on the disk."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
