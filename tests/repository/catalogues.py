"""Collects the messages of the source code: `python -m tests.repository.catalogues` (`make catalogues`)."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django.conf import settings

from tests.repository.files import PACKAGES, ROOT, project_files

# The language that messages in code and templates are written in: its catalogue may stay empty.
SOURCE_LANGUAGE = "en"


def translated_languages() -> list[str]:
    return [code for code, _ in settings.LANGUAGES if code != SOURCE_LANGUAGE]


def catalogue_path(root: Path, language: str) -> Path:
    return root / "locale" / language.replace("-", "_") / "LC_MESSAGES" / "django.po"


def read_catalogue(root: Path, language: str) -> Catalog:
    with open(catalogue_path(root, language), "rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def messages(catalogue: Catalog) -> list[Message]:
    """Without the header, which is a message with an empty identifier."""
    return [message for message in catalogue if message.id]


def collect(root: Path, languages: list[str]) -> None:
    """Brings the catalogues below `root` up to the source code there; needs GNU gettext."""
    if shutil.which("xgettext") is None:
        raise SystemExit("GNU gettext is missing. Debian: sudo apt-get install gettext; macOS: brew install gettext")
    names = [word for language in languages for word in ("--locale", language.replace("-", "_"))]
    ignored = [word for folder in ("tests", "var", "docs", "requirements") for word in ("--ignore", folder)]
    options = ["--no-location", "--no-wrap", "--no-obsolete", "--verbosity", "0"]
    subprocess.run(
        [sys.executable, "manage.py", "makemessages", *names, *ignored, *options],
        cwd=root,
        check=True,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "portal.settings.test"},
    )


def copy_sources(target: Path) -> None:
    """What `collect` reads, so that a check changes nothing here."""
    for path in project_files(*PACKAGES, "locale", "manage.py"):
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, target / path)
    (target / "locale").mkdir(exist_ok=True)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
    collect(ROOT, translated_languages())
    for code in translated_languages():
        todo = [message for message in messages(read_catalogue(ROOT, code)) if message.fuzzy or not message.string]
        print(f"{catalogue_path(ROOT, code).relative_to(ROOT)}: {len(todo)} messages to translate")
