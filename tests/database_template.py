"""A migrated SQLite database that test runs begin with: Wagtail's migrations take longer than most tests.

It is kept for the next run, by what it was made of: every migration of every app, and the languages of the settings.
"""

import hashlib
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection


def template() -> Path:
    made_of = hashlib.sha256(repr((settings.LANGUAGES, sqlite3.sqlite_version)).encode())
    for app in sorted(apps.get_app_configs(), key=lambda each: each.name):
        for file in sorted(Path(app.path, "migrations").glob("*.py")):
            made_of.update(f"{app.name}/{file.name}".encode() + file.read_bytes())
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "portal-tests" / f"{made_of.hexdigest()[:24]}.sqlite3"


def begin_with_template(database: Path) -> bool:
    """Whether there was one; `database` is a copy of it then."""
    kept = template()
    if not kept.exists():
        return False
    shutil.copyfile(kept, database)
    return True


def keep_as_template() -> None:
    """The database of this process, as it is migrated and before anything else is in it."""
    kept = template()
    if kept.exists():
        return
    kept.parent.mkdir(parents=True, exist_ok=True)
    own = kept.with_suffix(f".{os.getpid()}")
    own.unlink(missing_ok=True)
    with closing(sqlite3.connect(own)) as copy:
        connection.ensure_connection()
        connection.connection.backup(copy)
    own.replace(kept)
