"""An installation whose commands a test runs, kills and runs again."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings


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
        self.run("migrate", "-v0")
        self.run("set_up_site")

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


def without_ids(export: str) -> list[Any]:
    """The items of an export without what every site makes up for itself."""

    def stripped(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: stripped(inner) for key, inner in value.items() if key not in ("id", "translation_key")}
        return [stripped(item) for item in value] if isinstance(value, list) else value

    return [stripped(json.loads(line)) for line in export.splitlines()]
