"""An installation whose commands a test runs, kills and runs again."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings

_MADE_UP = re.compile(
    r"\b[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}\b"
    r"|\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)?"
    r"|(?<=\"notice\":\")[\w-]+"
)


SET_UP = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("set_up_site")
"""


class Installation:
    """An installation of its own with an SQLite database, run by its commands."""

    def __init__(self, folder: Path, like: "Installation | None" = None) -> None:
        """`like`: begins with a copy of that one's data instead of from nothing."""
        self.folder = folder
        self.environment = {
            **os.environ,
            "PORTAL_VAR_DIR": str(folder),
            "DATABASE_URL": f"sqlite:///{folder / 'portal.sqlite3'}",
            "DJANGO_SETTINGS_MODULE": "portal.settings.development",
        }
        if like is not None:
            shutil.copytree(like.folder, folder)
            return
        # One process instead of two, which would each load the whole portal.
        self.run("shell", "--no-imports", "-c", SET_UP)

    def start(self, *arguments: str) -> "subprocess.Popen[str]":
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments]
        return subprocess.Popen(
            command, env=self.environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )

    def run(self, *arguments: str) -> str:
        process = self.start(*arguments)
        output, errors = process.communicate(timeout=240)
        assert process.returncode == 0, errors
        return output

    def tables(self) -> dict[str, list[str]]:
        """Every row of every table, without what each run makes up for itself: times and keys that are random."""
        found = {}
        with closing(sqlite3.connect(self.folder / "portal.sqlite3")) as database:
            names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            for (name,) in names:
                if not name.startswith("sqlite_") and "_fts" not in name:
                    rows = database.execute(f'SELECT * FROM "{name}"')  # noqa: S608 - a name of our own
                    found[name] = sorted(_MADE_UP.sub("…", repr(row)) for row in rows)
        return found


def without_ids(export: str) -> list[Any]:
    """The items of an export without what every site makes up for itself."""

    def stripped(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: stripped(inner) for key, inner in value.items() if key not in ("id", "translation_key")}
        return [stripped(item) for item in value] if isinstance(value, list) else value

    return [stripped(json.loads(line)) for line in export.splitlines()]
