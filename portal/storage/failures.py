"""What is wrong where something could not be stored, told from the error that a database or a disk gives."""

import errno
import sqlite3
from enum import Enum, auto

from django.db import InterfaceError, OperationalError, connections
from django.utils.translation import gettext_lazy as _


class StorageFailure(Enum):
    FULL = auto()
    READ_ONLY = auto()
    BUSY = auto()
    AWAY = auto()
    BROKEN = auto()

    @property
    def sentence(self) -> str:
        """For whoever wanted to store something, in his language."""
        return str(_SENTENCES[self])


_SENTENCES = {
    StorageFailure.FULL: _("The disk of the server is full."),
    StorageFailure.READ_ONLY: _("The storage of the server can only be read at the moment."),
    StorageFailure.BUSY: _("Other changes are being stored, and yours had to wait too long."),
    StorageFailure.AWAY: _("The database does not answer."),
    StorageFailure.BROKEN: _("The disk of the server reports an error."),
}
_BY_SQLITE = {
    sqlite3.SQLITE_FULL: StorageFailure.FULL,
    sqlite3.SQLITE_READONLY: StorageFailure.READ_ONLY,
    sqlite3.SQLITE_PERM: StorageFailure.READ_ONLY,
    sqlite3.SQLITE_BUSY: StorageFailure.BUSY,
    sqlite3.SQLITE_LOCKED: StorageFailure.BUSY,
    sqlite3.SQLITE_CANTOPEN: StorageFailure.BROKEN,
    sqlite3.SQLITE_IOERR: StorageFailure.BROKEN,
}
# PostgreSQL's codes, or classes of them: https://www.postgresql.org/docs/current/errcodes-appendix.html
_BY_SQLSTATE = {
    "53100": StorageFailure.FULL,
    "25006": StorageFailure.READ_ONLY,
    "40001": StorageFailure.BUSY,
    "40P01": StorageFailure.BUSY,
    "55P03": StorageFailure.BUSY,
    "57014": StorageFailure.BUSY,
    "53300": StorageFailure.AWAY,
    "57P01": StorageFailure.AWAY,
    "57P02": StorageFailure.AWAY,
    "57P03": StorageFailure.AWAY,
    "08": StorageFailure.AWAY,
    "58": StorageFailure.BROKEN,
}
_BY_ERRNO = {
    errno.ENOSPC: StorageFailure.FULL,
    errno.EDQUOT: StorageFailure.FULL,
    errno.EFBIG: StorageFailure.FULL,
    errno.EROFS: StorageFailure.READ_ONLY,
    errno.EACCES: StorageFailure.READ_ONLY,
    errno.EPERM: StorageFailure.READ_ONLY,
    errno.EIO: StorageFailure.BROKEN,
}


def storage_failure(error: BaseException | None) -> StorageFailure | None:
    """Which failure of the storage an error comes from; None for an error of another kind."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        found = _of_one(error)
        if found is not None:
            return found
        error = error.__cause__ or error.__context__
    return None


def leave_connections() -> None:
    """Lets the next query connect anew: what was opened while a disk could only be read stays so afterwards."""
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close()


def _of_one(error: BaseException) -> StorageFailure | None:
    if isinstance(error, sqlite3.Error):
        # The lowest byte is the kind of error, whatever its details.
        return _BY_SQLITE.get((getattr(error, "sqlite_errorcode", None) or 0) & 0xFF)
    state = getattr(error, "sqlstate", None)
    if isinstance(state, str):
        return _BY_SQLSTATE.get(state) or _BY_SQLSTATE.get(state[:2])
    if isinstance(error, OSError) and not isinstance(error, ConnectionError | TimeoutError):
        return _BY_ERRNO.get(error.errno or 0)
    cause = error.__cause__
    if isinstance(error, OperationalError | InterfaceError) and cause and not isinstance(cause, sqlite3.Error):
        # Without a code of the server's, it has not answered.
        return StorageFailure.AWAY if getattr(cause, "sqlstate", None) is None else None
    return None
