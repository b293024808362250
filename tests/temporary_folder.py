"""Where a run of all tests writes: in memory, where the machine has room there.

Tests commit some ten thousand times, to databases and to indexes; each commit waits for a disk several times. Nothing
that they write outlives the run, and what is killed in them is a process, which a page of memory outlives as well.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEMORY = Path("/dev/shm")
# Bytes. Of what a whole run has at a time, the services' data take the most.
ROOM = 4 << 30
# Everybody may make files in it and remove his own: services run as other users.
SHARED = 0o1777


@contextmanager
def in_memory() -> Iterator[None]:
    """Inside, this process and those that it starts take a folder in memory for the temporary one, if there is room."""
    if not MEMORY.is_dir() or not os.access(MEMORY, os.W_OK) or shutil.disk_usage(MEMORY).free < ROOM:
        yield
        return
    before = os.environ.get("TMPDIR")
    with tempfile.TemporaryDirectory(prefix="portal-", dir=MEMORY, ignore_cleanup_errors=True) as folder:
        os.chmod(folder, SHARED)
        os.environ["TMPDIR"], tempfile.tempdir = folder, None
        try:
            yield
        finally:
            tempfile.tempdir = None
            if before is None:
                del os.environ["TMPDIR"]
            else:
                os.environ["TMPDIR"] = before


def temporary_folder_of_all() -> str:
    """A temporary folder in which other users can make files: that of the environment may be a private place."""
    own = tempfile.gettempdir()
    return own if os.stat(own).st_mode & 0o1777 == SHARED else "/tmp"
